#include <skillmeat/index/entry_store.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <skillmeat/base/unicode.hpp>
#include <skillmeat/index/codec.hpp>
#include <skillmeat/index/document.hpp>
#include <skillmeat/index/entry_rows.hpp>
#include <skillmeat/index/stem.hpp>

namespace skillmeat::index {
namespace {

Result<void> run_for(const Database& database, std::string_view sql,
                     std::initializer_list<std::int64_t> values) {
    SKILLMEAT_ASSIGN(auto statement, database.prepare(sql));
    for (const auto value : values) {
        statement.bind(value);
    }
    return statement.run();
}

EntryStatus status_of(const IndexedEntry& entry) {
    return shown_status(entry.entry->status, entry.exclusion.has_value());
}

}  // namespace

Result<EntryWriter> EntryWriter::make(const Index& index, std::int64_t scope) {
    const auto& database = index.database();
    const auto table = words_table(scope);
    SKILLMEAT_ASSIGN(
        auto insert_entry,
        database.prepare("INSERT INTO entry VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                         "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    SKILLMEAT_ASSIGN(auto insert_tag,
                     database.prepare("INSERT OR IGNORE INTO entry_tag VALUES(?, ?, ?)"));
    SKILLMEAT_ASSIGN(auto delete_tag,
                     database.prepare("DELETE FROM entry_tag WHERE key = ? AND document = ? "
                                      "AND tag = ?"));
    SKILLMEAT_ASSIGN(
        auto insert_words,
        database.prepare(fmt::format("INSERT INTO {}(rowid, name, tags, category, plugin, path, "
                                     "description, source, readme) "
                                     "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                     table)));
    SKILLMEAT_ASSIGN(
        auto delete_words,
        database.prepare(fmt::format("INSERT INTO {0}({0}, rowid, name, tags, category, plugin, "
                                     "path, description, source, readme) "
                                     "VALUES('delete', ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                     table)));
    SKILLMEAT_ASSIGN(auto insert_tally,
                     database.prepare("INSERT INTO tally VALUES(?, ?, ?, ?, ?, ?)"));
    SKILLMEAT_ASSIGN(
        auto source_words,
        database.prepare("SELECT words, readme, documents FROM source_words WHERE source = ?"));
    SKILLMEAT_ASSIGN(auto put_source_words,
                     database.prepare("INSERT OR REPLACE INTO source_words VALUES(?, ?, ?, ?)"));
    return EntryWriter(
        index, scope,
        Statements{std::move(insert_entry), std::move(insert_tag), std::move(delete_tag),
                   std::move(insert_words), std::move(delete_words), std::move(insert_tally),
                   std::move(source_words), std::move(put_source_words)});
}

Result<void> EntryWriter::write_words(Statement& statement, std::int64_t document) {
    statement.bind(document).bind(words_.name).bind(words_.tags).bind(words_.category);
    statement.bind(words_.plugin).bind(words_.path).bind(words_.description).bind("").bind("");
    return statement.run();
}

Result<void> EntryWriter::write_source_words(Statement& statement, std::int64_t document,
                                             std::string_view words, std::string_view readme) {
    if (words.empty() && readme.empty()) {
        return {};
    }
    statement.bind(document).bind("").bind("").bind("").bind("").bind("").bind("");
    return statement.bind(words).bind(readme).run();
}

/// Takes words and tags of the entries out of their tables: they are made again from what is
/// stored.
Result<void> EntryWriter::erase_words(const SourceRow& source) {
    SKILLMEAT_ASSIGN(auto rows, index_->database().prepare(
                                    entry_columns + " FROM entry AS e WHERE e.document > ? "
                                                    "AND e.document <= ? ORDER BY e.document"));
    rows.bind(source.first).bind(source.first + source.entries);
    while (true) {
        SKILLMEAT_ASSIGN(const bool more, rows.step());
        if (!more) {
            return {};
        }
        SKILLMEAT_ASSIGN(const auto row, read_entry(rows));
        make_words(words_, row.entry, row.plugin_name, terms_, -1);
        SKILLMEAT_TRY(write_words(statements_.delete_words, row.document));
        for (const auto& tag : row.entry.tags) {
            statements_.delete_tag.bind(fold_case(tag)).bind(row.document).bind(tag);
            SKILLMEAT_TRY(statements_.delete_tag.run());
        }
    }
}

Result<void> EntryWriter::erase_entries(const SourceRow& source) {
    if (source.entries == 0) {
        return {};
    }
    SKILLMEAT_TRY(erase_words(source));
    const auto& database = index_->database();
    const auto first = source.first + 1;
    const auto last = source.first + source.entries;
    SKILLMEAT_TRY(
        run_for(database, "DELETE FROM entry WHERE document BETWEEN ? AND ?", {first, last}));
    return run_for(database, "DELETE FROM tally WHERE source = ?", {source.id});
}

/// Finds numbers for a source's documents: those it has, if they are enough, else new ones with
/// some to spare. Its own words move along.
Result<void> EntryWriter::reserve(SourceRow& source, std::int64_t entries) {
    if (source.first != 0 && entries < source.capacity) {
        return {};
    }
    if (next_document_ == 0) {
        // From 1 on: a source whose first document is 0 has none yet.
        SKILLMEAT_ASSIGN(next_document_,
                         index_->database().number("SELECT max(1, coalesce(max(first + capacity), "
                                                   "1)) FROM source"));
    }
    std::string words;
    std::string readme;
    if (source.first != 0) {
        auto& stored = statements_.source_words.bind(source.id);
        SKILLMEAT_ASSIGN(const bool found, stored.step());
        if (found) {
            words = stored.text(0);
            readme = stored.text(1);
        }
        stored.reset();
        SKILLMEAT_TRY(write_source_words(statements_.delete_words, source.first, words, readme));
    }
    source.first = next_document_;
    source.capacity = 1 + entries + entries / 8;
    next_document_ += source.capacity;
    return write_source_words(statements_.insert_words, source.first, words, readme);
}

Result<void> EntryWriter::insert(const SourceRow& source, std::int64_t document,
                                 const IndexedEntry& indexed) {
    const auto& entry = *indexed.entry;
    auto& row = statements_.insert_entry;
    row.bind(document).bind(source.id).bind(type_rank(entry.type));
    row.bind(static_cast<std::int64_t>(status_of(indexed)));
    row.bind(static_cast<std::int64_t>(entry.tier)).bind(entry.confidence);
    const auto bind_or_null = [&row](bool present, std::int64_t value) {
        if (present) {
            row.bind(value);
        } else {
            row.bind_null();
        }
    };
    bind_or_null(indexed.exclusion.has_value(), indexed.exclusion.value_or(0));
    bind_or_null(indexed.exclusion.has_value(), indexed.excluded_at.value_or(Timestamp{}).seconds);
    row.bind(static_cast<std::int64_t>(entry.status));
    row.bind(entry.detected_at.seconds).bind(entry.changed_at.seconds);
    row.bind(entry.name).bind(entry.path).bind(entry.plugin).bind(indexed.plugin_name);
    row.bind(entry.category);
    if (entry.category.empty()) {
        row.bind_null();
    } else {
        row.bind(fold_case(entry.category));
    }
    row.bind_blob(encode(entry.tags)).bind(entry.description).bind(entry.sha);
    row.bind(entry.version).bind(entry.upstream_url).bind_blob(encode(entry.notes));
    SKILLMEAT_TRY(row.run());
    for (const auto& tag : entry.tags) {
        statements_.insert_tag.bind(fold_case(tag)).bind(document).bind(tag);
        SKILLMEAT_TRY(statements_.insert_tag.run());
    }
    make_words(words_, entry, indexed.plugin_name, terms_, 1);
    return write_words(statements_.insert_words, document);
}

Result<void> EntryWriter::write_tally(const SourceRow& source, const Tally& tally) {
    for (const auto& [key, count] : tally) {
        const auto& [type, status, tier, confidence] = key;
        statements_.insert_tally.bind(source.id).bind(type).bind(status).bind(tier);
        statements_.insert_tally.bind(confidence).bind(count);
        SKILLMEAT_TRY(statements_.insert_tally.run());
    }
    return {};
}

Result<void> EntryWriter::replace(SourceRow& source, std::span<const IndexedEntry> entries) {
    SKILLMEAT_TRY(erase_entries(source));
    source.entries = 0;
    SKILLMEAT_TRY(reserve(source, static_cast<std::int64_t>(entries.size())));
    Tally tally;
    std::string documents;
    documents.reserve(entries.size() * sizeof(std::uint32_t));
    for (const auto& entry : entries) {
        SKILLMEAT_TRY(insert(source, source.first + ++source.entries, entry));
        const Document document{entry.entry->type,       status_of(entry),  entry.entry->tier,
                                entry.entry->confidence, words_.name_words, words_.all_words};
        append_document(documents, document.pack());
        ++tally[{type_rank(document.type), static_cast<int>(document.status),
                 static_cast<int>(document.tier), document.confidence}];
    }
    SKILLMEAT_TRY(write_tally(source, tally));
    auto& stored = statements_.source_words.bind(source.id);
    SKILLMEAT_ASSIGN(const bool found, stored.step());
    const std::string words(found ? stored.text(0) : "");
    const std::string readme(found ? stored.text(1) : "");
    stored.reset();
    statements_.put_source_words.bind(source.id).bind(words).bind(readme).bind_blob(documents);
    return statements_.put_source_words.run();
}

Result<std::vector<EntryKey>> EntryWriter::keys(const SourceRow& source) {
    SKILLMEAT_ASSIGN(auto rows, index_->database().prepare(
                                    "SELECT type, name, path FROM entry WHERE document > ? AND "
                                    "document <= ? ORDER BY document"));
    rows.bind(source.first).bind(source.first + source.entries);
    std::vector<EntryKey> keys;
    while (true) {
        SKILLMEAT_ASSIGN(const bool more, rows.step());
        if (!more) {
            return keys;
        }
        keys.push_back(
            {type_of_rank(rows.integer(0)), std::string(rows.text(1)), std::string(rows.text(2))});
    }
}

Result<void> EntryWriter::set_exclusions(const SourceRow& source,
                                         std::span<const IndexedEntry> marks) {
    const auto& database = index_->database();
    SKILLMEAT_ASSIGN(
        auto rows, database.prepare("SELECT document, type, stored_status, tier, confidence, "
                                    "exclusion, excluded_at, status FROM entry WHERE document > ? "
                                    "AND document <= ? ORDER BY document"));
    SKILLMEAT_ASSIGN(auto update,
                     database.prepare("UPDATE entry SET status = ?, exclusion = ?, excluded_at = ? "
                                      "WHERE document = ?"));
    auto& stored = statements_.source_words.bind(source.id);
    SKILLMEAT_ASSIGN(const bool found, stored.step());
    std::string documents(found ? stored.text(2) : "");
    stored.reset();
    if (documents.size() != marks.size() * sizeof(std::uint32_t)) {
        return fail(ErrorCode::io_error, "the index cannot be used: documents are missing");
    }
    Tally tally;
    std::string changed;
    rows.bind(source.first).bind(source.first + source.entries);
    for (std::size_t i = 0; i < marks.size(); ++i) {
        SKILLMEAT_ASSIGN(const bool more, rows.step());
        if (!more) {
            return fail(ErrorCode::io_error, "the index cannot be used: entries are missing");
        }
        const auto& mark = marks[i];
        const auto status =
            shown_status(static_cast<EntryStatus>(rows.integer(2)), mark.exclusion.has_value());
        auto document = Document::unpack(document_at(documents, i));
        document.status = status;
        append_document(changed, document.pack());
        ++tally[{static_cast<int>(rows.integer(1)), static_cast<int>(status),
                 static_cast<int>(rows.integer(3)), static_cast<int>(rows.integer(4))}];
        const auto before =
            rows.is_null(5) ? std::optional<int>() : static_cast<int>(rows.integer(5));
        const auto since = mark.excluded_at.value_or(Timestamp{}).seconds;
        if (before == mark.exclusion && (!before || rows.integer(6) == since)) {
            continue;
        }
        update.bind(static_cast<std::int64_t>(status));
        if (mark.exclusion) {
            update.bind(*mark.exclusion).bind(since);
        } else {
            update.bind_null().bind_null();
        }
        SKILLMEAT_TRY(update.bind(rows.integer(0)).run());
    }
    SKILLMEAT_TRY(run_for(database, "DELETE FROM tally WHERE source = ?", {source.id}));
    SKILLMEAT_TRY(write_tally(source, tally));
    SKILLMEAT_ASSIGN(auto put,
                     database.prepare("UPDATE source_words SET documents = ? WHERE source = ?"));
    return put.bind_blob(changed).bind(source.id).run();
}

Result<void> EntryWriter::set_source_words(const SourceRow& source, std::string_view text,
                                           std::string_view readme) {
    auto& stored = statements_.source_words.bind(source.id);
    SKILLMEAT_ASSIGN(const bool found, stored.step());
    const std::string old_words(found ? stored.text(0) : "");
    const std::string old_readme(found ? stored.text(1) : "");
    const std::string documents(found ? stored.text(2) : "");
    stored.reset();
    std::string new_words;
    std::string new_readme;
    append_words(new_words, text, terms_, 1);
    append_words(new_readme, readme, terms_, 1);
    // What is stored are words already: reading them again gives the same ones.
    std::string unused;
    append_words(unused, old_words, terms_, -1);
    append_words(unused, old_readme, terms_, -1);
    if (new_words == old_words && new_readme == old_readme) {
        return {};
    }
    SKILLMEAT_TRY(
        write_source_words(statements_.delete_words, source.first, old_words, old_readme));
    SKILLMEAT_TRY(
        write_source_words(statements_.insert_words, source.first, new_words, new_readme));
    statements_.put_source_words.bind(source.id).bind(new_words).bind(new_readme);
    statements_.put_source_words.bind_blob(documents);
    return statements_.put_source_words.run();
}

Result<void> EntryWriter::drop(const SourceRow& source) {
    if (source.first != 0) {
        SKILLMEAT_TRY(erase_entries(source));
        SKILLMEAT_TRY(set_source_words(source, "", ""));
    }
    const auto& database = index_->database();
    SKILLMEAT_TRY(run_for(database, "DELETE FROM source_words WHERE source = ?", {source.id}));
    return run_for(database, "DELETE FROM source WHERE id = ?", {source.id});
}

Result<void> EntryWriter::finish() {
    std::vector<std::pair<std::string_view, std::int64_t>> changes;
    for (const auto& [term, uses] : terms_.all()) {
        if (uses != 0) {
            changes.emplace_back(term, uses);
        }
    }
    std::sort(changes.begin(), changes.end());
    const auto& database = index_->database();
    SKILLMEAT_ASSIGN(
        auto put, database.prepare("INSERT INTO term VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE "
                                   "SET uses = uses + excluded.uses"));
    SKILLMEAT_ASSIGN(auto drop, database.prepare("DELETE FROM term WHERE scope = ? AND term = ? "
                                                 "AND uses <= 0"));
    for (const auto& [term, uses] : changes) {
        SKILLMEAT_TRY(put.bind(scope_).bind(term).bind(stem(term)).bind(uses).run());
        if (uses < 0) {
            SKILLMEAT_TRY(drop.bind(scope_).bind(term).run());
        }
    }
    terms_.clear();
    return {};
}

Result<void> EntryWriter::compact() const {
    return index_->database().execute(
        fmt::format("INSERT INTO {0}({0}) VALUES('optimize')", words_table(scope_)));
}

}  // namespace skillmeat::index
