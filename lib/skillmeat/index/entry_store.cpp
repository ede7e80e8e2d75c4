#include <skillmeat/index/entry_store.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <skillmeat/base/unicode.hpp>
#include <skillmeat/index/codec.hpp>
#include <skillmeat/index/document.hpp>
#include <skillmeat/index/entry_rows.hpp>
#include <skillmeat/index/standing.hpp>
#include <skillmeat/index/stem.hpp>
#include <skillmeat/model/category.hpp>

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

/// How FTS5 gathers words: bytes before it writes a run, and how many runs it puts up with.
struct Gathering {
    std::int64_t hashsize = 0;
    std::int64_t automerge = 0;
    std::int64_t crisismerge = 0;
};
constexpr Gathering usual{1'048'576, 4, 16};        // FTS5's own
constexpr Gathering filling{16'777'216, 0, 1'000};  // merged once, at the end

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
    SKILLMEAT_ASSIGN(
        auto source_words,
        database.prepare("SELECT words, readme, documents FROM source_words WHERE source = ?"));
    SKILLMEAT_ASSIGN(auto put_source_words,
                     database.prepare("INSERT OR REPLACE INTO source_words VALUES(?, ?, ?, ?)"));
    return EntryWriter(
        index, scope,
        Statements{std::move(insert_entry), std::move(insert_tag), std::move(delete_tag),
                   std::move(insert_words), std::move(delete_words), std::move(source_words),
                   std::move(put_source_words)});
}

Result<void> EntryWriter::write_words(Statement& statement, std::int64_t document) {
    statement.bind(document).bind(words_.name).bind(words_.tags).bind(words_.category);
    statement.bind(words_.plugin).bind(words_.path).bind(words_.description).bind("").bind("");
    return statement.run();
}

Result<void> EntryWriter::write_source_words(Statement& statement, std::int64_t document,
                                             const SourceWords& words) {
    if (words.words.empty() && words.readme.empty()) {
        return {};
    }
    statement.bind(document).bind("").bind("").bind("").bind("").bind("").bind("");
    return statement.bind(words.words).bind(words.readme).run();
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
    return run_for(database, "DELETE FROM entry WHERE document BETWEEN ? AND ?", {first, last});
}

