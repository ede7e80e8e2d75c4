#include <skillmeat/ops/entries/index_refresh.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <unordered_map>
#include <utility>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/catalog/exclusions.hpp>
#include <skillmeat/catalog/format.hpp>
#include <skillmeat/index/codec.hpp>
#include <skillmeat/ops/sources/counts.hpp>

namespace skillmeat::ops {
namespace {

constexpr std::int64_t noticeable_ms = 1'000;
constexpr std::uint64_t longest_readme = 256U * 1024;

/// The files a scope's records are read from, in the order of ScopeRow::files.
std::array<sys::Path, 5> record_files(const Scope& scope) {
    return {scope.manifest, scope.local_manifest, scope.lock, scope.local_lock, scope.state_file};
}

std::string hash_of(std::string_view bytes) {
    return raw_digest(HashKind::sha256, bytes);
}

/// What entries are marked with: exclusions in order, with their moments, and the confidence that
/// shows them.
std::string marks_key(const Source& source) {
    index::Encoder text;
    text.number(source.min_confidence);
    for (const auto& row : source.exclude) {
        text.text(row.artifact).time(row.at);
    }
    return to_hex(hash_of(text.take()));
}

std::string source_text(const index::SourceRow& row) {
    std::string text =
        row.source.id + '\n' + join(row.source.tags, "\n") + '\n' + row.source.description;
    if (row.lock) {
        text += '\n' + row.lock->repo_description;
    }
    return text;
}

/// Of two looks at files, what both together ask for.
void worsen(FileState& all, FileState one) {
    all = std::max(all, one);
}

std::vector<index::IndexedEntry> indexed(const Catalog& catalog,
                                         const std::vector<Exclusion>& rows) {
    std::unordered_map<std::string_view, std::string_view> plugins;
    for (const auto& entry : catalog.entries) {
        if (entry.type == ArtifactType::plugin) {
            plugins.emplace(entry.path, entry.name);
        }
    }
    const catalog::Exclusions exclusions(rows);
    std::vector<index::IndexedEntry> entries;
    entries.reserve(catalog.entries.size());
    for (const auto& entry : catalog.entries) {
        index::IndexedEntry item;
        item.entry = &entry;
        if (const auto found = plugins.find(entry.plugin);
            !entry.plugin.empty() && found != plugins.end()) {
            item.plugin_name = found->second;
        }
        if (const auto* row = exclusions.find(entry.type, entry.name, entry.path)) {
            item.exclusion = static_cast<int>(row - rows.data());
            item.excluded_at = row->at;
        }
        entries.push_back(item);
    }
    return entries;
}

IndexedScope joined(const Scope& scope, index::ScopeRow row,
                    std::vector<index::SourceGlance> sources) {
    IndexedScope result;
    result.id = row.id;
    result.scope = scope;
    result.scope.project_name = std::move(row.project_name);
    result.has_manifest = row.has_manifest;
    result.messages = std::move(row.messages);
    for (std::size_t i = 0; i < sources.size(); ++i) {
        result.by_id.emplace(sources[i].id, i);
    }
    result.sources = std::move(sources);
    return result;
}

}  // namespace

std::string scope_key(const Scope& scope) {
    return scope.manifest.string() + '\n' + scope.state_directory.string();
}

IndexRefresh::IndexRefresh(Services& services, const index::Index& index, Depth depth)
    : services_(services), index_(index), depth_(depth), began_ms_(services.clock.ticks_ms()) {}

void IndexRefresh::tell_progress() {
    if (!told_ && services_.clock.ticks_ms() - began_ms_ > noticeable_ms) {
        told_ = true;
        services_.diagnostics.report(
            {Severity::note, "bringing the index of entries up to date", {}, ""});
    }
}

Result<FileState> look(const Services& services, const index::FileMark& mark,
                       const sys::Path& path) {
    SKILLMEAT_ASSIGN(const auto stat, services.files.stat(path));
    const auto now = services.clock.unix_ns();
    switch (index::compare(mark, stat, now)) {
        case index::Freshness::same:
            return FileState::same;
        case index::Freshness::different:
            return FileState::different;
        case index::Freshness::ambiguous:
            break;
    }
    SKILLMEAT_ASSIGN(const auto bytes, services.files.read(path));
    if (!bytes || hash_of(*bytes) != mark.hash) {
        return FileState::different;
    }
    const auto settled = index::compare(index::make_mark(stat, now, mark.hash), stat, now);
    return settled == index::Freshness::same ? FileState::touched : FileState::same;
}

Result<FileState> IndexRefresh::look_at_files(const index::ScopeRow& row,
                                              const Scope& scope) const {
    const auto paths = record_files(scope);
    if (row.files.size() != paths.size()) {
        return FileState::different;
    }
    auto state = FileState::same;
    for (std::size_t i = 0; i < paths.size() && state != FileState::different; ++i) {
        SKILLMEAT_ASSIGN(const auto one, look(services_, row.files[i], paths[i]));
        worsen(state, one);
    }
    return state;
}

Result<FileState> IndexRefresh::look_at_source(const index::SourceGlance& source,
                                               const Scope& scope) const {
    if (!source.counted) {
        return FileState::different;
    }
    auto state = FileState::same;
    for (std::size_t i = 0; i < source.files.size() && state != FileState::different; ++i) {
        const auto path = i == 0 ? scope.catalog_of(source.name) : scope.details_of(source.name);
        SKILLMEAT_ASSIGN(const auto one, look(services_, source.files[i], path));
        worsen(state, one);
    }
    return state;
}

Result<std::optional<IndexedScope>> IndexRefresh::check(const Scope& scope) {
    SKILLMEAT_ASSIGN(auto row, index_.scope(scope_key(scope)));
    if (!row) {
        return std::optional<IndexedScope>();
    }
    SKILLMEAT_ASSIGN(auto state, look_at_files(*row, scope));
    if (state != FileState::same) {
        return std::optional<IndexedScope>();
    }
    std::vector<index::SourceGlance> sources;
    if (depth_ == Depth::entries) {
        SKILLMEAT_ASSIGN(sources, index_.glances(row->id));
        for (const auto& source : sources) {
            SKILLMEAT_ASSIGN(state, look_at_source(source, scope));
            if (state != FileState::same) {
                return std::optional<IndexedScope>();
            }
        }
    }
    return std::optional<IndexedScope>(joined(scope, *std::move(row), std::move(sources)));
}

/// Taken before the files are read, so that a change in between shows the next time.
Result<std::vector<index::FileMark>> IndexRefresh::mark_files(const Scope& scope) const {
    std::vector<index::FileMark> marks;
    for (const auto& path : record_files(scope)) {
        SKILLMEAT_ASSIGN(const auto stat, services_.files.stat(path));
        const auto now = services_.clock.unix_ns();
        std::string hash;
        if (stat) {
            SKILLMEAT_ASSIGN(const auto bytes, services_.files.read(path));
            hash = hash_of(bytes.value_or(""));
        }
        marks.push_back(index::make_mark(stat, now, std::move(hash)));
    }
    return marks;
}

/// Reads manifests, locks and state anew and writes the sources that differ.
Result<void> IndexRefresh::read_records(const Scope& scope, index::ScopeRow& row,
                                        std::vector<index::SourceRow>& sources) {
    SKILLMEAT_ASSIGN(row.files, mark_files(scope));
    DiagnosticList messages;
    Services quiet{services_.files, services_.clock, services_.environment, services_.processes,
                   messages};
    SKILLMEAT_ASSIGN(auto workspace, load_workspace(quiet, scope));
    row.messages = std::move(messages.items);
    row.project_name = workspace.scope.project_name;
    row.has_manifest = workspace.has_manifest;
    SKILLMEAT_TRY(index_.put_scope(row));
    SKILLMEAT_ASSIGN(writer_, index::EntryWriter::make(index_, row.id));
    std::map<std::string, index::SourceRow, std::less<>> known;
    for (auto& source : sources) {
        auto id = source.source.id;
        known.emplace(std::move(id), std::move(source));
    }
    sources.clear();
    for (auto& record : workspace.records) {
        index::SourceRow source;
        if (auto found = known.extract(record.source.id)) {
            source = std::move(found.mapped());
        }
        const bool differs = source.id == 0 ||
                             index::encode(source.source) != index::encode(record.source) ||
                             source.lock != record.lock || source.state != record.state;
        // What decides about entries and words is looked at again; a mere state is not.
        source.counted = source.counted && source.lock == record.lock &&
                         index::encode(source.source) == index::encode(record.source);
        source.source = std::move(record.source);
        source.lock = std::move(record.lock);
        source.state = std::move(record.state);
        if (differs) {
            SKILLMEAT_TRY(index_.put_source(row.id, source));
        }
        sources.push_back(std::move(source));
    }
    for (const auto& [id, source] : known) {
        SKILLMEAT_TRY(writer_->drop(source));
    }
    return {};
}

/// Reads the catalog, if there is one that belongs to the source, and replaces its entries.
Result<void> IndexRefresh::read_catalog(const Scope& scope, index::SourceRow& row,
                                        const std::string& readme) {
    const SourceRecord record{row.source, row.lock, row.state};
    const auto path = scope.catalog_of(row.source.id);
    row.header.reset();
    row.standing = row.lock ? index::Standing::incomplete : index::Standing::not_scanned;
    row.catalog = {};
    if (row.lock) {
        SKILLMEAT_ASSIGN(const auto stat, services_.files.stat(path));
        const auto now = services_.clock.unix_ns();
        SKILLMEAT_ASSIGN(const auto text, services_.files.read(path));
        if (stat && text) {
            row.catalog = index::make_mark(stat, now, hash_of(*text));
            auto catalog = catalog::read(*text, path.string());
            if (catalog && belongs(catalog->header, record)) {
                row.header = catalog->header;
                row.standing = index::Standing::complete;
                row.exclusions = marks_key(row.source);
                return writer_->replace(row, indexed(*catalog, row.source.exclude),
                                        source_text(row), readme);
            }
        }
    }
    return writer_->replace(row, {}, source_text(row), readme);
}

/// The README, or nothing; one that is too large or cannot be read is no README of ours.
Result<std::string> IndexRefresh::read_details(const Scope& scope, index::SourceRow& row) const {
    std::string readme;
    row.details = {};
    if (has_readme(row)) {
        const auto path = scope.details_of(row.source.id);
        SKILLMEAT_ASSIGN(const auto stat, services_.files.stat(path));
        const auto now = services_.clock.unix_ns();
        const auto text = services_.files.read(path, longest_readme);
        if (stat && text && *text) {
            readme = **text;
            row.details = index::make_mark(stat, now, hash_of(readme));
        }
    }
    return readme;
}

Result<void> IndexRefresh::mark_exclusions(index::SourceRow& row) {
    auto key = marks_key(row.source);
    if (key == row.exclusions || row.standing != index::Standing::complete) {
        return {};
    }
    SKILLMEAT_ASSIGN(const auto keys, writer_->keys(row));
    const catalog::Exclusions exclusions(row.source.exclude);
    std::vector<index::IndexedEntry> marks(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (const auto* found = exclusions.find(keys[i].type, keys[i].name, keys[i].path)) {
            marks[i].exclusion = static_cast<int>(found - row.source.exclude.data());
            marks[i].excluded_at = found->at;
        }
    }
    row.exclusions = std::move(key);
    return writer_->set_exclusions(row, marks);
}

Result<void> IndexRefresh::refresh_source(const Scope& scope, index::SourceRow& row) {
    SKILLMEAT_ASSIGN(const auto catalog,
                     look(services_, row.catalog, scope.catalog_of(row.source.id)));
    const bool fits = row.header && belongs(*row.header, {row.source, row.lock, row.state});
    SKILLMEAT_ASSIGN(const auto readme, read_details(scope, row));
    if (row.first == 0 || catalog == FileState::different || !fits) {
        SKILLMEAT_TRY(read_catalog(scope, row, readme));
    } else {
        row.catalog.seen_ns = services_.clock.unix_ns();
        SKILLMEAT_TRY(mark_exclusions(row));
        SKILLMEAT_TRY(writer_->set_source_words(row, source_text(row), readme));
    }
    row.counted = true;
    return {};
}

Result<void> IndexRefresh::refresh_sources(const Scope& scope, std::int64_t id,
                                           std::vector<index::SourceRow>& sources) {
    const bool fills = std::all_of(sources.begin(), sources.end(),
                                   [](const auto& source) { return source.first == 0; });
    if (fills) {
        SKILLMEAT_TRY(writer_->begin_filling());
    }
    for (auto& source : sources) {
        SKILLMEAT_ASSIGN(const auto state, look_at_source(index::glance(source), scope));
        if (state != FileState::same) {
            SKILLMEAT_TRY(refresh_source(scope, source));
            SKILLMEAT_TRY(index_.put_source(id, source));
            tell_progress();
        }
    }
    SKILLMEAT_TRY(writer_->finish());
    return fills ? writer_->end_filling() : Result<void>();
}

Result<IndexedScope> IndexRefresh::update(const Scope& scope) {
    SKILLMEAT_ASSIGN(auto found, index_.scope(scope_key(scope)));
    auto row = std::move(found).value_or(index::ScopeRow{});
    std::vector<index::SourceRow> sources;
    auto state = FileState::different;
    if (row.id == 0) {
        row.key = scope_key(scope);
        row.manifest = scope.manifest.string();
        row.project_id = scope.project_id;
    } else {
        SKILLMEAT_ASSIGN(state, look_at_files(row, scope));
        SKILLMEAT_ASSIGN(sources, index_.sources(row.id));
    }
    if (state != FileState::same) {
        SKILLMEAT_TRY(read_records(scope, row, sources));
    } else {
        SKILLMEAT_ASSIGN(writer_, index::EntryWriter::make(index_, row.id));
    }
    if (depth_ == Depth::entries) {
        SKILLMEAT_TRY(refresh_sources(scope, row.id, sources));
    } else {
        SKILLMEAT_TRY(writer_->finish());
    }
    writer_.reset();
    std::vector<index::SourceGlance> glances;
    glances.reserve(sources.size());
    std::transform(sources.begin(), sources.end(), std::back_inserter(glances), index::glance);
    return joined(scope, std::move(row), std::move(glances));
}

Result<void> IndexRefresh::forget_others(const std::vector<Scope>& scopes) {
    SKILLMEAT_ASSIGN(const auto rows, index_.scopes());
    for (const auto& row : rows) {
        const bool asked = std::any_of(scopes.begin(), scopes.end(), [&row](const Scope& scope) {
            return scope_key(scope) == row.key;
        });
        if (asked) {
            continue;
        }
        SKILLMEAT_ASSIGN(const auto stat, services_.files.stat(row.manifest));
        if (!stat) {
            SKILLMEAT_TRY(index_.drop_scope(row.id));
        }
    }
    return {};
}

}  // namespace skillmeat::ops
