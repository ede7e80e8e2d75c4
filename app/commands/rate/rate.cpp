#include <app/commands/rate/rate.hpp>

#include <array>
#include <charconv>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/report/rating_json.hpp>

#include <app/commands/common/session.hpp>
#include <app/commands/rate/rating_print.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat rate pdf 5 --comment 'reads every form we have'",
                 "rates the one artifact called pdf"},
    cli::Example{"skillmeat rate skill:pdf@anthropics/skills 3", "replaces that rating"},
    cli::Example{"skillmeat rate skill:list 4",
                 "an artifact that is called like a verb, named with its type"},
};
constexpr std::array arguments{
    rated_argument,
    cli::ArgumentSpec{.name = "STARS", .help = "1 to 5"},
};
constexpr std::array options{cli::OptionSpec{.name = "comment",
                                             .kind = cli::Kind::text,
                                             .value_name = "TEXT",
                                             .help = "why, at most 1000 characters"}};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.rate/1"};
constexpr std::array error_codes{ErrorCode::artifact_not_found, ErrorCode::ambiguous_reference,
                                 ErrorCode::invalid_value,      ErrorCode::not_scanned,
                                 ErrorCode::invalid_manifest,   ErrorCode::newer_format,
                                 ErrorCode::lock_timeout};

Result<std::int64_t> stars_of(const std::string& text) {
    std::int64_t stars = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, stars);
    if (read.ec != std::errc() || read.ptr != end) {
        return fail(ErrorCode::invalid_value,
                    fmt::format("expected 1 to 5 stars, found {}", quote(text)),
                    "give a whole number from 1 to 5");
    }
    SKILLMEAT_TRY(check_stars(stars));
    return stars;
}

}  // namespace

Result<ops::RateRequest> bind_rate(const cli::Values& values) {
    ops::RateRequest request;
    request.reference = values.positional("REF");
    SKILLMEAT_ASSIGN(request.stars, stars_of(values.positional("STARS")));
    request.comment = values.text("comment").value_or("");
    SKILLMEAT_TRY(check_comment(request.comment));
    return request;
}

Result<Outcome> run_rate(const ops::RateRequest& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, ops::resolve_scope(world, scope_request(context)));
    SKILLMEAT_ASSIGN(const auto change, ops::rate_artifact(world, scope, given));
    const auto& view = change.view;
    const auto average = report::hundredths_text(ratings::average_hundredths(view.votes));
    context.output().note(fmt::format(
        "{} {}: {} by {}; the average is {} of {}", change.changed ? "rated" : "nothing changed in",
        quote(view.rating.artifact), stars_text(view.rating.stars), quote(view.rating.user),
        average, counted(static_cast<std::size_t>(view.votes.count), "rating")));
    print_rating(context, schemas[0], change);
    return Outcome{};
}

constinit const cli::CommandSpec rate_spec{
    .noun = "rate",
    .summary = "rate an artifact with 1 to 5 stars",
    .description =
        "One rating per user and artifact: another one replaces it, with its comment. The user is "
        "the setting user.name, else git's user.email, else the login name. Ratings stand in the "
        "user's ratings.toml, whatever the scope, and stay when the source is removed. A rating is "
        "outdated when the artifact has changed since.",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_rate, run_rate>,
};

}  // namespace skillmeat::app::commands
