#include <app/commands/help/help.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/report/json.hpp>

#include <array>

#include <app/cli/resolve.hpp>
#include <app/cli/suggest.hpp>
#include <app/commands/help/render.hpp>
#include <app/commands/help/topics.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat help exit-codes", "explains what the exit codes mean"},
    cli::Example{"skillmeat help source add", "explains one command, as --help does"},
};

constexpr std::array arguments{cli::ArgumentSpec{.name = "TOPIC",
                                                 .help = "a topic, or the words of a command",
                                                 .minimum = 0,
                                                 .maximum = cli::many,
                                                 .completion = cli::Completion::topic}};

constexpr std::array<std::string_view, 1> schemas{"skillmeat.help/1"};
constexpr std::array error_codes{ErrorCode::topic_not_found};

constexpr std::size_t pipe_width = 80;
constexpr std::size_t widest = 100;

HelpStyle style_of(Context& context) {
    const StreamFacts& facts = context.streams.out.facts();
    return HelpStyle{facts.terminal ? std::min(facts.width, widest) : pipe_width,
                     context.output().color()};
}

bool has_verbs(const cli::Registry& registry, std::string_view noun) {
    return std::any_of(
        registry.commands.begin(), registry.commands.end(),
        [&](const cli::CommandSpec* spec) { return spec->noun == noun && !spec->verb.empty(); });
}

/// Help about a command or a noun, or nothing when the words name neither.
std::optional<std::string> command_text(const std::vector<std::string>& words, Context& context) {
    const std::string verb = join({words.begin() + 1, words.end()}, " ");
    const cli::Registry& registry = context.registry;
    std::string text;
    if (const auto* spec = cli::find_command(registry, words.front(), verb)) {
        text = render_command(*spec, style_of(context));
    }
    const bool group = std::any_of(registry.commands.begin(), registry.commands.end(),
                                   [&](const cli::CommandSpec* spec) {
                                       return spec->noun == words.front() &&
                                              (verb.empty() || spec->verb.starts_with(verb + " "));
                                   });
    if (group && has_verbs(registry, words.front())) {
        text += text.empty() ? "" : "\n";
        text += render_noun(registry, words.front(), verb, style_of(context));
    }
    return text.empty() ? std::nullopt : std::optional<std::string>(std::move(text));
}

Error not_found(const std::vector<std::string>& words, const cli::Registry& registry) {
    Error error;
    if (words.size() > 1 && has_verbs(registry, words.front())) {
        const std::string prefix = join({words.begin() + 1, words.end() - 1}, " ");
        error = cli::unknown_verb(words.front(), prefix, words.back(), registry);
    } else {
        std::vector<std::string_view> names;
        for (const Topic& topic : topics()) {
            names.push_back(topic.name);
        }
        for (const cli::CommandSpec* spec : registry.commands) {
            names.push_back(spec->noun);
        }
        error.hint = cli::did_you_mean(words.front(), names, "skillmeat help ",
                                       "run 'skillmeat help' for the list");
    }
    error.code = ErrorCode::topic_not_found;
    error.message = "no help topic or command " + quote(join(words, " "));
    return error;
}

Result<std::string> text_for(const std::vector<std::string>& words, Context& context) {
    if (words.empty()) {
        return render_overview(context.registry, style_of(context));
    }
    for (const Topic& topic : topics()) {
        if (words.size() == 1 && topic.name == words.front()) {
            return topic.text();
        }
    }
    if (auto text = command_text(words, context)) {
        return *std::move(text);
    }
    return fail(not_found(words, context.registry));
}

}  // namespace

Result<HelpOptions> bind_help(const cli::Values& values) {
    return HelpOptions{values.positionals("TOPIC")};
}

Result<Outcome> run_help(const HelpOptions& options, Context& context) {
    SKILLMEAT_ASSIGN(const std::string text, text_for(options.words, context));
    if (!context.globals.machine()) {
        context.output().raw(text);
        return Outcome{};
    }
    print::Item item;
    item.schema = schemas[0];
    item.json =
        report::JsonObject().text("topic", join(options.words, " ")).text("text", text).str();
    context.output().item(item);
    return Outcome{};
}

Result<Outcome> show_help(const cli::HelpRequest& request, Context& context) {
    if (request.words.empty() && !request.asked) {
        context.output().raw(render_concise(context.registry, style_of(context)));
        return Outcome{};
    }
    return run_help(HelpOptions{request.words}, context);
}

constinit const cli::CommandSpec help_spec{
    .noun = "help",
    .summary = "explain a topic or a command",
    .description = "Without words: the list of commands and topics.",
    .examples = examples,
    .arguments = arguments,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_help, run_help>,
};

}  // namespace skillmeat::app::commands
