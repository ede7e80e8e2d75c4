#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/timestamp.hpp>

namespace skillmeat::tomlfile {

// Files that only the tool writes (catalog, lock, state, ledger, projects) use a narrow form of
// TOML: comment lines, `[[name]]` headers and `key = value` on one line each, values being basic
// strings, integers, booleans, moments in UTC, arrays of basic strings, and inline tables of those.
// It is written by RowWriter and read by RowReader at memory speed; a general parser understands it
// too. What the reader does not know it reports as a fault; callers then ask the general parser for
// a proper diagnosis.

/// Keys are bare (`[A-Za-z0-9_-]+`), header names bare keys joined by dots. Bytes that are not
/// UTF-8 and controls in comments are made visible; all other text is read back as it was given.
class RowWriter {
  public:
    void comment(std::string_view text);  ///< one line of comment for each line of text
    void blank_line();
    void header(std::string_view name);  ///< `[[name]]`, after a blank line unless at the start
    void string(std::string_view key, std::string_view value);
    void integer(std::string_view key, std::int64_t value);
    void boolean(std::string_view key, bool value);
    void timestamp(std::string_view key, Timestamp value);
    void strings(std::string_view key, const std::vector<std::string>& values);
    /// `key = { a = "x", b = 3 }`; `members` is another writer on which the functions above, from
    /// string() on, were called.
    void inline_table(std::string_view key, const RowWriter& members);

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] std::string take() { return std::move(text_); }
    void reserve(std::size_t bytes) { text_.reserve(bytes); }

  private:
    void key(std::string_view key);
    std::string text_;
};

/// One line of meaning. Views point into the text given to the reader.
struct Row {
    enum class Kind { header, member, end, fault };
    Kind kind = Kind::end;
    std::string_view name;  ///< header name, or key
    std::string_view raw;   ///< value as written, for decode_*
    std::size_t line = 0;   ///< from 1
};

class RowReader {
  public:
    explicit RowReader(std::string_view text) : text_(text) {}
    /// The next header or member; `end` at the end, `fault` (for ever) at something unknown.
    [[nodiscard]] Row next();

  private:
    std::string_view text_;
    std::size_t position_ = 0;
    std::size_t line_ = 0;
};

// Each gives nothing when `raw` is not of that kind.
[[nodiscard]] std::optional<std::string> decode_string(std::string_view raw);
/// The characters between the quotes when they hold no escape: no copy is made.
[[nodiscard]] std::optional<std::string_view> plain_string(std::string_view raw);
[[nodiscard]] std::optional<std::int64_t> decode_integer(std::string_view raw);
[[nodiscard]] std::optional<bool> decode_boolean(std::string_view raw);
[[nodiscard]] std::optional<Timestamp> decode_timestamp(std::string_view raw);
[[nodiscard]] std::optional<std::vector<std::string>> decode_strings(std::string_view raw);
/// Members of an inline table, as rows.
[[nodiscard]] std::optional<std::vector<Row>> decode_inline_table(std::string_view raw);

}  // namespace skillmeat::tomlfile
