#include <app/cli/words.hpp>

#include <skillmeat/base/text.hpp>

#include <app/cli/suggest.hpp>

namespace skillmeat::app::cli {
namespace {

bool takes_value(const OptionSpec& spec) {
    return spec.kind != Kind::flag && spec.kind != Kind::toggle;
}

/// Reads words from left to right.
class Sorter {
  public:
    Sorter(std::span<const std::string> words, std::span<const OptionSpec* const> known)
        : words_(words), known_(known) {}

    Result<SortedWords> run() {
        for (; next_ < words_.size(); ++next_) {
            const std::string_view word = words_[next_];
            if (word == "--") {
                sorted_.positionals.insert(sorted_.positionals.end(),
                                           words_.begin() + static_cast<std::ptrdiff_t>(next_) + 1,
                                           words_.end());
                break;
            }
            if (word.starts_with("--")) {
                SKILLMEAT_TRY(read_long(word.substr(2)));
            } else if (word.size() > 1 && word[0] == '-') {
                SKILLMEAT_TRY(read_short(word.substr(1)));
            } else {
                sorted_.positionals.emplace_back(word);
            }
        }
        return std::move(sorted_);
    }

  private:
    Result<void> read_long(std::string_view text) {
        const auto equals = text.find('=');
        const std::string_view name = text.substr(0, equals);
        bool negated = false;
        const OptionSpec* spec = find_option(known_, name, negated);
        if (spec == nullptr) {
            return unknown_long(name);
        }
        if (!takes_value(*spec)) {
            if (equals != std::string_view::npos) {
                return fail(ErrorCode::invalid_usage,
                            "option '--" + std::string(name) + "' takes no value, found " +
                                quote(text.substr(equals + 1)),
                            "write --" + std::string(name));
            }
            sorted_.options.push_back({spec, negated, ""});
            return {};
        }
        if (equals != std::string_view::npos) {
            sorted_.options.push_back({spec, false, std::string(text.substr(equals + 1))});
            return {};
        }
        return read_next_value(*spec, "--" + std::string(name), "=");
    }

    Result<void> read_short(std::string_view letters) {
        for (std::size_t i = 0; i < letters.size(); ++i) {
            const OptionSpec* spec = nullptr;
            for (const OptionSpec* candidate : known_) {
                if (candidate->short_name == letters[i]) {
                    spec = candidate;
                }
            }
            if (spec == nullptr) {
                return fail(ErrorCode::invalid_usage,
                            "unknown option " + quote("-" + std::string(letters)),
                            "options have long names, such as --help; a word that begins with '-' "
                            "goes after --");
            }
            if (!takes_value(*spec)) {
                sorted_.options.push_back({spec, false, ""});
            } else if (i + 1 < letters.size()) {
                sorted_.options.push_back({spec, false, std::string(letters.substr(i + 1))});
                return {};
            } else {
                return read_next_value(*spec, std::string("-") + letters[i], "");
            }
        }
        return {};
    }

    Result<void> read_next_value(const OptionSpec& spec, const std::string& given,
                                 std::string_view joint) {
        const std::string expected =
            "option '" + given + "' expects a value (" + std::string(spec.value_name) + ")";
        if (next_ + 1 == words_.size()) {
            return fail(ErrorCode::invalid_usage, expected,
                        "write " + given + " " + std::string(spec.value_name));
        }
        const std::string& value = words_[next_ + 1];
        if (value.size() > 1 && value[0] == '-') {
            return fail(ErrorCode::invalid_usage, expected + ", found " + quote(value),
                        "if that is the value, write " + quote(given + std::string(joint) + value));
        }
        ++next_;
        sorted_.options.push_back({&spec, false, value});
        return {};
    }

    tl::unexpected<Error> unknown_long(std::string_view name) const {
        std::vector<std::string_view> names;
        for (const OptionSpec* spec : known_) {
            names.push_back(spec->name);
        }
        return fail(ErrorCode::invalid_usage, "unknown option " + quote("--" + std::string(name)),
                    did_you_mean(name, names, "--", "--help lists the options"));
    }

    std::span<const std::string> words_;
    std::span<const OptionSpec* const> known_;
    std::size_t next_ = 0;
    SortedWords sorted_;
};

}  // namespace

const OptionSpec* find_option(std::span<const OptionSpec* const> known, std::string_view name,
                              bool& negated) {
    negated = false;
    for (const OptionSpec* spec : known) {
        if (spec->name == name) {
            return spec;
        }
        if (spec->kind == Kind::toggle && name.starts_with("no-") && name.substr(3) == spec->name) {
            negated = true;
            return spec;
        }
    }
    return nullptr;
}

Result<SortedWords> sort_words(std::span<const std::string> words,
                               std::span<const OptionSpec* const> known) {
    return Sorter(words, known).run();
}

}  // namespace skillmeat::app::cli
