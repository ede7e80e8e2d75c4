#include <app/cli/spec.hpp>

#include <string>

namespace skillmeat::app::cli {

std::string full_name(const CommandSpec& spec) {
    std::string name(spec.noun);
    if (!spec.verb.empty()) {
        name += ' ';
        name += spec.verb;
    }
    return name;
}

const CommandSpec* find_command(const Registry& registry, std::string_view noun,
                                std::string_view verb) {
    for (const CommandSpec* spec : registry.commands) {
        const bool named = spec->noun == noun || (!spec->alias.empty() && spec->alias == noun);
        if (named && spec->verb == verb) {
            return spec;
        }
    }
    return nullptr;
}

}  // namespace skillmeat::app::cli
