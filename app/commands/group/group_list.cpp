#include <app/commands/group/group_list.hpp>

#include <app/commands/collection/shared.hpp>

namespace skillmeat::app::commands {

print::List group_list(const ops::CollectionView& view, const std::vector<std::size_t>& positions) {
    print::List list;
    list.columns = {{.header = "POSITION", .align = print::Align::right},
                    {.header = "NAME", .shrink = 1, .min_width = 16},
                    {.header = "ARTIFACTS", .align = print::Align::right},
                    {.header = "UPDATED", .shrink = 3},
                    {.header = "ID"},
                    {.header = "DESCRIPTION", .shrink = 2}};
    list.count = positions.size();
    list.cells = [&view, &positions](std::size_t i) {
        const auto& group = view.collection.groups[positions[i]];
        return print::Row{{std::to_string(positions[i])},
                          {group.name, print::Style::bold},
                          {std::to_string(group.artifacts.size())},
                          {group.updated_at ? to_string(*group.updated_at) : ""},
                          {group.id},
                          {group.description}};
    };
    list.json = [&view, &positions](std::size_t i) {
        return report::group_json(facts_of(view), view.collection.groups[positions[i]],
                                  positions[i]);
    };
    list.page.total = positions.size();
    return list;
}

}  // namespace skillmeat::app::commands
