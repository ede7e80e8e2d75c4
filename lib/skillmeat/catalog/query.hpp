#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/model/catalog_entry.hpp>
#include <skillmeat/model/source.hpp>

namespace skillmeat::catalog {

/// An entry as lists see it: with its source and what the manifest says of it. Points into catalogs
/// and manifests that outlive it.
struct EntryRow {
    const CatalogEntry* entry = nullptr;
    const Source* source = nullptr;
    const Exclusion* exclusion = nullptr;
    std::string_view project_id;  ///< empty for the user scope
    std::string_view project_name;
    std::string_view plugin_name;   ///< of the owning plugin; query() fills it in when it filters
    std::int64_t rating_score = 0;  ///< what Sort::rating goes by; 0 without ratings
    std::int64_t rating_hundredths = 0;  ///< the average, cut; 0 without ratings

    [[nodiscard]] EntryStatus status() const {
        return shown_status(entry->status, exclusion != nullptr);
    }
};

/// natural: source id, type name, path, project id, all bytewise; this also decides between equal
/// rows of the others. name: bytewise; type: by type name; confidence: highest first; detected and
/// changed: newest first; rating: highest score first.
enum class Sort { natural, name, type, confidence, detected, changed, rating };

/// All conditions must hold; several values of one condition are alternatives, but for tags, which
/// must all match. Texts compare ignoring case.
struct Filter {
    std::vector<std::string> sources;  ///< source ids
    std::vector<ArtifactType> types;
    std::vector<EntryStatus> statuses;  ///< a value named here is shown although hidden by default
    std::vector<Tier> tiers;            ///< likewise
    std::vector<std::string> tags;      ///< of the entry or of its source
    std::vector<std::string> categories;
    std::vector<std::string> plugins;   ///< path (also with `./`) or name of the owning plugin
    std::optional<int> min_confidence;  ///< instead of the source's own, also with `all`
    std::optional<int> min_rating;      ///< least average of ratings in hundredths of a star
    std::string search;                 ///< case-insensitive substring of name, description, path
    bool include_excluded = false;
    bool all = false;  ///< everything, removed too

    bool operator==(const Filter&) const = default;
};

/// Whether a row passes: one plain conjunction, also used by the property test's naive twin.
[[nodiscard]] bool matches(const EntryRow& row, const Filter& filter);

inline constexpr std::size_t max_limit = 100'000;

struct PageRequest {
    Sort sort = Sort::natural;
    std::optional<std::size_t> limit;  ///< 1 to 100,000 (else `invalid_value`); none: all
    std::string cursor;                ///< from the page before, or empty
    std::string scope;                 ///< says where the rows come from; cursors are bound to it
};

struct Page {
    std::vector<EntryRow> rows;
    std::size_t total = 0;    ///< rows that pass the filter, over all pages
    std::string next_cursor;  ///< empty on the last page
};

/// A row's place in a sorted list: by number and text first, as the order says, then in natural
/// order. The type is by name.
struct RowKey {
    std::int64_t number = 0;
    std::string text;
    std::string source;
    std::string type;
    std::string path;
    std::string project;
};

/// The key a request's cursor goes on after; nothing for the first page. `invalid_cursor`, and
/// `invalid_value` for a limit out of range.
[[nodiscard]] Result<std::optional<RowKey>> place_of_cursor(const Filter& filter,
                                                            const PageRequest& request);

/// The cursor of a page that ends with this row.
[[nodiscard]] std::string cursor_after(const EntryRow& row, const Filter& filter,
                                       const PageRequest& request);

/// Sorts rows and takes those out that come before or at a place.
void sort_after(std::vector<EntryRow>& rows, Sort sort, const std::optional<RowKey>& place);

/// Filters, sorts and cuts. The cursor is bound to filter, sort and scope; another query's or a
/// damaged one is `invalid_cursor`. It continues after the last row's sort key, so rows added or
/// removed between pages neither repeat nor hide others.
[[nodiscard]] Result<Page> query(std::vector<EntryRow> rows, const Filter& filter,
                                 const PageRequest& request);

}  // namespace skillmeat::catalog
