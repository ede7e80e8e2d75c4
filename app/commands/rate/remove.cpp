#include <app/commands/rate/remove.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

#include <app/commands/common/session.hpp>
#include <app/commands/rate/rating_print.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat rate remove pdf", "takes your own rating back"},
    cli::Example{"skillmeat rate remove skill:./skills/pdf@acme/tools",
                 "also where the artifact or its source is gone"},
};
constexpr std::array arguments{rated_argument};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.rate.remove/1"};
constexpr std::array error_codes{ErrorCode::artifact_not_found, ErrorCode::ambiguous_reference,
                                 ErrorCode::not_scanned,        ErrorCode::invalid_manifest,
                                 ErrorCode::newer_format,       ErrorCode::lock_timeout};

}  // namespace

Result<RateRemoveOptions> bind_rate_remove(const cli::Values& values) {
    return RateRemoveOptions{values.positional("REF")};
}

Result<Outcome> run_rate_remove(const RateRemoveOptions& options, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, ops::resolve_scope(world, scope_request(context)));
    SKILLMEAT_ASSIGN(const auto change, ops::remove_rating(world, scope, options.reference));
    const auto& rating = change.view.rating;
    context.output().note(change.changed
                              ? fmt::format("took back {} by {} of {}", stars_text(rating.stars),
                                            quote(rating.user), quote(rating.artifact))
                              : fmt::format("nothing changed: {} has not rated {}",
                                            quote(rating.user), quote(rating.artifact)));
    print_rating(context, schemas[0], change);
    return Outcome{};
}

constinit const cli::CommandSpec rate_remove_spec{
    .noun = "rate",
    .verb = "remove",
    .summary = "take your own rating of an artifact back",
    .description =
        "Removing what was not rated changes nothing. Where no artifact fits, or several do, the "
        "reference is tried among what you have rated.",
    .examples = examples,
    .arguments = arguments,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_rate_remove, run_rate_remove>,
};

}  // namespace skillmeat::app::commands
