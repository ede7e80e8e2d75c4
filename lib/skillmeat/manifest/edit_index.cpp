// save_index and remove_index of edit.hpp.
#include <skillmeat/manifest/edit.hpp>
#include <skillmeat/manifest/find_by_id.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/units.hpp>

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace skillmeat::manifest {
namespace {

using tomlfile::Document;
using tomlfile::KeyPath;
using tomlfile::Table;
using tomlfile::Value;

const KeyPath all_indexes{"index"};

std::optional<std::int64_t> seconds_of(const Value& ttl) {
    if (const auto* number = ttl.integer()) {
        return *number;
    }
    const auto* text = ttl.string();
    return text == nullptr ? std::nullopt : parse_duration(*text);
}

Result<void> update(Document& document, std::size_t position, const SavedIndex& index) {
    const KeyPath url{"index", position, "url"};
    const auto* old_url = document.find(url);
    if (old_url == nullptr || !(*old_url == Value(index.url))) {
        SKILLMEAT_TRY(document.set(url, index.url));
    }
    const KeyPath ttl{"index", position, "ttl"};
    const auto* old_ttl = document.find(ttl);
    if ((old_ttl == nullptr ? std::nullopt : seconds_of(*old_ttl)) == index.ttl) {
        return {};  // also when it says so in other words
    }
    return index.ttl ? document.set(ttl, format_duration(*index.ttl)) : document.remove(ttl);
}

}  // namespace

Result<void> save_index(Document& document, const SavedIndex& index) {
    auto edited = document;
    if (const auto position = find_by_id(document, "index", index.id)) {
        SKILLMEAT_TRY(update(edited, *position, index));
    } else {
        Table table;
        table.set("id", index.id);
        table.set("url", index.url);
        if (index.ttl) {
            table.set("ttl", format_duration(*index.ttl));
        }
        SKILLMEAT_TRY(edited.append_table(all_indexes, table));
    }
    document = std::move(edited);
    return {};
}

Result<void> remove_index(Document& document, std::string_view id) {
    const auto position = find_by_id(document, "index", id);
    if (!position) {
        return fail(ErrorCode::index_not_found,
                    fmt::format("no index {} in the manifest", quote(id)),
                    "list them with `skillmeat source discover --list`");
    }
    return document.remove_table(all_indexes, *position);
}

}  // namespace skillmeat::manifest
