#pragma once

#include <array>
#include <string>
#include <string_view>

#include <skillmeat/ops/ratings/list_ratings.hpp>

#include <app/cli/spec.hpp>
#include <app/context.hpp>
#include <app/print/output.hpp>

namespace skillmeat::app::commands {

// What commands on ratings share.

inline constexpr cli::ArgumentSpec rated_argument{
    .name = "REF",
    .help = "artifact: [TYPE:]NAME[@SOURCE] or [TYPE:]./PATH[@SOURCE]",
    .completion = cli::Completion::artifact};

inline constexpr std::array rating_filter_options{
    cli::OptionSpec{.name = "source",
                    .kind = cli::Kind::text,
                    .value_name = "SRC",
                    .help = "only of this source, also one that has left; several are alternatives",
                    .repeatable = true,
                    .completion = cli::Completion::source},
    cli::OptionSpec{.name = "user",
                    .kind = cli::Kind::text,
                    .value_name = "NAME",
                    .help = "only of this user, ignoring case; several are alternatives",
                    .repeatable = true},
};
[[nodiscard]] ops::RatingFilter rating_filter_of(const cli::Values& values);

/// "5 stars", "1 star".
[[nodiscard]] std::string stars_text(std::int64_t stars);

[[nodiscard]] std::string rating_json(const ops::RatingView& view);

/// Prints a change in the formats for programs.
void print_rating(Context& context, std::string_view schema, const ops::ChangedRating& change);

}  // namespace skillmeat::app::commands
