#include <skillmeat/catalog/counts.hpp>
#include <skillmeat/catalog/cursor.hpp>
#include <skillmeat/catalog/exclusions.hpp>
#include <skillmeat/catalog/format.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

using namespace skillmeat;

namespace {

void require(bool condition) {
    if (!condition) {
        std::abort();
    }
}

bool accept_any(void*, ArtifactType, std::string_view, std::string_view) {
    return true;
}

}  // namespace

// Any bytes are a catalog or damaged. What is read is written and read again the same, and the
// readers that pass entries over agree with the one that reads all.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::string path = "catalog.toml";
    const std::vector<Exclusion> rows{Exclusion{"./a/**", "", {}, {}},
                                      Exclusion{std::string(text.substr(0, 40)), "", {}, {}}};
    const catalog::Exclusions exclusions(rows);
    const auto catalog = catalog::read(text, path);
    const auto counts = catalog::count_by_type(text, path, exclusions, 50);
    const auto selected = catalog::select(text, path, accept_any, nullptr);
    std::string changed(text);
    const auto set = catalog::set_status(changed, path, accept_any, nullptr, EntryStatus::removed,
                                         EntryStatus::fresh);
    require(catalog.has_value() == selected.has_value());
    if (catalog) {
        require(catalog->entries == *selected);
        require(counts && *counts == catalog::count_by_type(*catalog, exclusions, 50));
        require(set && catalog::read(changed, path));
        const auto again = catalog::read(catalog::write(*catalog), path);
        require(again && *again == *catalog);
    }
    (void)catalog::decode_cursor(text, "query");
    return 0;
}
