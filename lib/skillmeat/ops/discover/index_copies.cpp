#include <skillmeat/ops/discover/index_copies.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

namespace skillmeat::ops {
namespace {

constexpr std::int64_t longest_kept = std::int64_t{30} * 24 * 3600;  // seconds

sys::Path directory_below(const sys::Path& cache) {
    return cache.empty() ? sys::Path() : cache / "indexes";
}

}  // namespace

std::string age_text(std::int64_t seconds) {
    struct Unit {
        std::int64_t seconds;
        std::string_view name;
    };
    constexpr std::array units{Unit{86'400, "day"}, Unit{3600, "hour"}, Unit{60, "minute"}};
    for (const auto& unit : units) {
        if (seconds >= 2 * unit.seconds) {
            return counted(static_cast<std::size_t>(seconds / unit.seconds), unit.name);
        }
    }
    return counted(static_cast<std::size_t>(std::max<std::int64_t>(seconds, 0)), "second");
}

IndexCopies::IndexCopies(Services& services, const sys::Path& cache)
    : services_(services), cache_(services.files, directory_below(cache)) {
    if (!cache.empty()) {
        remove_old(directory_below(cache));
    }
}

/// Fails silently, as all of a cache: what cannot be removed is ignored.
void IndexCopies::remove_old(const sys::Path& directory) {
    constexpr std::int64_t ns_per_second = 1'000'000'000;
    const auto oldest = services_.clock.now().seconds - longest_kept;
    const auto entries = services_.files.list(directory);
    if (!entries) {
        return;
    }
    for (const auto& entry : *entries) {
        const auto path = directory / entry.name;
        const auto stat = services_.files.lstat(path);
        if (stat && *stat && (*stat)->kind == sys::FileKind::regular &&
            (*stat)->mtime_ns / ns_per_second < oldest) {
            [[maybe_unused]] const auto removed = services_.files.remove_file(path);
        }
    }
}

std::optional<net::CachedResponse> IndexCopies::find(const net::CacheKey& key) const {
    return cache_.find(key);
}

void IndexCopies::store(const net::CacheKey& key, const net::CachedResponse& response) {
    cache_.store(key, response);
}

std::optional<IndexAnswer> IndexCopies::kept(std::span<const net::CacheKey> keys,
                                             const IndexFlags& flags, bool any_age) const {
    for (const auto& key : keys) {
        auto copy = cache_.find(key);
        if (!copy) {
            continue;
        }
        const auto age = services_.clock.now().seconds - copy->stored_at.seconds;
        const bool young = age >= 0 && age < flags.ttl;
        if (young || any_age) {
            return IndexAnswer{*std::move(copy), true, !young};
        }
    }
    return std::nullopt;
}

Result<IndexAnswer> IndexCopies::answer(std::span<const net::CacheKey> keys,
                                        const IndexFlags& flags, const std::string& index,
                                        const std::function<Result<net::CachedResponse>()>& ask) {
    const auto say_age = [&](const IndexAnswer& answer, std::string_view why) {
        const auto age = services_.clock.now().seconds - answer.response.stored_at.seconds;
        services_.diagnostics.report(
            {Severity::warning,
             fmt::format("{}: using a copy of {} that is {} old", why, quote(index), age_text(age)),
             {},
             ""});
    };
    if (!flags.refresh) {
        if (auto copy = kept(keys, flags, flags.offline)) {
            if (copy->expired) {
                say_age(*copy, "offline");
            }
            return *std::move(copy);
        }
    }
    if (flags.offline) {
        return fail(ErrorCode::objects_missing,
                    fmt::format("there is no copy of {} to use offline", quote(index)),
                    "run the command without --offline");
    }
    auto fresh = ask();
    if (fresh) {
        return IndexAnswer{*std::move(fresh), false, false};
    }
    if (fresh.error().code == ErrorCode::network_error) {
        if (auto copy = kept(keys, flags, true)) {
            say_age(*copy, fresh.error().message);
            return *std::move(copy);
        }
    }
    return fail(std::move(fresh).error());
}

}  // namespace skillmeat::ops
