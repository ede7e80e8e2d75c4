#include <app/cli/resolve.hpp>

#include <skillmeat/base/text.hpp>

#include <algorithm>

#include <app/cli/globals.hpp>
#include <app/cli/suggest.hpp>
#include <app/cli/words.hpp>

namespace skillmeat::app::cli {
namespace {

std::vector<const OptionSpec*> global_pointers() {
    std::vector<const OptionSpec*> known;
    for (const OptionSpec& spec : global_options()) {
        known.push_back(&spec);
    }
    return known;
}

bool is_option(std::string_view word) {
    return word.size() > 1 && word[0] == '-';
}

/// How many words a global option takes: 1 or 2; 0 when the word is none.
std::size_t global_length(std::string_view word) {
    if (!word.starts_with("--")) {
        for (const char letter : word.substr(1)) {
            const auto all = global_options();
            if (std::none_of(all.begin(), all.end(),
                             [&](const OptionSpec& spec) { return spec.short_name == letter; })) {
                return 0;
            }
        }
        return 1;
    }
    const auto equals = word.find('=');
    bool negated = false;
    const auto known = global_pointers();
    const OptionSpec* spec = find_option(known, word.substr(2, equals - 2), negated);
    if (spec == nullptr) {
        return 0;
    }
    return spec->kind == Kind::flag || equals != std::string_view::npos ? 1 : 2;
}

/// Steps over global options to the next word that could name something.
struct Walker {
    std::span<const std::string> words;
    std::size_t next = 0;

