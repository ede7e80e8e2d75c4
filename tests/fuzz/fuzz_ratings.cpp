// Any text as ratings.toml: no crash, the fast reader agrees with the general one, what is read is
// written and read back the same, and merging it with itself changes nothing.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <skillmeat/ratings/format.hpp>
#include <skillmeat/ratings/summary.hpp>

using namespace skillmeat;

namespace {

void require(bool condition) {
    if (!condition) {
        std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto fast = ratings::read_rows(text);
    const auto general = ratings::read_general(text, "fuzz");
    // The fast reader passes over comments, whatever their bytes.
    require(!fast || !general || *fast == *general);
    auto all = ratings::read(text, "fuzz");
    require(all.has_value() == (fast || general));
    if (!all) {
        require(!all.error().message.empty());
        return 0;
    }
    all->version = ratings::current_version;
    const auto written = ratings::write(*all);
    const auto again = ratings::read_rows(written);
    require(again && *again == *all && ratings::write(*again) == written);
    const ratings::Summary summary(*all);
    for (const auto& rating : all->rows) {
        require(summary.votes(rating.artifact, rating.url).count > 0);
    }
    auto merged = *all;
    for (const auto change : ratings::merge(merged, *all)) {
        require(change == ratings::Change::unchanged);
    }
    require(merged == *all);
    return 0;
}
