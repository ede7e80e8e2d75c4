#include <app/commands/registry.hpp>

#include <array>

#include <app/commands/help/help.hpp>
#include <app/commands/schema/schema.hpp>

namespace skillmeat::app {
namespace {

constexpr std::array<const cli::CommandSpec*, 2> all_commands{
    &commands::schema_spec,
    &commands::help_spec,
};

constexpr std::array<cli::NounSpec, 0> all_nouns{};

constinit const cli::Registry all{all_commands, all_nouns};

}  // namespace

const cli::Registry& registry() {
    return all;
}

}  // namespace skillmeat::app
