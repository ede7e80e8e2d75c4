#include <skillmeat/catalog/entry_scanner.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/catalog/format.hpp>
#include <skillmeat/toml/rows.hpp>

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

namespace skillmeat::catalog {

namespace {

constexpr std::size_t longest_quoted = 60;  // of a line in an error message

}  // namespace

std::string end_line(std::size_t count) {
    return "# " + std::to_string(count) + (count == 1 ? " entry" : " entries");
}

Lines::Lines(std::string_view text) : rest_(text) {
    advance();
}

void Lines::advance() {
    if (at_end_) {
        return;
    }
    ++number_;
    const void* end = rest_.empty() ? nullptr : std::memchr(rest_.data(), '\n', rest_.size());
    if (end == nullptr) {
        line_ = rest_;
        at_end_ = true;
        return;
    }
    const auto length = static_cast<std::size_t>(static_cast<const char*>(end) - rest_.data());
    line_ = rest_.substr(0, length);
    rest_.remove_prefix(length + 1);
}

void Lines::advance_to_empty() {
    while (!at_end_ && !line_.empty()) {
        advance();
    }
}

std::optional<std::string_view> Lines::take(std::string_view key) {
    constexpr std::string_view equals = " = ";
    if (at_end_ || !line_.starts_with(key) || !line_.substr(key.size()).starts_with(equals)) {
        return std::nullopt;
    }
    const auto value = line_.substr(key.size() + equals.size());
    advance();
    return value;
}

EntryScanner::EntryScanner(std::string_view text, const std::string& path)
    : path_(path), lines_(text) {}

tl::unexpected<Error> EntryScanner::damaged(std::string_view expected) const {
    std::string found = "the end of the file";
    if (!lines_.at_end() || !lines_.line().empty()) {
        found = quote(to_valid_utf8(lines_.line().substr(0, longest_quoted)));
    }
    Origin origin;
    origin.path = path_;
    origin.line =
        static_cast<int>(std::min<std::size_t>(lines_.number(), std::numeric_limits<int>::max()));
    return fail(ErrorCode::not_scanned,
                "catalog " + quote(path_) + " is damaged: expected " + std::string(expected) +
                    ", found " + found,
                "run `skillmeat source scan --locked` to make it anew", std::move(origin));
}

Result<CatalogHeader> EntryScanner::header() {
    while (!lines_.at_end() && lines_.line().starts_with('#')) {
        lines_.advance();
    }
    const auto before = lines_;
    SKILLMEAT_ASSIGN(const int version, read_number("version", std::numeric_limits<int>::max()));
    if (version != current_version) {
        lines_ = before;
        return damaged("'version = " + std::to_string(current_version) + "'");
    }
    CatalogHeader header;
    SKILLMEAT_TRY(read_text("id", header.id));
    SKILLMEAT_TRY(read_text("url", header.url));
    SKILLMEAT_TRY(read_text("ref", header.ref));
    SKILLMEAT_TRY(read_text("commit", header.commit));
    SKILLMEAT_TRY(read_text("tree", header.tree));
    SKILLMEAT_TRY(read_text("options", header.options));
    SKILLMEAT_ASSIGN(header.detector, read_number("detector", std::numeric_limits<int>::max()));
    if (lines_.at_end() || !lines_.line().empty()) {
        return damaged("an empty line after the header");
    }
    return header;
}

Result<bool> EntryScanner::next(EntryText& entry) {
    lines_.advance_to_empty();
    lines_.advance();
    if (lines_.at_end()) {
        return damaged("an entry, or the last line and its line feed");
    }
    if (lines_.line() != "[[entry]]") {
        SKILLMEAT_TRY(read_end());
        return false;
    }
    SKILLMEAT_TRY(read_key(entry));
    SKILLMEAT_TRY(read_standing(entry));
    return true;
}

Result<void> EntryScanner::read_key(EntryText& entry) {
    const auto start = lines_;
    lines_.advance();
    SKILLMEAT_ASSIGN(const auto type_name, view_text("type", decoded_name_));
    const auto type = parse_artifact_type(type_name);
    if (!type) {
        lines_ = start;
        return damaged("an entry of a known type");
    }
    entry.type = *type;
    SKILLMEAT_ASSIGN(entry.path, view_text("path", decoded_paths_[count_ % 2]));
    SKILLMEAT_ASSIGN(entry.name, view_text("name", decoded_name_));
    const auto order = to_string(entry.type).compare(to_string(previous_type_));
    if (count_ > 0 && (order < 0 || (order == 0 && entry.path <= previous_path_))) {
        lines_ = start;
        return damaged("entries sorted by type and path, each once");
    }
    previous_type_ = entry.type;
    previous_path_ = entry.path;
    ++count_;
    return {};
}

Result<void> EntryScanner::read_standing(EntryText& entry) {
    const auto start = lines_;
    const auto status = lines_.take("status");
    const auto status_name = tomlfile::plain_string(status.value_or(std::string_view()));
    const auto known_status = parse_entry_status(status_name.value_or(std::string_view()));
    if (!known_status || *known_status == EntryStatus::excluded) {
        lines_ = start;
        return damaged("the entry's status");
    }
    entry.status = *known_status;
    entry.status_value = *status;
    const auto before_tier = lines_;
    const auto tier = tomlfile::plain_string(lines_.take("tier").value_or(std::string_view()));
    const auto known_tier = parse_tier(tier.value_or(std::string_view()));
    if (!known_tier) {
        lines_ = before_tier;
        return damaged("the entry's tier");
    }
    entry.tier = *known_tier;
    SKILLMEAT_ASSIGN(entry.confidence, read_number("confidence", 100));
    return {};
}

Result<void> EntryScanner::read_end() {
    if (lines_.line() != end_line(count_)) {
        return damaged("'[[entry]]' or '" + end_line(count_) + "'");
    }
    lines_.advance();
    if (!lines_.at_end() || !lines_.line().empty()) {
        return damaged("the end of the file");
    }
    return {};
}

Result<CatalogEntry> EntryScanner::build(const EntryText& text) {
    CatalogEntry entry;
    entry.type = text.type;
    entry.name = text.name;
    entry.path = text.path;
    entry.status = text.status;
    entry.tier = text.tier;
    entry.confidence = text.confidence;
    SKILLMEAT_TRY(read_text("description", entry.description));
    SKILLMEAT_TRY(read_text("upstream_url", entry.upstream_url));
    SKILLMEAT_TRY(read_text("sha", entry.sha));
    SKILLMEAT_TRY(read_text("version", entry.version));
    SKILLMEAT_TRY(read_time("detected_at", entry.detected_at));
    SKILLMEAT_TRY(read_time("changed_at", entry.changed_at));
    SKILLMEAT_TRY(read_text("plugin", entry.plugin));
    SKILLMEAT_TRY(read_text("category", entry.category));
    SKILLMEAT_TRY(read_texts("tags", entry.tags));
    SKILLMEAT_TRY(read_texts("notes", entry.notes));
    if (lines_.at_end() || !lines_.line().empty()) {
        return damaged("an empty line after the entry");
    }
    return entry;
}

Result<void> EntryScanner::read_text(std::string_view key, std::string& value) {
    const auto before = lines_;
    const auto raw = lines_.take(key);
    if (!raw) {
        return {};
    }
    if (const auto plain = tomlfile::plain_string(*raw)) {
        value = *plain;
    } else if (auto decoded = tomlfile::decode_string(*raw)) {
        value = std::move(*decoded);
    }
    if (value.empty()) {
        lines_ = before;
        return damaged("a string for '" + std::string(key) + "'");
    }
    return {};
}

Result<void> EntryScanner::read_texts(std::string_view key, std::vector<std::string>& values) {
    const auto before = lines_;
    const auto raw = lines_.take(key);
    if (!raw) {
        return {};
    }
    auto decoded = tomlfile::decode_strings(*raw);
    if (!decoded || decoded->empty()) {
        lines_ = before;
        return damaged("strings for '" + std::string(key) + "'");
    }
    values = std::move(*decoded);
    return {};
}

Result<void> EntryScanner::read_time(std::string_view key, Timestamp& value) {
    const auto before = lines_;
    const auto raw = lines_.take(key).value_or(std::string_view());
    if (raw.empty() || raw != time_text_) {
        const auto time = tomlfile::decode_timestamp(raw);
        if (!time) {
            lines_ = before;
            return damaged("a moment in UTC for '" + std::string(key) + "'");
        }
        time_text_ = raw;
        time_ = *time;
    }
    value = time_;
    return {};
}

Result<int> EntryScanner::read_number(std::string_view key, int largest) {
    const auto before = lines_;
    const auto number = tomlfile::decode_integer(lines_.take(key).value_or(std::string_view()));
    if (!number || *number < 0 || *number > largest) {
        lines_ = before;
        return damaged("a number for '" + std::string(key) + "'");
    }
    return static_cast<int>(*number);
}

Result<std::string_view> EntryScanner::view_text(std::string_view key, std::string& scratch) {
    const auto before = lines_;
    const auto raw = lines_.take(key);
    if (!raw) {
        return std::string_view();  // a key with an empty value is left out
    }
    if (const auto plain = tomlfile::plain_string(*raw); plain && !plain->empty()) {
        return *plain;
    }
    auto decoded = tomlfile::decode_string(*raw);
    if (!decoded || decoded->empty()) {
        lines_ = before;
        return damaged("a string for '" + std::string(key) + "'");
    }
    scratch = std::move(*decoded);
    return std::string_view(scratch);
}

}  // namespace skillmeat::catalog
