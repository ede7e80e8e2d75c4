#include <skillmeat/state/state.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/toml/rows.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace skillmeat::state {
namespace {

using tomlfile::Row;
using tomlfile::RowReader;
using tomlfile::RowWriter;

constexpr int current_version = 1;
constexpr std::size_t usual_row = 600;  // bytes

auto find_source(auto& sources, std::string_view id) {
    // Nearly always the spelling is the same: then no walk over all rows is needed. compare(),
    // since clang 14 does not find < for the two types inside a template.
    const auto same = std::lower_bound(sources.begin(), sources.end(), id,
                                       [](const SourceState& source, std::string_view wanted) {
                                           return wanted.compare(source.id) > 0;
                                       });
    if (same != sources.end() && same->id == id) {
        return same;
    }
    return std::find_if(sources.begin(), sources.end(), [id](const SourceState& source) {
        return equals_ignoring_case(source.id, id);
    });
}

void write_error(RowWriter& out, const LastError& error) {
    RowWriter members;
    members.string("code", error.code);
    members.string("message", error.message);
    members.timestamp("at", error.at);
    out.inline_table("last_error", members);
}

void write_counts(RowWriter& out, const TypeCounts& counts) {
    RowWriter members;
    for (const auto type : artifact_types) {
        members.integer(to_string(type), counts[type]);
    }
    out.inline_table("counts", members);
}

// TOML integers are signed; an inode with the highest bit comes back by the same conversion.
void write_basis(RowWriter& out, const CountBasis& basis) {
    RowWriter members;
    members.integer("size", static_cast<std::int64_t>(basis.catalog_size));
    members.integer("mtime_ns", basis.catalog_mtime_ns);
    members.integer("inode", static_cast<std::int64_t>(basis.catalog_inode));
    members.string("identity", basis.identity);
    members.string("exclusions", basis.exclusions_hash);
    members.integer("min_confidence", basis.min_confidence);
    out.inline_table("counted_from", members);
}

/// Puts a decoded value into its place; false when there was none.
bool take(auto& target, auto decoded) {
    if (!decoded) {
        return false;
    }
    target = *std::move(decoded);
    return true;
}

template <class T>
bool take_number(T& target, std::string_view raw) {
    const auto number = tomlfile::decode_integer(raw);
    if (number) {
        target = static_cast<T>(*number);
    }
    return number.has_value();
}

bool read_error_member(LastError& error, const Row& row) {
    if (row.name == "code") {
        return take(error.code, tomlfile::decode_string(row.raw));
    }
    if (row.name == "message") {
        return take(error.message, tomlfile::decode_string(row.raw));
    }
    return row.name == "at" && take(error.at, tomlfile::decode_timestamp(row.raw));
}

bool read_counts_member(TypeCounts& counts, const Row& row) {
    const auto type = parse_artifact_type(row.name);
    const auto number = tomlfile::decode_integer(row.raw);
    if (!type || !number || *number < 0 || *number > std::numeric_limits<std::uint32_t>::max()) {
        return false;
    }
    counts[*type] = static_cast<std::uint32_t>(*number);
    return true;
}

bool read_basis_member(CountBasis& basis, const Row& row) {
    if (row.name == "size") {
        return take_number(basis.catalog_size, row.raw);
    }
    if (row.name == "mtime_ns") {
        return take_number(basis.catalog_mtime_ns, row.raw);
    }
    if (row.name == "inode") {
        return take_number(basis.catalog_inode, row.raw);
    }
    if (row.name == "identity") {
        return take(basis.identity, tomlfile::decode_string(row.raw));
    }
    if (row.name == "exclusions") {
        return take(basis.exclusions_hash, tomlfile::decode_string(row.raw));
    }
    return row.name == "min_confidence" && take_number(basis.min_confidence, row.raw);
}

/// An inline table of exactly `size` members, each read by `read_member`.
template <class T>
bool read_table(T& target, std::string_view raw, std::size_t size,
                bool (*read_member)(T&, const Row&)) {
    const auto members = tomlfile::decode_inline_table(raw);
    return members && members->size() == size &&
           std::all_of(members->begin(), members->end(),
                       [&](const Row& row) { return read_member(target, row); });
}

bool read_member(SourceState& source, const Row& row) {
    if (row.name == "id") {
        return take(source.id, tomlfile::decode_string(row.raw)) && !source.id.empty();
    }
    if (row.name == "last_sync") {
        return take(source.last_sync, tomlfile::decode_timestamp(row.raw));
    }
    if (row.name == "last_error") {
        return read_table(source.last_error.emplace(), row.raw, 3, read_error_member);
    }
    if (row.name == "counts") {
        return read_table(source.counts.emplace(), row.raw, artifact_types.size(),
                          read_counts_member);
    }
    return row.name == "counted_from" && read_table(source.basis, row.raw, 6, read_basis_member);
}

/// Sorts, and says whether every source has an id of its own.
bool settle(std::vector<SourceState>& sources) {
    std::sort(sources.begin(), sources.end(),
              [](const auto& a, const auto& b) { return a.id < b.id; });
    const auto twin = std::adjacent_find(sources.begin(), sources.end(),
                                         [](const auto& a, const auto& b) { return a.id == b.id; });
    return twin == sources.end() && (sources.empty() || !sources.front().id.empty());
}

}  // namespace

const SourceState* StateFile::find(std::string_view id) const {
    const auto found = find_source(sources, id);
    return found == sources.end() ? nullptr : &*found;
}

SourceState& StateFile::at(std::string_view id) {
    const auto found = find_source(sources, id);
    if (found != sources.end()) {
        return *found;
    }
    const auto place = std::upper_bound(
        sources.begin(), sources.end(), id,
        [](std::string_view wanted, const SourceState& source) { return wanted < source.id; });
    SourceState added;
    added.id = id;
    return *sources.insert(place, std::move(added));
}

bool StateFile::erase(std::string_view id) {
    const auto found = find_source(sources, id);
    if (found == sources.end()) {
        return false;
    }
    sources.erase(found);
    return true;
}

std::optional<StateFile> read(std::string_view text) {
    RowReader reader(text);
    const auto first = reader.next();
    if (first.kind != Row::Kind::member || first.name != "version" ||
        tomlfile::decode_integer(first.raw) != current_version) {
        return std::nullopt;
    }
    StateFile file;
    while (true) {
        const auto row = reader.next();
        switch (row.kind) {
            case Row::Kind::header:
                if (row.name != "source") {
                    return std::nullopt;
                }
                file.sources.emplace_back();
                break;
            case Row::Kind::member:
                if (file.sources.empty() || !read_member(file.sources.back(), row)) {
                    return std::nullopt;
                }
                break;
            case Row::Kind::end:
                return settle(file.sources) ? std::optional(std::move(file)) : std::nullopt;
            case Row::Kind::fault:
                return std::nullopt;
        }
    }
}

std::string write(const StateFile& file) {
    auto sources = file.sources;
    std::sort(sources.begin(), sources.end(),
              [](const auto& a, const auto& b) { return a.id < b.id; });
    RowWriter out;
    out.reserve(100 + sources.size() * usual_row);
    out.comment("generated by skillmeat; facts of this machine alone, made anew when deleted");
    out.integer("version", current_version);
    for (const auto& source : sources) {
        out.header("source");
        out.string("id", source.id);
        if (source.last_sync) {
            out.timestamp("last_sync", *source.last_sync);
        }
        if (source.last_error) {
            write_error(out, *source.last_error);
        }
        if (source.counts) {
            write_counts(out, *source.counts);
            write_basis(out, source.basis);
        }
    }
    return out.take();
}

}  // namespace skillmeat::state
