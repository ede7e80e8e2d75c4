#include <skillmeat/ops/exchange/export_scope.hpp>

#include <skillmeat/collections/edit.hpp>
#include <skillmeat/manifest/edit.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/ops/collections/exchange_collections.hpp>
#include <skillmeat/toml/document.hpp>
#include <skillmeat/toml/parse.hpp>

namespace skillmeat::ops {
namespace {

constexpr const char* head =
    "# sources and collections exported by skillmeat; `skillmeat import FILE` reads them\n"
    "schema = 1\n";

/// The collections' part of what `collection export` writes, without head and sources.
std::string collections_of(const std::string& exported) {
    const auto start = exported.find("\n[[collection]]\n");
    return start == std::string::npos ? std::string() : exported.substr(start);
}

}  // namespace

Result<ExportedScope> export_scope(Services& services, const Scope& scope, bool include_private) {
    SKILLMEAT_ASSIGN(const auto workspace, load_workspace(services, scope));
    SKILLMEAT_ASSIGN(auto document, tomlfile::Document::parse(head, "export"));
    ExportedScope exported;
    for (const auto& record : workspace.records) {
        if (record.source.visibility == Visibility::private_ && !include_private) {
            ++exported.left_out;
            continue;
        }
        auto source = record.source;
        source.url = without_credentials(source.url);
        source.visibility = Visibility::public_;  // whose business it is, the receiver decides
        SKILLMEAT_TRY(manifest::add_source(document, source));
        ++exported.sources;
    }
    SKILLMEAT_ASSIGN(const auto collections,
                     export_collections(services, scope, {{}, include_private}));
    exported.collections = collections.collections;
    exported.left_out += collections.left_out;
    exported.text = document.text() + collections_of(collections.text);
    return exported;
}

}  // namespace skillmeat::ops
