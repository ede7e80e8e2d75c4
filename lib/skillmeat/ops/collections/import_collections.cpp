#include <skillmeat/ops/collections/exchange_collections.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/collections/change.hpp>
#include <skillmeat/collections/edit.hpp>
#include <skillmeat/collections/exchange.hpp>
#include <skillmeat/collections/read.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/ops/collections/collection_members.hpp>
#include <skillmeat/ops/sources/source_address.hpp>
#include <skillmeat/toml/parse.hpp>

namespace skillmeat::ops {
namespace {

constexpr std::uint64_t largest_file = 16U << 20U;

Result<collections::Exchange> read_file(Services& services, const sys::Path& path) {
    SKILLMEAT_ASSIGN(const auto text, services.files.read(path, largest_file));
    if (!text) {
        return fail(ErrorCode::io_error, fmt::format("no file {}", quote(path.string())),
                    "make one with `skillmeat collection export --output FILE`");
    }
    SKILLMEAT_ASSIGN(const auto root, tomlfile::parse(*text, path.string()));
    return collections::read_exchange(root, path.string(), services.diagnostics);
}

// Sources: the ones here that stand for those of the file.

/// The source here with the address, the likest one of several.
const SourceRecord* same_repository(const Workspace& workspace, const Source& wanted) {
    const auto key = address_key(workspace.scope, wanted.url);
    const auto likeness = [&](const Source& source) {
        return (source.ref == wanted.ref ? 2 : 0) + (source.root == wanted.root ? 4 : 0) +
               (equals_ignoring_case(source.id, wanted.id) ? 1 : 0);
    };
    const SourceRecord* best = nullptr;
    for (const auto& record : workspace.records) {
        if (address_key(workspace.scope, record.source.url) == key &&
            (best == nullptr || likeness(record.source) > likeness(best->source))) {
            best = &record;
        }
    }
    return best;
}

/// Ids of the file (lower case) by what they are here. A source that is not here keeps its id, or
/// takes one that is free.
std::map<std::string, std::string> map_sources(const Workspace& workspace,
                                               const std::vector<Source>& sources) {
    std::map<std::string, std::string> ids;
    std::set<std::string> given;
    for (const auto& source : sources) {
        std::string id = source.id;
        if (const auto* record = same_repository(workspace, source)) {
            id = record->source.id;
        } else {
            for (int number = 2; workspace.find(id) != nullptr || given.contains(ascii_lower(id));
                 ++number) {
                id = fmt::format("{}-{}", source.id, number);
            }
            given.insert(ascii_lower(id));
        }
        ids.emplace(ascii_lower(source.id), std::move(id));
    }
    return ids;
}

void rename_sources(std::vector<std::string>& artifacts,
                    const std::map<std::string, std::string>& ids) {
    std::unordered_set<std::string> seen;
    std::vector<std::string> renamed;
    for (const auto& artifact : artifacts) {
        const auto at = artifact.rfind('@') + 1;
        const auto id = ids.find(ascii_lower(artifact.substr(at)));
        auto text = id == ids.end() ? artifact : artifact.substr(0, at) + id->second;
        if (seen.insert(artifact_id_key(text)).second) {  // two sources may be one here
            renamed.push_back(std::move(text));
        }
    }
    artifacts = std::move(renamed);
}

// Collections: what is here, with what is not added.

/// The item with the id, else with the name; null when there is none.
template <class Item>
Item* find_twin(std::vector<Item>& items, const Item& wanted) {
    const auto find = [&](auto is_same) {
        const auto found = std::find_if(items.begin(), items.end(), is_same);
        return found == items.end() ? nullptr : &*found;
    };
    auto* const twin = find([&](const Item& item) { return item.id == wanted.id; });
    const auto key = collections::name_key(wanted.name);
    return twin != nullptr
               ? twin
               : find([&](const Item& item) { return collections::name_key(item.name) == key; });
}

std::size_t count_true(const std::vector<bool>& flags) {
    return static_cast<std::size_t>(std::count(flags.begin(), flags.end(), true));
}

/// One import: the scope's files, and what came of each collection.
class Import {
  public:
    Import(Services& services, const Workspace& workspace, CollectionFiles& files, bool is_private)
        : services_(services), workspace_(workspace), files_(files), is_private_(is_private) {}

