#include <skillmeat/ops/cache_answers.hpp>

#include <algorithm>
#include <utility>

#include <skillmeat/index/index_file.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/net/response_cache.hpp>

namespace skillmeat::ops {
namespace {

constexpr std::int64_t ns_per_second = 1'000'000'000;
constexpr int deepest = 3;  // contents stand one directory down

/// Adds the chosen files of a directory to an item, and removes them if that was asked for. Links
/// are not followed; what vanishes meanwhile does not count.
Result<void> gather(Services& services, const sys::Path& directory, const AnswerChoice& choice,
                    bool remove, int depth, CacheItem& item) {
    SKILLMEAT_ASSIGN(const auto entries, services.files.list(directory));
    for (const auto& entry : entries) {
        const auto path = directory / entry.name;
        if (entry.kind == sys::FileKind::directory && depth < deepest) {
            SKILLMEAT_TRY(gather(services, path, choice, remove, depth + 1, item));
            continue;
        }
        SKILLMEAT_ASSIGN(const auto stat, services.files.lstat(path));
        if (!stat || stat->kind == sys::FileKind::directory ||
            stat->mtime_ns / ns_per_second >= choice.changed_before) {
            continue;
        }
        ++item.files;
        item.bytes += stat->size;
        item.changed_at = std::max(item.changed_at, Timestamp{stat->mtime_ns / ns_per_second});
        if (remove) {
            SKILLMEAT_TRY(services.files.remove_file(path));
        }
    }
    return {};
}

/// What a copy is of: the URL it answered for, of a repository without what is ours in it.
std::string shown_key(std::string key) {
    constexpr std::string_view prefix = "git:";
    if (key.starts_with(prefix)) {
        key = "https://" + key.substr(prefix.size(), key.find('#') - prefix.size());
    }
    return without_credentials(key);
}

Result<void> add_copies(Services& services, const sys::Path& directory, const AnswerChoice& choice,
                        std::vector<CacheItem>& items) {
    SKILLMEAT_ASSIGN(const auto entries, services.files.list(directory));
    for (const auto& entry : entries) {
        CacheItem item;
        item.kind = CacheKind::index;
        item.name = entry.name;
        item.path = directory / entry.name;
        SKILLMEAT_ASSIGN(const auto stat, services.files.lstat(item.path));
        if (!stat || stat->kind != sys::FileKind::regular ||
            stat->mtime_ns / ns_per_second >= choice.changed_before) {
            continue;
        }
        item.files = 1;
        item.bytes = stat->size;
        item.changed_at = Timestamp{stat->mtime_ns / ns_per_second};
        if (const auto bytes = services.files.read(item.path); bytes && *bytes) {
            item.url = shown_key(net::cached_url(**bytes));
        }
        if (choice.remove) {
            SKILLMEAT_TRY(services.files.remove_file(item.path));
        }
        items.push_back(std::move(item));
    }
    return {};
}

/// The index of entries with what was set aside, as one item. Its lock stays, as all locks do.
Result<void> add_entry_index(Services& services, const sys::Path& cache, const AnswerChoice& choice,
                             std::vector<CacheItem>& items) {
    const auto paths = index::index_files(cache);
    CacheItem item;
    item.kind = CacheKind::entries;
    item.name = paths.database.filename().string();
    item.path = paths.database;
    item.in_lock = true;
    for (const auto& path : {paths.stamp, paths.database, paths.old}) {
        SKILLMEAT_ASSIGN(const auto stat, services.files.lstat(path));
        if (!stat || stat->kind != sys::FileKind::regular ||
            stat->mtime_ns / ns_per_second >= choice.changed_before) {
            continue;
        }
        ++item.files;
        item.bytes += stat->size;
        item.changed_at = std::max(item.changed_at, Timestamp{stat->mtime_ns / ns_per_second});
        if (choice.remove && choice.also_in_lock) {
            SKILLMEAT_TRY(services.files.remove_file(path));
        }
    }
    if (item.files != 0) {
        items.push_back(std::move(item));
    }
    return {};
}

}  // namespace

std::string_view to_string(CacheKind kind) {
    switch (kind) {
        case CacheKind::git:
            return "git";
        case CacheKind::index:
            return "index";
        case CacheKind::http:
            return "http";
        case CacheKind::blobs:
            return "blobs";
        case CacheKind::entries:
            break;
    }
    return "entries";
}

Result<std::vector<CacheItem>> answer_items(Services& services, const sys::Path& cache,
                                            bool api_in_use, const AnswerChoice& choice) {
    std::vector<CacheItem> items;
    SKILLMEAT_TRY(add_copies(services, cache / "indexes", choice, items));
    for (const auto kind : {CacheKind::http, CacheKind::blobs}) {
        CacheItem item;
        item.kind = kind;
        item.name = to_string(kind);
        item.path = cache / item.name;
        item.in_lock = api_in_use;
        const bool remove = choice.remove && (choice.also_in_lock || !api_in_use);
        SKILLMEAT_TRY(gather(services, item.path, choice, remove, 0, item));
        if (item.files != 0) {
            items.push_back(std::move(item));
        }
    }
    SKILLMEAT_TRY(add_entry_index(services, cache, choice, items));
    return items;
}

}  // namespace skillmeat::ops
