#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <skillmeat/base/result.hpp>

namespace skillmeat::deploy {

/// Where a value of a JSON text stands. Bytes [begin, end) of the text are the value.
struct JsonNode {
    enum class Kind { object, array, other };
    struct Member;

    Kind kind = Kind::other;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::vector<Member> members;     ///< of an object, in the order of the text
    std::vector<JsonNode> elements;  ///< of an array

    /// Null when there is none.
    [[nodiscard]] const Member* find(std::string_view key) const;
};

struct JsonNode::Member {
    std::string key;
    std::size_t begin = 0;  ///< of the key's quote
    JsonNode value;
};

/// Parses plain JSON (RFC 8259; a byte order mark is passed over). Comments, trailing commas, keys
/// that stand twice in one object, more than 64 levels and text behind the value are
/// `invalid_value`, with line and column in the file called `path`: such a text is not edited.
[[nodiscard]] Result<JsonNode> parse_json(std::string_view text, const std::string& path);

/// Parses one value whose members keep their order; `comments` allows them. False when it is not
/// JSON, or deeper than 64 levels, which would be too much for what walks over it.
[[nodiscard]] bool parse_value(std::string_view text, bool comments, nlohmann::ordered_json& value);

/// One value on one line, as it is recorded: members in their order, no white space.
/// `invalid_value` when it is not JSON.
[[nodiscard]] Result<std::string> one_line_json(std::string_view value);

/// The same over several lines, `unit` being one level of indentation.
[[nodiscard]] std::string pretty_json(std::string_view value, std::string_view unit);

/// A text as a JSON string, quotes included.
[[nodiscard]] std::string json_quoted(std::string_view text);

/// Whether two JSON texts mean the same; the order of members does not count.
[[nodiscard]] bool same_json(std::string_view a, std::string_view b);

}  // namespace skillmeat::deploy