    Result<ImportedCollection> take(const Collection& wanted) {
        auto* const twin = find_twin(files_.collections, wanted);
        ImportedCollection result;
        Collection after;
        if (twin != nullptr) {
            after = *twin;
        } else {
            result.created = true;
            SKILLMEAT_ASSIGN(after.id, free_id(wanted.id));
            after.name = wanted.name;
            after.description = wanted.description;
            after.is_private = is_private_;
            after.created_at = services_.clock.now();
            after.updated_at = after.created_at;
        }
        SKILLMEAT_TRY(check_members_public(workspace_, after, wanted.artifacts));
        result.artifacts_added = count_true(collections::add_artifacts(after, wanted.artifacts));
        SKILLMEAT_TRY(take_groups(wanted, after, result));
        SKILLMEAT_TRY(put(twin, after, result));
        result.view = view_of(workspace_, std::move(after));
        return result;
    }

  private:
    /// The id itself unless something here has it, or there is none.
    Result<std::string> free_id(const std::string& wanted) {
        if (wanted.empty()) {
            return new_collection_id(services_, files_);
        }
        for (const auto& collection : files_.collections) {
            const bool in_group =
                std::any_of(collection.groups.begin(), collection.groups.end(),
                            [&](const auto& group) { return group.id == wanted; });
            if (collection.id == wanted || in_group) {
                return new_collection_id(services_, files_);
            }
        }
        return wanted;
    }

    Result<void> take_groups(const Collection& wanted, Collection& after,
                             ImportedCollection& result) {
        for (const auto& group : wanted.groups) {
            auto* twin = find_twin(after.groups, group);
            if (twin == nullptr) {
                Group made;
                SKILLMEAT_ASSIGN(made.id, free_id(group.id));
                made.name = group.name;
                made.description = group.description;
                made.created_at = services_.clock.now();
                made.updated_at = made.created_at;
                after.groups.push_back(std::move(made));
                twin = &after.groups.back();
                ++result.groups_added;
            }
            const auto position = static_cast<std::size_t>(twin - after.groups.data());
            SKILLMEAT_TRY(
                collections::add_to_group(after, position, group.artifacts, std::nullopt));
        }
        return {};
    }

    Result<void> put(Collection* twin, Collection& after, ImportedCollection& result) {
        if (twin == nullptr) {
            result.changed = true;
            SKILLMEAT_TRY(collections::add_collection(files_.document_of(after), after));
            files_.collections.push_back(after);
            return {};
        }
        SKILLMEAT_ASSIGN(result.changed,
                         put_collection(files_, *twin, after, services_.clock.now()));
        *twin = after;
        return {};
    }

