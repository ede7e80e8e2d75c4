#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include <skillmeat/base/result.hpp>

#include <app/cli/values.hpp>

namespace skillmeat::app {

struct Context;

/// How a command that ran to its end went.
struct Outcome {
    int exit_code = 0;  ///< not 0 where a result is itself bad news: drift, some of several failed
};

namespace cli {

/// What an option's value is. Integers and choices are checked before `bind` sees them.
enum class Kind {
    flag,     ///< no value: `--dry-run`
    toggle,   ///< no value, and a `--no-` form: `--import-readme`, `--no-import-readme`
    text,     ///< any text, also empty
    integer,  ///< decimal, within minimum and maximum
    choice,   ///< one of `allowed`; a repeatable one also takes `a,b`
};

/// Where shell completion finds values.
enum class Completion {
    none,
    allowed,
    file,
    directory,
    source,
    artifact,
    collection,
    group,
    tag,
    category,
    project,
    setting,
    topic,
    schema,
};

/// One option of a command: plain data, all of it constant.
struct OptionSpec {
    std::string_view name = {};  ///< long form without dashes: "min-confidence"
    Kind kind = Kind::flag;
    std::string_view value_name = {};  ///< "N", "TEXT"; empty for flags and toggles
    std::string_view help = {};        ///< one line, lower case, no full stop
    bool repeatable = false;           ///< may be given several times; read with Values::list
    std::span<const std::string_view> allowed = {};  ///< choice: the values
    std::string_view default_text = {};              ///< shown in help; nothing is filled in
    std::int64_t minimum = 0;                        ///< integer
    std::int64_t maximum = INT64_MAX;                ///< integer
    Completion completion = Completion::none;
    char short_name = 0;  ///< 'y' for -y; 0 for none
};

/// Positional words, in order. Only the last one may take more than one.
struct ArgumentSpec {
    std::string_view name = {};  ///< upper case: "SRC"
    std::string_view help = {};
    std::size_t minimum = 1;
    std::size_t maximum = 1;  ///< many: any number
    Completion completion = Completion::none;
};

inline constexpr std::size_t many = static_cast<std::size_t>(-1);

struct Example {
    std::string_view command = {};  ///< as typed, with the program's name
    std::string_view effect = {};   ///< what it does, one line
};

using Run = std::function<Result<Outcome>(Context&)>;

/// A command as plain data: the parser, help, suggestions, `schema commands` and completion all
/// read it. Defined `constinit` beside bind and run; declared in the command's header.
struct CommandSpec {
    std::string_view noun = {};
    std::string_view verb = {};              ///< empty for `init`; two words for `source tag add`
    std::string_view summary = {};           ///< one line, lower case, no full stop
    std::string_view description = {};       ///< paragraphs for --help; may be empty
    std::span<const Example> examples = {};  ///< two at least
    std::span<const ArgumentSpec> arguments = {};
    std::span<const OptionSpec> options = {};
    std::span<const std::string_view> output_schemas = {};  ///< "skillmeat.source.list/1"
    std::span<const ErrorCode> error_codes = {};            ///< beyond usage and output faults
    bool writes = false;                                    ///< changes files
    std::string_view alias = {};  ///< another noun for a command without verb: "install"
    Result<Run> (*bind)(const Values& values) = nullptr;
};

/// `cli::bind_run<bind_add, run_add>` is a CommandSpec::bind, made of
///   Result<AddOptions> bind_add(const cli::Values&)            (no I/O; checks combinations)
///   Result<Outcome> run_add(const AddOptions&, Context&)
template <auto Bind, auto RunFunction>
[[nodiscard]] Result<Run> bind_run(const Values& values) {
    auto options = Bind(values);
    if (!options) {
        return fail(std::move(options).error());
    }
    return Run(
        [bound = *std::move(options)](Context& context) { return RunFunction(bound, context); });
}

/// A noun with several verbs and the line help shows for it.
struct NounSpec {
    std::string_view name = {};
    std::string_view summary = {};
};

/// All commands in help order. Pointers, so that the list is a constant.
struct Registry {
    std::span<const CommandSpec* const> commands = {};
    std::span<const NounSpec> nouns = {};  ///< those with verbs
};

/// "source list", "init".
[[nodiscard]] std::string full_name(const CommandSpec& spec);

/// The command of these words, or nothing. Aliases are found.
[[nodiscard]] const CommandSpec* find_command(const Registry& registry, std::string_view noun,
                                              std::string_view verb);

}  // namespace cli
}  // namespace skillmeat::app
