#pragma once

#include <array>
#include <string_view>

#include <skillmeat/catalog/query.hpp>

#include <app/cli/spec.hpp>
#include <app/commands/common/options.hpp>

namespace skillmeat::app::commands {

// Filters that the commands over entries share.

inline constexpr std::array<std::string_view, 5> status_names{"new", "updated", "unchanged",
                                                              "removed", "excluded"};
inline constexpr std::array<std::string_view, 6> tier_names{"primary", "loose",   "unlisted",
                                                            "nested",  "example", "installed-copy"};

inline constexpr std::array filter_options{
    cli::OptionSpec{.name = "source",
                    .kind = cli::Kind::text,
                    .value_name = "SRC",
                    .help = "only entries of this source; several are alternatives",
                    .repeatable = true,
                    .completion = cli::Completion::source},
    type_option,
    cli::OptionSpec{.name = "status",
                    .kind = cli::Kind::choice,
                    .value_name = "STATUS",
                    .help = "only this status; one that lists hide is shown",
                    .repeatable = true,
                    .allowed = status_names,
                    .completion = cli::Completion::allowed},
    tag_option,
    cli::OptionSpec{.name = "category",
                    .kind = cli::Kind::text,
                    .value_name = "CATEGORY",
                    .help = "only this category; several are alternatives",
                    .repeatable = true,
                    .completion = cli::Completion::category},
    cli::OptionSpec{.name = "plugin",
                    .kind = cli::Kind::text,
                    .value_name = "PLUGIN",
                    .help = "only what this plugin owns, by its path or name",
                    .repeatable = true},
    cli::OptionSpec{.name = "tier",
                    .kind = cli::Kind::choice,
                    .value_name = "TIER",
                    .help = "only this tier; one that lists hide is shown",
                    .repeatable = true,
                    .allowed = tier_names,
                    .completion = cli::Completion::allowed},
    cli::OptionSpec{.name = "min-confidence",
                    .kind = cli::Kind::integer,
                    .value_name = "N",
                    .help = "at least this confidence, instead of each source's own",
                    .minimum = 0,
                    .maximum = 100},
    cli::OptionSpec{.name = "min-rating",
                    .kind = cli::Kind::text,
                    .value_name = "N",
                    .help = "only where the average of ratings is at least N, such as 4 or 3.5"},
    cli::OptionSpec{.name = "search",
                    .kind = cli::Kind::text,
                    .value_name = "TEXT",
                    .help = "only where name, description or path contain TEXT, ignoring case"},
    cli::OptionSpec{.name = "include-excluded", .help = "excluded entries too"},
    cli::OptionSpec{.name = "all", .help = "everything: excluded, removed, every tier"},
};

/// The filter these options describe. `invalid_value` for a rating that none can be.
[[nodiscard]] Result<catalog::Filter> filter_of(const cli::Values& values);

/// The shared options followed by a command's own, for its spec.
template <std::size_t N>
[[nodiscard]] constexpr std::array<cli::OptionSpec, filter_options.size() + N> with_filters(
    const std::array<cli::OptionSpec, N>& own) {
    std::array<cli::OptionSpec, filter_options.size() + N> all{};
    for (std::size_t i = 0; i < filter_options.size(); ++i) {
        all[i] = filter_options[i];
    }
    for (std::size_t i = 0; i < N; ++i) {
        all[filter_options.size() + i] = own[i];
    }
    return all;
}

}  // namespace skillmeat::app::commands
