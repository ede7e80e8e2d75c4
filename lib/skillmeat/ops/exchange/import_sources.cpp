#include <skillmeat/ops/exchange/import_sources.hpp>

#include <set>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/model/source_id.hpp>
#include <skillmeat/ops/sources/source_address.hpp>

namespace skillmeat::ops {
namespace {

const SourceRecord* find_same(const Workspace& workspace, const AddRequest& wanted) {
    const auto key = address_key(workspace.scope, wanted.repository);
    for (const auto& record : workspace.records) {
        if (record.source.ref == wanted.ref && record.source.root == wanted.root &&
            address_key(workspace.scope, record.source.url) == key) {
            return &record;
        }
    }
    return nullptr;
}

std::string first_id(const AddRequest& wanted) {
    if (!wanted.id.empty()) {
        return wanted.id;
    }
    const auto url = parse_git_url(wanted.repository);
    if (url && url->kind != GitUrl::Kind::path) {
        return default_source_id(*url, wanted.root);
    }
    return slug_source_id(sys::Path(wanted.repository).filename().string());
}

/// The id itself, else with the ref behind it, else with a number.
std::string free_id(const Workspace& workspace, const std::set<std::string>& taken,
                    const AddRequest& wanted) {
    const auto id = first_id(wanted);
    const auto is_free = [&](const std::string& candidate) {
        return workspace.find(candidate) == nullptr && !taken.contains(ascii_lower(candidate)) &&
               check_source_id(candidate).has_value();
    };
    if (is_free(id)) {
        return id;
    }
    const auto with_ref = id + "-" + slug_source_id(wanted.ref);
    if (!wanted.ref.empty() && is_free(with_ref)) {
        return with_ref;
    }
    int number = 2;
    while (!is_free(fmt::format("{}-{}", id, number))) {
        ++number;
    }
    return fmt::format("{}-{}", id, number);
}

}  // namespace

std::string_view to_string(SourceImport result) {
    switch (result) {
        case SourceImport::added:
            return "added";
        case SourceImport::present:
            return "present";
        case SourceImport::planned:
            return "planned";
        case SourceImport::failed:
            return "failed";
    }
    return {};
}

Result<std::vector<ImportedSource>> import_sources(Services& services, const Scope& scope,
                                                   const std::vector<WantedSource>& wanted,
                                                   bool dry_run) {
    std::vector<ImportedSource> imported;
    std::set<std::string> taken;
    for (const auto& one : wanted) {
        SKILLMEAT_ASSIGN(const auto workspace, load_workspace(services, scope));
        SKILLMEAT_TRY(require_current_schema(workspace));
        ImportedSource result;
        result.url = one.add.repository;
        result.ref = one.add.ref;
        if (const auto* record = find_same(workspace, one.add)) {
            result.id = record->source.id;
            imported.push_back(std::move(result));
            continue;
        }
        auto add = one.add;
        add.id = free_id(workspace, taken, add);
        result.id = add.id;
        taken.insert(ascii_lower(add.id));
        if (dry_run) {
            result.result = SourceImport::planned;
            imported.push_back(std::move(result));
            continue;
        }
        const auto added = add_source(services, scope, add);
        result.result = added ? SourceImport::added : SourceImport::failed;
        if (!added) {
            const auto code = added.error().code;
            if (code == ErrorCode::interrupted || code == ErrorCode::terminated) {
                return fail(added.error());
            }
            result.error = added.error();
        }
        imported.push_back(std::move(result));
    }
    return imported;
}

}  // namespace skillmeat::ops
