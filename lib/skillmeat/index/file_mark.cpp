#include <skillmeat/index/file_mark.hpp>

#include <utility>

#include <skillmeat/index/codec.hpp>

namespace skillmeat::index {
namespace {

constexpr std::int64_t second_ns = 1'000'000'000;

}  // namespace

Freshness compare(const FileMark& mark, const std::optional<sys::FileStat>& stat,
                  std::int64_t now_ns) {
    if (!stat || !mark.exists) {
        return stat.has_value() == mark.exists ? Freshness::same : Freshness::different;
    }
    if (stat->size != mark.size || stat->mtime_ns != mark.mtime_ns || stat->inode != mark.inode) {
        return Freshness::different;
    }
    const bool settled = mark.mtime_ns + second_ns <= mark.seen_ns && mark.seen_ns <= now_ns;
    return settled ? Freshness::same : Freshness::ambiguous;
}

FileMark make_mark(const std::optional<sys::FileStat>& stat, std::int64_t seen_ns,
                   std::string hash) {
    FileMark mark;
    if (stat) {
        mark = {true, stat->size, stat->mtime_ns, stat->inode, seen_ns, std::move(hash)};
    }
    return mark;
}

std::string encode(const std::vector<FileMark>& marks) {
    Encoder out;
    out.number(static_cast<std::int64_t>(marks.size()));
    for (const auto& mark : marks) {
        out.number(mark.exists ? 1 : 0).number(static_cast<std::int64_t>(mark.size));
        out.number(mark.mtime_ns).number(static_cast<std::int64_t>(mark.inode));
        out.number(mark.seen_ns).text(mark.hash);
    }
    return out.take();
}

std::optional<std::vector<FileMark>> decode_marks(std::string_view bytes) {
    Decoder in(bytes);
    std::vector<FileMark> marks;
    for (auto left = in.number(); left > 0 && in.ok(); --left) {
        FileMark mark;
        mark.exists = in.number() != 0;
        mark.size = static_cast<std::uint64_t>(in.number());
        mark.mtime_ns = in.number();
        mark.inode = static_cast<std::uint64_t>(in.number());
        mark.seen_ns = in.number();
        mark.hash = in.text();
        marks.push_back(std::move(mark));
    }
    return in.complete() ? std::optional(std::move(marks)) : std::nullopt;
}

}  // namespace skillmeat::index