    /// False at the end, at `--` and at an option that is not global.
    bool find(std::vector<std::string>* skipped) {
        while (next < words.size() && is_option(words[next])) {
            const std::size_t length = words[next] == "--" ? 0 : global_length(words[next]);
            if (length == 0) {
                return false;
            }
            const std::size_t end = std::min(next + length, words.size());
            if (skipped != nullptr) {
                skipped->insert(skipped->end(), words.begin() + static_cast<std::ptrdiff_t>(next),
                                words.begin() + static_cast<std::ptrdiff_t>(end));
            }
            next = end;
        }
        return next < words.size();
    }
};

std::vector<std::string_view> verbs_of(std::string_view noun, std::string_view prefix,
                                       const Registry& registry) {
    std::vector<std::string_view> verbs;
    for (const CommandSpec* spec : registry.commands) {
        if (spec->noun != noun || spec->verb.empty()) {
            continue;
        }
        std::string_view verb = spec->verb;
        if (!prefix.empty()) {
            if (!verb.starts_with(prefix) || verb.size() <= prefix.size() ||
                verb[prefix.size()] != ' ') {
                continue;
            }
            verb.remove_prefix(prefix.size() + 1);
        }
        verb = verb.substr(0, verb.find(' '));
        if (std::find(verbs.begin(), verbs.end(), verb) == verbs.end()) {
            verbs.push_back(verb);
        }
    }
    return verbs;
}

bool is_noun(std::string_view word, const Registry& registry) {
    return find_command(registry, word, "") != nullptr || !verbs_of(word, "", registry).empty();
}

std::string command_text(std::string_view noun, std::string_view prefix) {
    std::string text = "skillmeat " + std::string(noun);
    if (!prefix.empty()) {
        text += " " + std::string(prefix);
    }
    return text;
}

Error missing_verb(std::string_view noun, std::string_view prefix, const Registry& registry) {
    std::vector<std::string> verbs;
    for (const auto verb : verbs_of(noun, prefix, registry)) {
        verbs.emplace_back(verb);
    }
    const std::string command = command_text(noun, prefix);
    return Error{ErrorCode::invalid_usage,
                 "'" + command + "' expects one of " + join(verbs, ", "),
                 {},
                 {},
                 "run '" + command + " --help'"};
}

Error misplaced_option(std::string_view word) {
    if (word == "--") {
        return Error{ErrorCode::invalid_usage,
                     "expected a command before '--'",
                     {},
                     {},
                     "run 'skillmeat --help'"};
    }
    const std::string_view name = word.substr(0, word.find('='));
    std::vector<std::string_view> names;
    for (const OptionSpec& spec : global_options()) {
        names.push_back(spec.name);
    }
    const std::string otherwise = "options of a command come after its name";
    return Error{
        ErrorCode::invalid_usage,
        "unknown option " + quote(name) + " before the command",
        {},
        {},
        name.starts_with("--") ? did_you_mean(name.substr(2), names, "--", otherwise) : otherwise};
}

/// The verb after a noun, one or two words. `rate REF` beside `rate list`: a word that is no verb
/// belongs to the command without one.
Result<const CommandSpec*> resolve_verb(std::string_view noun, Walker& walker, Resolved& resolved,
                                        const Registry& registry) {
    const CommandSpec* const plain = find_command(registry, noun, "");
    std::string prefix;
    while (true) {
        const auto verbs = verbs_of(noun, prefix, registry);
        if (verbs.empty()) {
            return plain;
        }
        std::vector<std::string> skipped;
        Walker ahead = walker;
        const bool found = ahead.find(&skipped);
        const bool known =
            found && std::find(verbs.begin(), verbs.end(), ahead.words[ahead.next]) != verbs.end();
        if (!known && plain != nullptr && prefix.empty()) {
            return plain;
        }
        if (!found) {
            return fail(ahead.next < ahead.words.size() && ahead.words[ahead.next] != "--"
                            ? misplaced_option(ahead.words[ahead.next])
                            : missing_verb(noun, prefix, registry));
        }
        const std::string& word = ahead.words[ahead.next];
        if (!known) {
            return fail(unknown_verb(noun, prefix, word, registry));
        }
        prefix += (prefix.empty() ? "" : " ") + word;
        walker.next = ahead.next + 1;
        resolved.rest.insert(resolved.rest.end(), skipped.begin(), skipped.end());
        if (const CommandSpec* spec = find_command(registry, noun, prefix)) {
            return spec;
        }
    }
}

}  // namespace

Error unknown_noun(std::string_view word, const Registry& registry) {
    std::vector<std::string_view> nouns;
    for (const CommandSpec* spec : registry.commands) {
        nouns.push_back(spec->noun);
        if (!spec->alias.empty()) {
            nouns.push_back(spec->alias);
        }
    }
    return Error{ErrorCode::invalid_usage,
                 "unknown command " + quote(word),
                 {},
                 {},
                 did_you_mean(word, nouns, "skillmeat ", "run 'skillmeat --help'")};
}

Error unknown_verb(std::string_view noun, std::string_view prefix, std::string_view word,
                   const Registry& registry) {
    const std::string command = command_text(noun, prefix);
    return Error{ErrorCode::invalid_usage,
                 "unknown command " + quote(command.substr(10) + " " + std::string(word)),
                 {},
                 {},
                 did_you_mean(word, verbs_of(noun, prefix, registry), command + " ",
                              "run '" + command + " --help'")};
}

Result<Resolved> resolve_command(std::span<const std::string> words, const Registry& registry) {
    Resolved resolved;
    Walker walker{words};
    if (!walker.find(&resolved.rest)) {
        if (walker.next < words.size()) {
            return fail(misplaced_option(words[walker.next]));
        }
        return fail(ErrorCode::invalid_usage, "expected a command", "run 'skillmeat --help'");
    }
    const std::string& noun = words[walker.next++];
    if (!is_noun(noun, registry)) {
        return fail(unknown_noun(noun, registry));
    }
    SKILLMEAT_ASSIGN(resolved.spec, resolve_verb(noun, walker, resolved, registry));
    resolved.rest.insert(resolved.rest.end(),
                         words.begin() + static_cast<std::ptrdiff_t>(walker.next), words.end());
    return resolved;
}

std::vector<std::string> naming_words(std::span<const std::string> words,
                                      const Registry& registry) {
    std::vector<std::string> naming;
    Walker walker{words};
    if (!walker.find(nullptr)) {
        return naming;
    }
    naming.push_back(words[walker.next++]);
    std::string prefix;
    while (walker.find(nullptr)) {
        const auto verbs = verbs_of(naming.front(), prefix, registry);
        const std::string& word = words[walker.next++];
        const bool known = std::find(verbs.begin(), verbs.end(), word) != verbs.end();
        const bool needed = !verbs.empty() && find_command(registry, naming[0], "") == nullptr;
        if (!known && !(needed && find_command(registry, naming[0], prefix) == nullptr)) {
            break;
        }
        naming.push_back(word);
        if (!known) {
            break;
        }
        prefix += (prefix.empty() ? "" : " ") + word;
    }
    return naming;
}

}  // namespace skillmeat::app::cli
