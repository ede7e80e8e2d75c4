#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/toml/document.hpp>

namespace skillmeat::tomlfile {

// The concrete syntax of a TOML text: every byte belongs to exactly one item. It says where things
// stand, not what they mean; parse() decides whether the text is valid.

inline constexpr std::size_t no_offset = static_cast<std::size_t>(-1);
inline constexpr std::size_t depth_limit = 64;

/// Bytes [begin, end) of the text.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct InlineMember;

/// A value as it is written.
struct Node {
    enum class Kind { scalar, array, table };
    Kind kind = Kind::scalar;
    Span span;
    std::size_t comma = no_offset;      ///< of the comma after it, inside an array or inline table
    std::vector<Node> elements;         ///< of an array
    std::vector<InlineMember> members;  ///< of an inline table
};

/// `key = value` inside an inline table. The key is dotted when it has several parts.
struct InlineMember {
    std::vector<std::string> key;
    std::size_t begin = 0;
    Node value;
};

/// One or more whole lines, line end included.
struct Item {
    enum class Kind { blank, comment, header, array_header, pair };
    Kind kind = Kind::blank;
    Span span;
    std::vector<std::string> key;  ///< parts of a header or of the key of a pair
    Node value;                    ///< of a pair
    KeyPath path;                  ///< from the root, with the positions in arrays of tables
};

struct Syntax {
    enum class Outcome { complete, malformed, too_deep };
    Outcome outcome = Outcome::complete;
    std::size_t offset = 0;  ///< where it stopped when not complete
    std::vector<Item> items;
    std::vector<Span> strings;  ///< strings that hold a line end
};

/// Reads the text once; the items have no path yet. Nesting beyond depth_limit stops it.
[[nodiscard]] Syntax scan(std::string_view text);
/// Gives headers and pairs their path.
void resolve_paths(Syntax& syntax);

}  // namespace skillmeat::tomlfile
