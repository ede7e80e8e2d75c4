#pragma once

#include <string_view>
#include <vector>

#include <skillmeat/ops/collections/change_groups.hpp>

#include <app/cli/spec.hpp>
#include <app/context.hpp>
#include <app/print/output.hpp>

namespace skillmeat::app::commands {

inline constexpr cli::ArgumentSpec group_argument{
    .name = "GROUP", .help = "name or id of a group in it", .completion = cli::Completion::group};
inline constexpr cli::OptionSpec position_option{.name = "position",
                                                 .kind = cli::Kind::integer,
                                                 .value_name = "N",
                                                 .help = "where to stand, from 0; the others shift",
                                                 .minimum = 0};

/// COLLECTION and GROUP.
[[nodiscard]] ops::GroupName group_name_of(const cli::Values& values);
/// `--position`, or nothing.
[[nodiscard]] std::optional<std::size_t> position_of(const cli::Values& values);

[[nodiscard]] std::vector<print::Field> group_fields(const ops::CollectionView& view,
                                                     const Group& group, std::size_t position);

/// Prints a change in the formats for programs: the group, `changed`, and the artifacts named.
void print_group(Context& context, std::string_view schema, const ops::GroupChange& change,
                 bool with_artifacts = false);

}  // namespace skillmeat::app::commands
