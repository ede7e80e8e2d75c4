#include <skillmeat/manifest/manifest.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

using namespace skillmeat;

// The same files as the JSON Schema is tested with (tests/style/file_schemas.py).
TEST_CASE("the reader agrees with the schema on the fixtures", "[manifest]") {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(
             std::filesystem::path(SKILLMEAT_FIXTURES) / "files/manifest")) {
        files.push_back(entry.path());
    }
    REQUIRE(files.size() > 10);
    std::sort(files.begin(), files.end());
    for (const auto& path : files) {
        INFO(path);
        std::ifstream file(path);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        DiagnosticList sink;
        const auto result = manifest::read(text, path.string(), {}, sink);
        // Settings are checked by a module of their own.
        const bool has_settings = text.starts_with("[settings");
        CHECK(result.has_value() == (path.filename().string().starts_with("good") || has_settings));
    }
}
