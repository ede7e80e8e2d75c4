#include <skillmeat/index/schema.hpp>

namespace skillmeat::index {

const std::string_view schema_sql = R"(
CREATE TABLE scope(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    manifest TEXT NOT NULL,
    project TEXT NOT NULL,
    name TEXT NOT NULL,
    has_manifest INTEGER NOT NULL,
    files BLOB NOT NULL,
    messages BLOB NOT NULL
) STRICT;

CREATE TABLE source(
    id INTEGER PRIMARY KEY,
    scope INTEGER NOT NULL,
    project TEXT NOT NULL,
    name TEXT NOT NULL,
    min_confidence INTEGER NOT NULL,
    last_sync INTEGER,
    standing INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    first INTEGER NOT NULL,
    capacity INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    words INTEGER NOT NULL,
    exclusions TEXT NOT NULL,
    tally BLOB NOT NULL,
    marks BLOB NOT NULL,
    header BLOB,
    declared BLOB NOT NULL,
    locked BLOB,
    state BLOB
) STRICT;
CREATE UNIQUE INDEX source_by_name ON source(scope, name);
CREATE INDEX source_by_sync ON source(project, last_sync);

-- What a search needs of a source: its own words, and a number for each of its entries.
CREATE TABLE source_words(
    source INTEGER PRIMARY KEY,
    words TEXT NOT NULL,
    readme TEXT NOT NULL,
    documents BLOB NOT NULL
) STRICT;

-- Excluded entries have an excluded_at, 0 when the manifest does not say since when.
CREATE TABLE entry(
    document INTEGER PRIMARY KEY,
    source INTEGER NOT NULL,
    type INTEGER NOT NULL,
    status INTEGER NOT NULL,
    tier INTEGER NOT NULL,
    confidence INTEGER NOT NULL,
    exclusion INTEGER,
    excluded_at INTEGER,
    stored_status INTEGER NOT NULL,
    detected_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    name TEXT NOT NULL,
    path TEXT NOT NULL,
    plugin TEXT NOT NULL,
    plugin_name TEXT NOT NULL,
    category TEXT NOT NULL,
    category_key TEXT,
    tags BLOB NOT NULL,
    description TEXT NOT NULL,
    sha TEXT NOT NULL,
    version TEXT NOT NULL,
    upstream_url TEXT NOT NULL,
    notes BLOB NOT NULL
) STRICT;
-- Documents of one source are numbered in the order of lists, so these are sorted by path as well.
CREATE INDEX entry_by_type ON entry(source, type);
CREATE INDEX entry_by_status ON entry(source, status);
CREATE INDEX entry_by_confidence ON entry(source, confidence);
CREATE INDEX entry_by_exclusion ON entry(excluded_at) WHERE excluded_at IS NOT NULL;
-- What counts of categories look at stands in the index: they read no entries.
CREATE INDEX entry_by_category ON entry(category_key, source, type, status, tier, confidence)
    WHERE category_key IS NOT NULL;

CREATE TABLE entry_tag(
    key TEXT NOT NULL,
    document INTEGER NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY(key, document, tag)
) STRICT, WITHOUT ROWID;

-- Every word of a scope, to find those that begin with, contain or resemble what was asked.
CREATE TABLE term(
    scope INTEGER NOT NULL,
    term TEXT NOT NULL,
    stem TEXT NOT NULL,
    uses INTEGER NOT NULL,
    PRIMARY KEY(scope, term)
) STRICT, WITHOUT ROWID;
CREATE INDEX term_by_stem ON term(scope, stem);
)";

const std::string_view writer_pragmas =
    "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; "
    "PRAGMA cache_size = -32768;";

// Nothing is mapped: pages of a large index would count as memory of ours, and faults cost more
// than reading the few that a question needs.
const std::string_view reader_pragmas =
    "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4096; "
    "PRAGMA mmap_size = 0;";

}  // namespace skillmeat::index