/// Finds numbers for a source's documents, with some to spare.
Result<void> EntryWriter::move(SourceRow& source, std::int64_t entries) {
    if (next_document_ == 0) {
        // From 1 on: a source whose first document is 0 has none yet.
        SKILLMEAT_ASSIGN(next_document_,
                         index_->database().number("SELECT max(1, coalesce(max(first + capacity), "
                                                   "1)) FROM source"));
    }
    source.first = next_document_;
    source.capacity = 1 + entries + entries / 8;
    next_document_ += source.capacity;
    return {};
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
    if (const auto key = category_key(entry.category); key.empty()) {
        row.bind_null();
    } else {
        row.bind(key);
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

/// Words of a source as they are stored; terms are counted.
Result<EntryWriter::SourceWords> EntryWriter::stored_words(const SourceRow& source) {
    auto& stored = statements_.source_words.bind(source.id);
    SKILLMEAT_ASSIGN(const bool found, stored.step());
    SourceWords words;
    if (found) {
        words = {std::string(stored.text(0)), std::string(stored.text(1)),
                 std::string(stored.text(2))};
    }
    stored.reset();
    return words;
}

Result<void> EntryWriter::store(const SourceRow& source, const SourceWords& words) {
    statements_.put_source_words.bind(source.id).bind(words.words).bind(words.readme);
    return statements_.put_source_words.bind_blob(words.documents).run();
}

EntryWriter::SourceWords EntryWriter::count_words(const SourceWords& old, std::string_view text,
                                                  std::string_view readme) {
    SourceWords words;
    append_words(words.words, text, terms_, 1);
    append_words(words.readme, readme, terms_, 1);
    // What is stored are words already: reading them again gives the same ones.
    std::string unused;
    append_words(unused, old.words, terms_, -1);
    append_words(unused, old.readme, terms_, -1);
    return words;
}

Result<void> EntryWriter::replace(SourceRow& source, std::span<const IndexedEntry> entries,
                                  std::string_view text, std::string_view readme) {
    SKILLMEAT_ASSIGN(const auto old, stored_words(source));
    auto words = count_words(old, text, readme);
    const auto count = static_cast<std::int64_t>(entries.size());
    const bool moves = source.first == 0 || count >= source.capacity;
    // By ascending document, the source's own before its entries: FTS5 then gathers them in memory.
    const bool rewrites = moves || words.words != old.words || words.readme != old.readme;
    if (rewrites) {
        SKILLMEAT_TRY(write_source_words(statements_.delete_words, source.first, old));
    }
    SKILLMEAT_TRY(erase_entries(source));
    source.entries = 0;
    source.words = 0;
    if (moves) {
        SKILLMEAT_TRY(move(source, count));
    }
    if (rewrites) {
        SKILLMEAT_TRY(write_source_words(statements_.insert_words, source.first, words));
    }
    Tally tally;
    words.documents.reserve(entries.size() * sizeof(std::uint32_t));
    for (const auto& entry : entries) {
        SKILLMEAT_TRY(insert(source, source.first + ++source.entries, entry));
        const Document document{entry.entry->type,       status_of(entry),  entry.entry->tier,
                                entry.entry->confidence, words_.name_words, words_.all_words};
        append_document(words.documents, document.pack());
        source.words += static_cast<std::int64_t>(Document::unpack(document.pack()).words);
        tally.add(document, source.source.min_confidence);
    }
    source.tally = tally.encode();
    return store(source, words);
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

Result<void> EntryWriter::set_exclusions(SourceRow& source, std::span<const IndexedEntry> marks) {
    const auto& database = index_->database();
    SKILLMEAT_ASSIGN(auto rows,
                     database.prepare("SELECT document, stored_status, exclusion, excluded_at FROM "
                                      "entry WHERE document > ? AND document <= ? ORDER BY "
                                      "document"));
    SKILLMEAT_ASSIGN(auto update,
                     database.prepare("UPDATE entry SET status = ?, exclusion = ?, excluded_at = ? "
                                      "WHERE document = ?"));
    SKILLMEAT_ASSIGN(auto words, stored_words(source));
    const auto documents = std::exchange(words.documents, {});
    if (documents.size() != marks.size() * sizeof(std::uint32_t)) {
        return fail(ErrorCode::io_error, "the index cannot be used: documents are missing");
    }
    Tally tally;
    rows.bind(source.first).bind(source.first + source.entries);
    for (std::size_t i = 0; i < marks.size(); ++i) {
        SKILLMEAT_ASSIGN(const bool more, rows.step());
        if (!more) {
            return fail(ErrorCode::io_error, "the index cannot be used: entries are missing");
        }
        const auto& mark = marks[i];
        const auto status =
            shown_status(static_cast<EntryStatus>(rows.integer(1)), mark.exclusion.has_value());
        auto document = Document::unpack(document_at(documents, i));
        document.status = status;
        append_document(words.documents, document.pack());
        tally.add(document, source.source.min_confidence);
        const auto before =
            rows.is_null(2) ? std::optional<int>() : static_cast<int>(rows.integer(2));
        const auto since = mark.excluded_at.value_or(Timestamp{}).seconds;
        if (before == mark.exclusion && (!before || rows.integer(3) == since)) {
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
    source.tally = tally.encode();
    return store(source, words);
}

Result<void> EntryWriter::set_source_words(const SourceRow& source, std::string_view text,
                                           std::string_view readme) {
    SKILLMEAT_ASSIGN(const auto old, stored_words(source));
    auto words = count_words(old, text, readme);
    if (words.words == old.words && words.readme == old.readme) {
        return {};
    }
    words.documents = old.documents;
    SKILLMEAT_TRY(write_source_words(statements_.delete_words, source.first, old));
    SKILLMEAT_TRY(write_source_words(statements_.insert_words, source.first, words));
    return store(source, words);
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

Result<void> EntryWriter::configure(std::string_view option, std::int64_t value) const {
    return index_->database().execute(fmt::format("INSERT INTO {0}({0}, rank) VALUES('{1}', {2})",
                                                  words_table(scope_), option, value));
}

Result<void> EntryWriter::begin_filling() const {
    SKILLMEAT_TRY(configure("hashsize", filling.hashsize));
    SKILLMEAT_TRY(configure("automerge", filling.automerge));
    return configure("crisismerge", filling.crisismerge);
}

Result<void> EntryWriter::end_filling() const {
    SKILLMEAT_TRY(index_->database().execute(
        fmt::format("INSERT INTO {0}({0}) VALUES('optimize')", words_table(scope_))));
    SKILLMEAT_TRY(configure("hashsize", usual.hashsize));
    SKILLMEAT_TRY(configure("automerge", usual.automerge));
    return configure("crisismerge", usual.crisismerge);
}

}  // namespace skillmeat::index
