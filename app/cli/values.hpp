#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace skillmeat::app::cli {

/// What the command line gave, by the names of the spec (options without dashes, arguments in
/// upper case). Not given and given empty differ everywhere.
class Values {
  public:
    /// Whether the option or argument was given at all (either form of a toggle).
    [[nodiscard]] bool given(std::string_view name) const;

    /// Kind::flag: whether it was given.
    [[nodiscard]] bool flag(std::string_view name) const;

    /// Kind::toggle: true for `--x`, false for `--no-x` (the last one counts), nothing if neither.
    [[nodiscard]] std::optional<bool> toggle(std::string_view name) const;

    /// Text or choice that may be given once.
    [[nodiscard]] std::optional<std::string> text(std::string_view name) const;

    /// Kind::integer, already within its bounds.
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view name) const;

    /// All values of a repeatable option, in order; empty when not given.
    [[nodiscard]] const std::vector<std::string>& list(std::string_view name) const;

    /// The words of an argument, in order; their number is within the spec's bounds.
    [[nodiscard]] const std::vector<std::string>& positionals(std::string_view name) const {
        return list(name);
    }

    /// The one word of an argument; empty when an optional one was not given.
    [[nodiscard]] std::string positional(std::string_view name) const;

    /// For the parser and for tests of bind functions.
    void add(std::string_view name, std::string value);
    void set_flag(std::string_view name, bool value = true);

  private:
    std::map<std::string, std::vector<std::string>, std::less<>> values_;
    std::map<std::string, bool, std::less<>> flags_;
};

}  // namespace skillmeat::app::cli
