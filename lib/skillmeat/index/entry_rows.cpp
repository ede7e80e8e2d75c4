#include <skillmeat/index/entry_rows.hpp>

#include <utility>

#include <skillmeat/index/codec.hpp>
#include <skillmeat/index/document.hpp>

namespace skillmeat::index {

const std::string entry_columns =
    "SELECT e.document, e.source, e.type, e.stored_status, e.tier, e.confidence, e.exclusion, "
    "e.detected_at, e.changed_at, e.name, e.path, e.plugin, e.plugin_name, e.category, e.tags, "
    "e.description, e.sha, e.version, e.upstream_url, e.notes";

Result<StoredEntry> read_entry(const Statement& row) {
    StoredEntry stored;
    stored.document = row.integer(0);
    stored.source = row.integer(1);
    auto& entry = stored.entry;
    entry.type = type_of_rank(row.integer(2));
    entry.status = static_cast<EntryStatus>(row.integer(3));
    entry.tier = static_cast<Tier>(row.integer(4));
    entry.confidence = static_cast<int>(row.integer(5));
    if (!row.is_null(6)) {
        stored.exclusion = static_cast<int>(row.integer(6));
    }
    entry.detected_at.seconds = row.integer(7);
    entry.changed_at.seconds = row.integer(8);
    entry.name = row.text(9);
    entry.path = row.text(10);
    entry.plugin = row.text(11);
    stored.plugin_name = row.text(12);
    entry.category = row.text(13);
    auto tags = decode_texts(row.text(14));
    entry.description = row.text(15);
    entry.sha = row.text(16);
    entry.version = row.text(17);
    entry.upstream_url = row.text(18);
    auto notes = decode_texts(row.text(19));
    if (!tags || !notes) {
        return fail(ErrorCode::io_error, "the index cannot be used: an entry is damaged");
    }
    entry.tags = *std::move(tags);
    entry.notes = *std::move(notes);
    return stored;
}

}  // namespace skillmeat::index
