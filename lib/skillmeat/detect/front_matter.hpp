#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace skillmeat::detect {

inline constexpr std::size_t max_front_matter = 64 * 1024;  ///< bytes
inline constexpr std::size_t max_yaml_depth = 16;
inline constexpr std::size_t max_yaml_nodes = 1000;  ///< that aliases may expand to

/// One value of front matter. A map's entries stand in the list under `key.sub`, one level deep.
struct Field {
    enum class Kind { null, text, list, map };
    std::string key;
    Kind kind = Kind::null;
    std::string text;                ///< of a scalar of any type
    std::vector<std::string> items;  ///< scalars of a list

    bool operator==(const Field&) const = default;
};

struct FrontMatter {
    enum class State {
        absent,     ///< the file does not begin with `---`
        ok,         ///< a YAML map
        recovered,  ///< not YAML, but the tolerant reader found keys
        bad,        ///< neither
        too_large
    };
    State state = State::absent;
    bool open = false;  ///< the closing `---` is missing: recovered, and maybe not all of it
    std::vector<Field> fields;

    /// The last field of that key, or null.
    [[nodiscard]] const Field* find(std::string_view key) const;
};

/// Reads the front matter a Markdown file begins with: strict YAML first; where that fails,
/// top-level `key: value` lines, literal and folded blocks, and lists. A byte order mark, CRLF and
/// blank lines before it are tolerated, and so is a missing end: then keys are recovered up to the
/// first heading.
[[nodiscard]] FrontMatter read_front_matter(std::string_view markdown);

/// Text between the two `---` lines; `state` is ok, absent or
/// too_large.
struct FrontMatterSpan {
    FrontMatter::State state = FrontMatter::State::absent;
    std::string_view text;
    bool irregular = false;  ///< indented, or without the first `---`: for the tolerant reader
    bool open = false;       ///< the end is missing; `text` goes up to the first heading
};
[[nodiscard]] FrontMatterSpan split_front_matter(std::string_view markdown);

/// Strict YAML: false when it is not a map, not valid, too deep, or aliases expand too far.
[[nodiscard]] bool parse_yaml_map(std::string_view yaml, std::vector<Field>& fields);

/// The subset `key: plain value` on every line, read exactly as parse_yaml_map reads it; false when
/// the text holds anything else.
[[nodiscard]] bool parse_simple_map(std::string_view yaml, std::vector<Field>& fields);

/// What can be saved from text that is not YAML; empty when nothing can.
[[nodiscard]] std::vector<Field> recover_map(std::string_view text);

}  // namespace skillmeat::detect
