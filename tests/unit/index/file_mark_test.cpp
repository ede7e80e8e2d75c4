#include <support/catch.hpp>

#include <skillmeat/index/file_mark.hpp>

namespace skillmeat::index {
namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t noon = 1'000 * second;

std::optional<sys::FileStat> file(std::int64_t mtime) {
    return sys::FileStat{sys::FileKind::regular, 10, mtime, 7, 0644};
}

}  // namespace

TEST_CASE("A file long settled when it was read is known by its marks", "[index][mark]") {
    const auto mark = make_mark(file(noon), noon + second, "hash");
    CHECK(compare(mark, file(noon), noon + 2 * second) == Freshness::same);
    CHECK(compare(mark, file(noon + 1), noon + 2 * second) == Freshness::different);
    auto other = file(noon);
    other->size = 11;
    CHECK(compare(mark, other, noon + 2 * second) == Freshness::different);
    other = file(noon);
    other->inode = 8;
    CHECK(compare(mark, other, noon + 2 * second) == Freshness::different);
    CHECK(compare(mark, std::nullopt, noon + 2 * second) == Freshness::different);
}

TEST_CASE("A file changed within a second of being read is ambiguous", "[index][mark]") {
    const auto mark = make_mark(file(noon), noon + second - 1, "hash");
    CHECK(compare(mark, file(noon), noon + 9 * second) == Freshness::ambiguous);
    const auto future = make_mark(file(noon + 60 * second), noon, "hash");
    CHECK(compare(future, file(noon + 60 * second), noon + second) == Freshness::ambiguous);
}

TEST_CASE("A clock that went backwards proves nothing", "[index][mark]") {
    const auto mark = make_mark(file(noon), noon + 9 * second, "hash");
    CHECK(compare(mark, file(noon), noon + 8 * second) == Freshness::ambiguous);
    CHECK(compare(mark, file(noon), noon + 9 * second) == Freshness::same);
}

TEST_CASE("A file that was not there is known to be missing", "[index][mark]") {
    const auto mark = make_mark(std::nullopt, noon, "");
    CHECK(compare(mark, std::nullopt, noon) == Freshness::same);
    CHECK(compare(mark, file(noon), noon) == Freshness::different);
}

TEST_CASE("Marks survive being stored", "[index][mark]") {
    const std::vector<FileMark> marks{make_mark(file(noon), noon + second, std::string("a\0b", 3)),
                                      make_mark(std::nullopt, noon, "")};
    const auto bytes = encode(marks);
    CHECK(decode_marks(bytes) == marks);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CHECK_FALSE(decode_marks(bytes.substr(0, size)));
    }
}

}  // namespace skillmeat::index
