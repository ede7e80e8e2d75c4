// Any text as collections.toml and as an export: no crash, and what is read can be changed and is
// read back as it was meant.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <skillmeat/collections/change.hpp>
#include <skillmeat/collections/edit.hpp>
#include <skillmeat/collections/exchange.hpp>
#include <skillmeat/collections/read.hpp>
#include <skillmeat/toml/document.hpp>

using namespace skillmeat;

namespace {

void require(bool condition) {
    if (!condition) {
        std::abort();
    }
}

void change(Collection& collection, std::uint8_t choice) {
    (void)collections::add_artifacts(collection, {"skill:./fuzz@fuzz"});
    std::reverse(collection.artifacts.begin(), collection.artifacts.end());
    std::rotate(collection.groups.begin(),
                collection.groups.begin() +
                    static_cast<std::ptrdiff_t>(collection.groups.size() * choice / 256),
                collection.groups.end());
    if (!collection.groups.empty() && choice % 3 == 0) {
        require(collections::add_to_group(collection, 0, {"skill:./fuzz@fuzz"}, 0).has_value());
    }
    if (choice % 5 == 0) {
        (void)collections::remove_artifacts(collection, {collection.artifacts.front()});
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    auto document = tomlfile::Document::parse(text, "fuzz");
    if (!document) {
        return 0;
    }
    DiagnosticList unused;
    (void)collections::read_exchange(document->root(), "fuzz", unused);
    auto all = collections::read(document->root(), "fuzz", unused);
    if (!all || all->empty()) {
        return 0;
    }
    auto& chosen = (*all)[data[0] % all->size()];
    change(chosen, data[0]);
    if (!collections::update_collection(*document, chosen)) {
        require(document->text() == text);
        return 0;
    }
    const auto again = collections::read(document->root(), "fuzz", unused);
    require(again && *again == *all);
    return 0;
}
