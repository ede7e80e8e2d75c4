// Indexes of other repositories: whatever the bytes are, what can be added is an address, a ref and
// a directory of the strict grammars, and never a place on this machine.
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/discover/marketplace.hpp>
#include <skillmeat/discover/repository_copy.hpp>
#include <skillmeat/discover/select.hpp>
#include <skillmeat/discover/site_index.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/model/index_address.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using skillmeat::discover::Reference;

void require(bool condition) {
    if (!condition) {
        std::abort();
    }
}

void check(const Reference& reference) {
    require(!reference.name.empty());
    require(!reference.places.empty());
    require(reference.add.empty() != reference.addable());
    require(reference.digest.empty() || reference.digest.size() == 64);
    require(skillmeat::terminal_safe(reference.reason) == reference.reason);
    if (!reference.addable()) {
        return;
    }
    const auto argument = skillmeat::parse_repo_argument(reference.add);
    require(argument && argument->url.kind != skillmeat::GitUrl::Kind::path &&
            argument->url.kind != skillmeat::GitUrl::Kind::file &&
            argument->url.kind != skillmeat::GitUrl::Kind::http);
    require(reference.path.empty() || skillmeat::is_safe_tree_path(reference.path));
    require(reference.ref.empty() || skillmeat::check_ref_name(reference.ref));
    require(reference.commit.find_first_not_of("0123456789abcdef") == std::string::npos);
}

void check_all(skillmeat::Result<std::vector<Reference>> references) {
    if (!references) {
        require(skillmeat::terminal_safe(references.error().message) == references.error().message);
        return;
    }
    const auto merged = skillmeat::discover::merge(*std::move(references));
    for (const auto& reference : merged) {
        check(reference);
        const auto found = skillmeat::discover::select(merged, {reference.name}, "index");
        require(found || found.error().code == skillmeat::ErrorCode::ambiguous_reference);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    skillmeat::DiagnosticList sink;
    skillmeat::discover::Surroundings surroundings;
    surroundings.url = "https://github.com/acme/market";
    surroundings.has_directory = [](std::string_view path) { return path.size() % 2 == 0; };
    check_all(skillmeat::discover::read_marketplace(text, "m.json", surroundings, sink));
    check_all(
        skillmeat::discover::read_site_index(text, "https://skills.test/i.json", false, sink));
    // The same as the only entry of an index, which random bytes seldom are.
    const std::string entry(text);
    check_all(skillmeat::discover::read_marketplace("{\"plugins\":[" + entry + "]}", "m.json",
                                                    surroundings, sink));
    check_all(skillmeat::discover::read_site_index("{\"skills\":[" + entry + "]}",
                                                   "https://skills.test/i.json", false, sink));
    if (const auto copy = skillmeat::discover::read_copy(text)) {
        require(skillmeat::discover::read_copy(skillmeat::discover::write_copy(*copy)) == copy);
    }
    if (const auto address = skillmeat::parse_index_address(text);
        address && address->kind == skillmeat::IndexKind::site) {
        const auto again = skillmeat::parse_index_address(address->url, address->kind);
        require(again && *again == *address);
    }
    return 0;
}
