#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/toml/serialize.hpp>
#include <skillmeat/toml/syntax.hpp>

namespace skillmeat::tomlfile {

/// What stands at one place of an array: a value that is there already, by its position, or a new
/// one by its text.
struct Piece {
    std::optional<std::size_t> old;
    std::string text;
};

/// Edits the text of a valid document by cutting and inserting bytes. It follows the syntax alone;
/// the caller has checked that paths exist where they must, and checks the meaning afterwards.
class Editor {
  public:
    explicit Editor(std::string text);

    [[nodiscard]] const std::string& text() const { return text_; }
    /// Whether something in the text, be it the header of a table below, defines the path.
    [[nodiscard]] bool defines(const KeyPath& path) const;
    /// Whether the array is written as a value (`[ … ]`), or lies inside one or inside a table that
    /// has no header of its own: then new elements are values too.
    [[nodiscard]] bool is_inline(const KeyPath& array) const;

    void set(const KeyPath& path, const Value& value);
    void remove(const KeyPath& path);

    // Elements of an array written as a value; `text` is the element's.
    void insert_element(const KeyPath& array, std::size_t index, std::string_view text);
    void remove_element(const KeyPath& array, std::size_t index);
    /// False when values share lines with comments, so that it is not clear what to move.
    [[nodiscard]] bool move_element(const KeyPath& array, std::size_t from, std::size_t to);

    /// Makes the array hold these, each old value at most once. Values carry their own comments.
    /// False, with the text as it was, when values share lines with comments and change places.
    [[nodiscard]] bool arrange_elements(const KeyPath& array, const std::vector<Piece>& pieces);

    // Elements of an array written with `[[headers]]`. A block is whole lines in LF or in the
    // document's own style.
    [[nodiscard]] std::string block(const KeyPath& element) const;
    [[nodiscard]] Indentation indentation(const KeyPath& element) const;
    void insert_block(const KeyPath& array, std::size_t index, std::string_view block);
    /// `order[i]` is the present position of the element that comes to stand at i. False, with the
    /// text as it was, when the lines of an element do not stand together.
    [[nodiscard]] bool arrange_blocks(const KeyPath& array, const std::vector<std::size_t>& order);

  private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    /// Where the value at a path is written.
    struct Place {
        std::size_t item = none;          ///< the pair it lies in; none when no pair does
        const Node* node = nullptr;       ///< the value itself; null when it is not one value
        const Node* container = nullptr;  ///< innermost inline array or table reached on the way
        std::size_t index = none;         ///< of the node in the container
        std::size_t depth = 0;            ///< steps of the path that lead to the container
    };
    /// Items [first, end) that are one block; blank lines and comments between them included.
    struct Run {
        std::size_t first = 0;
        std::size_t end = 0;
        bool has_header = false;
    };

    void replace(Span span, std::string_view replacement);
    void insert_lines(std::size_t offset, std::string_view lines);
    void remove_lines(Span span);
    [[nodiscard]] std::string styled(std::string_view lines) const;
    [[nodiscard]] std::string_view newline() const;

    [[nodiscard]] bool is(std::size_t item, Item::Kind kind) const;
    [[nodiscard]] bool is_header(std::size_t item) const;
    [[nodiscard]] std::size_t offset_of(std::size_t item) const;
    [[nodiscard]] std::string indent_of(std::size_t offset) const;
    [[nodiscard]] std::size_t own_start(std::size_t item) const;
    [[nodiscard]] std::vector<Run> runs(const KeyPath& path) const;
    [[nodiscard]] std::vector<std::vector<Run>> element_runs(const KeyPath& array,
                                                             std::size_t size) const;
    void add_to_runs(std::vector<Run>& runs, std::size_t item, bool continues) const;
    void take_comments_below(std::vector<Run>& runs) const;
    [[nodiscard]] std::size_t first_header() const;

    [[nodiscard]] Place locate(const KeyPath& path) const;
    [[nodiscard]] bool is_explicit(const KeyPath& table) const;
    [[nodiscard]] std::size_t last_dotted(const KeyPath& table) const;
    [[nodiscard]] KeyPath nearest_table(const KeyPath& path) const;

    void remove_run(const Run& run);
    void add(const KeyPath& path, const Value& value);
    void add_pair(const KeyPath& table, const std::string& line);
    void add_root_pair(const std::string& line);
    void add_block_below(const KeyPath& table, std::string_view block);
    void add_block_before(std::size_t item, std::string_view block);

    void add_member(const Node& table, const std::string& member);
    void remove_members(const KeyPath& path);
    void remove_member(const Node& table, std::size_t index);
    void append_to(const Node& array, std::string_view text);
    void fill_empty(Span brackets, std::string_view text);
    void cut_element(const Node& array, std::size_t index);
    [[nodiscard]] bool arrange_empty(const KeyPath& array, const std::vector<Piece>& pieces);
    void arrange_lines(const KeyPath& array, const std::vector<Piece>& pieces);
    void arrange_values(const Node& array, const std::vector<Piece>& pieces);
    [[nodiscard]] bool starts_line(std::size_t offset) const;
    [[nodiscard]] std::optional<Span> own_lines(const Node& array, std::size_t index) const;
    [[nodiscard]] std::size_t skip(std::size_t offset, std::string_view characters) const;

    std::string text_;
    Syntax syntax_;
};

/// The keys of a path, without its positions.
[[nodiscard]] std::vector<std::string> names(const KeyPath& path);

}  // namespace skillmeat::tomlfile
