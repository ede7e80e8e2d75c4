// What the strict grammars of addresses, refs, paths and references let through holds to what they
// promise.
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/model/artifact_ref.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/model/source_id.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

void require(bool condition) {
    if (!condition) {
        std::abort();
    }
}

void check_url(const skillmeat::GitUrl& url) {
    require(skillmeat::terminal_safe(url.text) == url.text);
    require(url.text.front() != '-');
    require(url.text.find("::") == std::string::npos || url.kind == skillmeat::GitUrl::Kind::path ||
            url.kind == skillmeat::GitUrl::Kind::file || url.host.starts_with('['));
    const auto again = skillmeat::parse_git_url(url.text);
    require(again && *again == url);
    require(!skillmeat::comparison_key(url).empty());
    require(skillmeat::check_source_id(skillmeat::default_source_id(url, "")).has_value());
}

void check_argument(const skillmeat::RepoArgument& argument) {
    check_url(argument.url);
    require(argument.ref.empty() || skillmeat::check_ref_name(argument.ref).has_value());
    require(argument.subpath.empty() || skillmeat::is_safe_tree_path(argument.subpath));
    require(argument.ref_and_path.empty() || skillmeat::is_safe_tree_path(argument.ref_and_path));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto url = skillmeat::parse_git_url(text)) {
        check_url(*url);
    } else {
        require(skillmeat::terminal_safe(url.error().message) == url.error().message);
    }
    if (const auto argument = skillmeat::parse_repo_argument(text)) {
        check_argument(*argument);
    } else {
        require(skillmeat::terminal_safe(argument.error().message) == argument.error().message);
    }
    require(skillmeat::check_source_id(skillmeat::slug_source_id(text)).has_value());
    require(skillmeat::without_credentials(text).size() <= text.size());

    const std::array<std::string, 2> sources{"acme/tools", "a"};
    if (const auto ref = skillmeat::parse_artifact_ref(text, sources)) {
        require(!ref->name.empty() != (ref->is_path || ref->is_glob));
    }
    (void)skillmeat::matches(skillmeat::parse_exclusion(text), skillmeat::ArtifactType::mcp, "x",
                             "a/b.json#x");
    return 0;
}
