#include <app/cli/parser.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <utility>

#include <app/cli/check_value.hpp>

namespace skillmeat::app::cli {
namespace {

bool takes_value(const OptionSpec& spec) {
    return spec.kind != Kind::flag && spec.kind != Kind::toggle;
}

CLI::Option* add_option(CLI::App& parser, const OptionSpec& spec) {
    const std::string name = "--" + std::string(spec.name);
    if (spec.kind == Kind::flag) {
        return parser.add_flag(name);
    }
    if (spec.kind == Kind::toggle) {
        return parser.add_flag(name + ",!--no-" + std::string(spec.name));
    }
    return parser.add_option(name, CLI::callback_t{})
        ->expected(1)
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

/// The words for the parser, last first, as it wants them. Every value gets a '=' in front, which
/// read_results takes off: so no value is empty or looks like `[a,b]` or `--x`, and the parser's
/// own ideas about such values never apply.
std::vector<std::string> parser_words(const std::vector<OptionWord>& words) {
    std::vector<std::string> reversed;
    for (auto word = words.rbegin(); word != words.rend(); ++word) {
        if (takes_value(*word->spec)) {
            reversed.push_back("=" + word->value);
        }
        reversed.push_back((word->negated ? "--no-" : "--") + std::string(word->spec->name));
    }
    return reversed;
}

Result<void> read_results(const OptionSpec& spec, const std::vector<std::string>& results,
                          bool last_wins, Values& values) {
    if (!takes_value(spec)) {
        values.set_flag(spec.name, results.back() != "false");
        return {};
    }
    if (results.size() > 1 && !spec.repeatable && !last_wins) {
        return fail(ErrorCode::invalid_usage,
                    "option '--" + std::string(spec.name) + "' was given " +
                        std::to_string(results.size()) + " times, expected once",
                    "leave one of them out");
    }
    for (const std::string& result : results) {
        SKILLMEAT_ASSIGN(const auto checked, check_value(spec, std::string_view(result).substr(1)));
        for (const std::string& value : checked) {
            values.add(spec.name, value);
        }
    }
    return {};
}

}  // namespace

Result<Values> read_options(const std::vector<OptionWord>& words,
                            std::span<const OptionSpec* const> known,
                            std::span<const OptionSpec> last_wins) {
    Values values;
    if (words.empty()) {
        return values;
    }
    try {
        CLI::App parser;
        parser.set_help_flag();
        std::vector<std::pair<const OptionSpec*, CLI::Option*>> options;
        for (const OptionSpec* spec : known) {
            if (std::any_of(words.begin(), words.end(),
                            [&](const OptionWord& word) { return word.spec == spec; })) {
                options.emplace_back(spec, add_option(parser, *spec));
            }
        }
        auto reversed = parser_words(words);
        parser.parse(reversed);
        for (const auto& given : options) {
            const bool overrides =
                std::any_of(last_wins.begin(), last_wins.end(),
                            [&](const OptionSpec& spec) { return &spec == given.first; });
            SKILLMEAT_TRY(read_results(*given.first, given.second->results(), overrides, values));
        }
    } catch (const CLI::Error& error) {
        return fail(ErrorCode::invalid_usage,
                    std::string("the options do not fit: ") + error.what(),
                    "--help lists the options");
    }
    return values;
}

}  // namespace skillmeat::app::cli
