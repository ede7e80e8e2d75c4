#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/toml/value.hpp>

namespace skillmeat::tomlfile {

/// Way to a value: keys, and positions in arrays (of tables or values) from 0.
using Step = std::variant<std::string, std::size_t>;
using KeyPath = std::vector<Step>;

class Editor;
struct Piece;

/// A TOML text that people edit too. Edits change only the bytes they must: comments, order,
/// spacing, line ends and a byte order mark stay. After every edit the new text is parsed again and
/// must mean exactly the intended model; otherwise the edit fails with `internal` and the document
/// is as before. Comments directly above an element (no blank line between) and on its line belong
/// to it.
class Document {
  public:
    [[nodiscard]] static Result<Document> parse(std::string text, std::string path);

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] const Table& root() const { return root_; }
    [[nodiscard]] const Value* find(const KeyPath& path) const;

    /// Several edits as one: what they mean together is checked once, at the end, which takes large
    /// documents far less time. An error, of an edit or of the check, leaves the document as it
    /// was. Until the end, values that find() gives have no position.
    [[nodiscard]] Result<void> edit_together(const std::function<Result<void>(Document&)>& edits);

    /// Gives the key a value, replacing an old one in place or adding the key after its siblings;
    /// missing tables on the way are made. The last step is a key or an existing array position.
    [[nodiscard]] Result<void> set(const KeyPath& path, const Value& value);

    /// Takes away a key with its value, its line and its own comments. No error when it is absent.
    [[nodiscard]] Result<void> remove(const KeyPath& path);

    /// Adds a value at the end of an array, keeping its layout (one line or one value a line); the
    /// array is made when missing.
    [[nodiscard]] Result<void> append(const KeyPath& array, const Value& value);
    /// Takes one value out of an array.
    [[nodiscard]] Result<void> remove_value(const KeyPath& array, std::size_t index);

    /// Makes an array of values hold these, in this order, as one edit: values that stay keep their
    /// text and comments, also where they change places; equal values are the same. The array is
    /// made when missing. `invalid_manifest` when values that change places share lines with
    /// comments, so that it is not clear what to move.
    [[nodiscard]] Result<void> arrange(const KeyPath& array, const Array& wanted);

    /// Elements of an array of tables (`[[source]]`, `[[source.exclude]]`). `array` names the
    /// array:
    /// {"source"} or {"source", 2, "exclude"}. insert_table with index == size appends.
    [[nodiscard]] Result<void> append_table(const KeyPath& array, const Table& table);
    [[nodiscard]] Result<void> insert_table(const KeyPath& array, std::size_t index,
                                            const Table& table);
    /// Takes the element away with its sub-tables and its own comments.
    [[nodiscard]] Result<void> remove_table(const KeyPath& array, std::size_t index);
    [[nodiscard]] Result<void> move_table(const KeyPath& array, std::size_t from, std::size_t to);

    /// All elements in another order: `order[i]` is the present position of the one that comes to
    /// stand at i; each position stands in it once.
    [[nodiscard]] Result<void> reorder_tables(const KeyPath& array,
                                              const std::vector<std::size_t>& order);

    /// The element's own text: its header, keys, sub-tables and comments, as they stand.
    [[nodiscard]] Result<std::string> table_text(const KeyPath& array, std::size_t index) const;
    /// Appends an element given as text (from table_text of another document).
    [[nodiscard]] Result<void> append_table_text(const KeyPath& array, std::string_view text);

  private:
    Document() = default;
    [[nodiscard]] Result<void> commit(std::string text, Value intended, const KeyPath& path);
    [[nodiscard]] Result<const Array*> array_at(const KeyPath& array, std::size_t index) const;
    [[nodiscard]] Result<void> insert(const KeyPath& array, std::size_t index, const Value& value);
    [[nodiscard]] Result<void> erase(const KeyPath& path);
    [[nodiscard]] Result<void> arrange_pieces(Editor& editor, const KeyPath& array,
                                              const Array& wanted,
                                              const std::vector<Piece>& pieces);
    [[nodiscard]] Result<void> reorder_one_by_one(const KeyPath& array,
                                                  const std::vector<std::size_t>& order);

    std::string text_;
    std::string path_;
    Table root_;
    bool is_checked_later_ = false;  ///< within edit_together()
};

}  // namespace skillmeat::tomlfile
