#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>

namespace skillmeat::interop {

struct Member;

/// A value of a foreign file, be it JSON or YAML. Numbers are text.
struct Node {
    enum class Kind { null, boolean, text, list, map };
    Kind kind = Kind::null;
    std::string text;  ///< of a boolean `true` or `false`
    std::vector<Node> items;
    std::vector<Member> members;  ///< of a map, in the order of the file

    /// Null when it is absent, or this is no map.
    [[nodiscard]] const Node* find(std::string_view key) const;
    /// The text of a member, without white space around; empty when it is absent or no text.
    [[nodiscard]] std::string string(std::string_view key) const;
    [[nodiscard]] bool is_map() const { return kind == Kind::map; }
    [[nodiscard]] bool is_true() const { return kind == Kind::boolean && text == "true"; }
    /// "a list", "text", ...; for messages.
    [[nodiscard]] std::string_view kind_name() const;
};

/// One key of a map.
struct Member {
    std::string name;
    Node value;
};

inline constexpr std::size_t max_file = std::size_t{8} << 20U;  ///< bytes
inline constexpr std::size_t max_nodes = 200'000;
inline constexpr std::size_t max_depth = 32;

// Both give `invalid_value`, with the position in the file called `path`, for text that is not of
// the format, deeper than max_depth, or of more than max_nodes values.

/// JSON, with comments allowed. Of keys that stand twice both are kept.
[[nodiscard]] Result<Node> read_json(std::string_view text, const std::string& path);

/// One YAML document; aliases are expanded within the limits.
[[nodiscard]] Result<Node> read_yaml(std::string_view text, const std::string& path);

}  // namespace skillmeat::interop