    Services& services_;
    const Workspace& workspace_;
    CollectionFiles& files_;
    bool is_private_;
};

// What is not here.

/// The words that would bring a source of the file under the id its members have here.
std::string add_command(const Source& source, const std::string& id) {
    const auto parsed = parse_git_url(source.url);
    const bool is_default = parsed && default_source_id(*parsed, source.root) == id;
    const bool is_short = source.url == "https://github.com/" + id && source.root.empty();
    std::string command = "skillmeat source add " + (is_short ? id : shell_word(source.url));
    if (!is_default) {
        command += " --id " + shell_word(id);
    }
    if (!source.ref.empty()) {
        command += " --ref " + shell_word(source.ref);
    }
    if (!source.root.empty()) {
        command += " --root " + shell_word(source.root);
    }
    for (const auto& mapping : source.map) {
        command +=
            " --map " + shell_word(fmt::format("{}={}", mapping.first, to_string(mapping.second)));
    }
    return command;
}

void explain(const Workspace& workspace, const std::vector<Source>& sources,
             const std::map<std::string, std::string>& ids, MissingArtifacts& row) {
    const auto source = std::find_if(sources.begin(), sources.end(), [&](const auto& one) {
        return equals_ignoring_case(ids.at(ascii_lower(one.id)), row.source_id);
    });
    row.url = source == sources.end() ? "" : source->url;
    const auto* record = workspace.find(row.source_id);
    if (record == nullptr) {
        row.reason = Absence::no_source;
        row.command = source == sources.end() ? "" : add_command(*source, row.source_id);
        return;
    }
    const bool locked = row.reason == Absence::not_scanned && record->lock;
    row.command =
        fmt::format("skillmeat source scan {}{}", record->source.id, locked ? " --locked" : "");
}

Result<std::vector<MissingArtifacts>> find_missing(Services& services, const Workspace& workspace,
                                                   const collections::Exchange& exchange,
                                                   const std::map<std::string, std::string>& ids) {
    std::vector<std::string> artifacts;
    for (const auto& collection : exchange.collections) {
        artifacts.insert(artifacts.end(), collection.artifacts.begin(), collection.artifacts.end());
    }
    std::sort(artifacts.begin(), artifacts.end());
    artifacts.erase(std::unique(artifacts.begin(), artifacts.end()), artifacts.end());
    SKILLMEAT_ASSIGN(const auto members, members_of(services, workspace, artifacts));
    std::map<std::string, MissingArtifacts> rows;
    for (const auto& member : members) {
        if (member.status != MemberStatus::missing && member.status != MemberStatus::not_scanned) {
            continue;
        }
        auto& row = rows[ascii_lower(member.parts.source_id)];
        row.source_id = member.parts.source_id;
        row.reason =
            member.status == MemberStatus::missing ? Absence::no_artifact : Absence::not_scanned;
        row.artifacts.push_back(member.id);
    }
    std::vector<MissingArtifacts> missing;
    for (auto& [key, row] : rows) {
        explain(workspace, exchange.sources, ids, row);
        missing.push_back(std::move(row));
    }
    return missing;
}

}  // namespace

std::string_view to_string(Absence absence) {
    switch (absence) {
        case Absence::no_source:
            return "no_source";
        case Absence::not_scanned:
            return "not_scanned";
        case Absence::no_artifact:
            return "no_artifact";
    }
    return "";
}

Result<Imported> import_collections(Services& services, const Scope& scope,
                                    const ImportRequest& request) {
    SKILLMEAT_ASSIGN(const auto exchange, read_file(services, request.file));
    return import_exchange(services, scope, exchange, request.is_private, request.dry_run);
}

Result<Imported> import_exchange(Services& services, const Scope& scope,
                                 const collections::Exchange& given, bool is_private,
                                 bool dry_run) {
    Imported imported;
    const auto take_in = [&](const Workspace& workspace, CollectionFiles& files) -> Result<void> {
        auto exchange = given;
        const auto ids = map_sources(workspace, exchange.sources);
        for (auto& collection : exchange.collections) {
            rename_sources(collection.artifacts, ids);
            for (auto& group : collection.groups) {
                rename_sources(group.artifacts, ids);
            }
        }
        Import work(services, workspace, files, is_private);
        for (const auto& collection : exchange.collections) {
            SKILLMEAT_ASSIGN(auto result, work.take(collection));
            imported.changed = imported.changed || result.changed;
            imported.collections.push_back(std::move(result));
        }
        SKILLMEAT_ASSIGN(imported.missing, find_missing(services, workspace, exchange, ids));
        return {};
    };
    SKILLMEAT_TRY(edit_collections(services, scope, dry_run, take_in));
    return imported;
}

}  // namespace skillmeat::ops
