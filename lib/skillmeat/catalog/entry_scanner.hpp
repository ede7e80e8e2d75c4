#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/model/catalog_entry.hpp>

namespace skillmeat::catalog {

// Layout of a catalog's text, shared by everything in this module that reads one: header keys, rows
// `[[entry]]` each after an empty line, and a last line `# N entries` after an empty line, which
// tells a whole file from one that was cut between two rows. Keys stand in one fixed order; in a
// row those that decide whether an entry is wanted come first, so that the rest can be passed over.

/// The last line of a catalog with that many entries.
[[nodiscard]] std::string end_line(std::size_t count);

/// Lines of a text, without copies. Each must end in a line feed.
class Lines {
  public:
    explicit Lines(std::string_view text);

    /// No whole line is left; line() is then what follows the last line feed.
    [[nodiscard]] bool at_end() const { return at_end_; }
    [[nodiscard]] std::string_view line() const { return line_; }
    [[nodiscard]] std::size_t number() const { return number_; }  ///< from 1
    void advance();
    /// Goes past lines up to the next empty one, or to the end.
    void advance_to_empty();
    /// The value as written when the line is `key = value`, which is then passed.
    [[nodiscard]] std::optional<std::string_view> take(std::string_view key);

  private:
    std::string_view rest_;
    std::string_view line_;
    std::size_t number_ = 0;
    bool at_end_ = false;
};

/// The part of an entry that decides. Views are valid until the next entry.
struct EntryText {
    ArtifactType type = ArtifactType::skill;
    std::string_view path;
    std::string_view name;
    EntryStatus status = EntryStatus::fresh;
    std::string_view status_value;  ///< as written, with quotes: a view into the scanner's text
    Tier tier = Tier::primary;
    int confidence = 0;
};

/// Walks a catalog's text: header() once, then next() until it says false. Everything that is not
/// as write() made it is `not_scanned` with its line; what is passed over is not looked at.
class EntryScanner {
  public:
    /// `path` names the text in errors; both outlive the scanner.
    EntryScanner(std::string_view text, const std::string& path);

    [[nodiscard]] Result<CatalogHeader> header();
    /// False after the last entry, when the text is whole.
    [[nodiscard]] Result<bool> next(EntryText& entry);
    /// All of the entry that next() gave.
    [[nodiscard]] Result<CatalogEntry> build(const EntryText& entry);

  private:
    [[nodiscard]] tl::unexpected<Error> damaged(std::string_view expected) const;
    [[nodiscard]] Result<void> read_key(EntryText& entry);
    [[nodiscard]] Result<void> read_standing(EntryText& entry);
    [[nodiscard]] Result<void> read_end();
    [[nodiscard]] Result<void> read_text(std::string_view key, std::string& value);
    [[nodiscard]] Result<void> read_texts(std::string_view key, std::vector<std::string>& values);
    [[nodiscard]] Result<void> read_time(std::string_view key, Timestamp& value);
    [[nodiscard]] Result<int> read_number(std::string_view key, int largest);
    [[nodiscard]] Result<std::string_view> view_text(std::string_view key, std::string& scratch);

    const std::string& path_;
    Lines lines_;
    std::size_t count_ = 0;  ///< entries so far
    ArtifactType previous_type_ = ArtifactType::skill;
    std::string_view previous_path_;
    std::array<std::string, 2> decoded_paths_;  ///< of this entry and the one before, in turn
    std::string decoded_name_;
    std::string_view time_text_;  ///< of the last moment read: most entries share theirs
    Timestamp time_;
};

}  // namespace skillmeat::catalog
