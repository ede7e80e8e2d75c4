#include <skillmeat/ledger/ledger.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

using namespace skillmeat;

// The same files as the JSON Schema is tested with (tests/style/file_schemas.py).
TEST_CASE("the reader agrees with the schema on the fixtures", "[ledger]") {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(
             std::filesystem::path(SKILLMEAT_FIXTURES) / "files/ledger")) {
        files.push_back(entry.path());
    }
    REQUIRE(files.size() > 5);
    std::sort(files.begin(), files.end());
    for (const auto& path : files) {
        INFO(path);
        std::ifstream file(path);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        CHECK(ledger::read(text, path.string()).has_value() ==
              path.filename().string().starts_with("good"));
    }
}
