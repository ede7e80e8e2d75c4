#include <skillmeat/collections/read.hpp>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/model/artifact_id.hpp>
#include <skillmeat/toml/schema_number.hpp>

namespace skillmeat::collections {
namespace {

using tomlfile::Section;
using tomlfile::Value;

bool is_id(std::string_view text) {
    return text.size() == 12 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

/// Who holds a name or an id, with its line, for messages about the second one.
using Holders = std::unordered_map<std::string, int>;

/// What a table and the tables around it have read so far.
struct Names {
    Holders ids;          ///< of the whole file
    Holders collections;  ///< by name_key
};

void claim(Section& section, const Value& value, Holders& holders, std::string key,
           std::string_view what) {
    const auto [holder, added] = holders.emplace(std::move(key), value.line);
    if (!added) {
        section.fault(
            value,
            fmt::format("{} {} is taken at line {}", what, quote(*value.string()), holder->second),
            "choose another, or take one of the two out");
    }
}

void read_id(Section& section, const Value& element, std::string_view name, Holders& ids,
             std::string& target) {
    const auto* value = section.string("id");
    if (value != nullptr && is_id(*value->string())) {
        target = *value->string();
        claim(section, *value, ids, target, "id");
        return;
    }
    // Any digits will do; these are at hand and the same in every run.
    const auto hint =
        fmt::format("write id = \"{}\"", hex_digest(HashKind::sha256, name).substr(0, 12));
    if (value != nullptr) {
        section.fault(*value,
                      fmt::format("expected 12 hexadecimal digits for 'id', found {}",
                                  quote(*value->string())),
                      hint);
    } else if (section.content().find("id") == nullptr) {
        section.fault(element, "expected a key 'id', found none", hint);
    }
}

void read_name(Section& section, const Value& element, std::string_view what, Holders& names,
               std::string& target) {
    const auto* value = section.string("name");
    if (value == nullptr) {
        if (section.content().find("name") == nullptr) {
            section.fault(element,
                          fmt::format("expected a key 'name' for the {}, found none", what));
        }
        return;
    }
    target = *value->string();
    if (const auto checked = check_name(what, target); !checked) {
        section.fault(*value, checked.error());
        return;
    }
    claim(section, *value, names, name_key(target), fmt::format("name of the {}", what));
}

void read_description(Section& section, std::string& target) {
    if (const auto* value = section.string("description")) {
        target = *value->string();
        if (const auto checked = check_description(target); !checked) {
            section.fault(*value, checked.error());
        }
    }
}

void read_time(Section& section, std::string_view key, std::optional<Timestamp>& target) {
    if (const auto* value = section.timestamp(key)) {
        target = *value->timestamp();
    }
}

using Keys = std::unordered_set<std::string>;

/// The keys of what was read. `members`: of the collection, when a group is read; else null.
Keys read_artifacts(Section& section, const Keys* members, std::vector<std::string>& target) {
    Keys seen;
    const auto* value = section.array("artifacts");
    if (value == nullptr) {
        return seen;
    }
    seen.reserve(value->array()->size());
    target.reserve(value->array()->size());
    for (const auto& element : *value->array()) {
        const auto* text = element.string();
        if (text == nullptr) {
            section.fault(
                element, fmt::format("expected an artifact as a string, found {}", element.kind()));
            continue;
        }
        auto key = artifact_id_key(*text);
        const bool is_stray = members != nullptr && !members->contains(key);
        if (const auto id = parse_artifact_id(*text); !id) {
            section.fault(element, id.error());
        } else if (!seen.insert(std::move(key)).second) {
            section.fault(element, fmt::format("{} stands here twice", quote(*text)),
                          "take one of them out");
        } else if (is_stray) {
            section.fault(
                element,
                fmt::format("{} is not among the artifacts of the collection", quote(*text)),
                "add it there, or take it out here");
        } else {
            target.push_back(*text);
        }
    }
    return seen;
}

Group read_group(const Value& element, Section& above, Names& names, Holders& group_names,
                 const Keys& members) {
    Section section(*element.table(), above.path(), "[[collection.group]]", above.sink());
    Group group;
    group.origin = section.origin(element);
    read_name(section, element, "group", group_names, group.name);
    read_id(section, element, "group " + group.name, names.ids, group.id);
    read_description(section, group.description);
    read_time(section, "created_at", group.created_at);
    read_time(section, "updated_at", group.updated_at);
    static_cast<void>(read_artifacts(section, &members, group.artifacts));
    section.warn_unknown();
    return group;
}

/// The tables of an array, each a table; null when the key is absent.
const tomlfile::Array* tables(Section& section, std::string_view key, std::string_view header) {
    const auto* value = section.any(key);
    if (value == nullptr) {
        return nullptr;
    }
    if (value->array() == nullptr) {
        section.fault(*value, fmt::format("expected tables {}, found {}", header, value->kind()),
                      fmt::format("write {} with two brackets", header));
    }
    return value->array();
}

template <class Read>
void for_each_table(Section& section, std::string_view key, std::string_view header, Read read) {
    const auto* elements = tables(section, key, header);
    if (elements == nullptr) {
        return;
    }
    for (const auto& element : *elements) {
        if (element.table() == nullptr) {
            section.fault(element,
                          fmt::format("expected a table {}, found {}", header, element.kind()));
        } else {
            read(element);
        }
    }
}

Collection read_collection(const Value& element, Section& above, Names& names) {
    Section section(*element.table(), above.path(), "[[collection]]", above.sink());
    Collection collection;
    collection.origin = section.origin(element);
    read_name(section, element, "collection", names.collections, collection.name);
    read_id(section, element, "collection " + collection.name, names.ids, collection.id);
    read_description(section, collection.description);
    read_time(section, "created_at", collection.created_at);
    read_time(section, "updated_at", collection.updated_at);
    const auto members = read_artifacts(section, nullptr, collection.artifacts);
    Holders group_names;
    for_each_table(section, "group", "[[collection.group]]", [&](const Value& group) {
        collection.groups.push_back(read_group(group, section, names, group_names, members));
    });
    section.warn_unknown();
    return collection;
}

}  // namespace

std::string new_file() {
    return fmt::format("schema = {}\n", current_schema);
}

Result<void> check_schema(const tomlfile::Table& root, const std::string& path) {
    SKILLMEAT_TRY(tomlfile::read_schema_number(root, path, 1, current_schema));
    return {};
}

std::vector<Collection> read_collections(Section& top) {
    Names names;
    std::vector<Collection> collections;
    for_each_table(top, "collection", "[[collection]]", [&](const Value& element) {
        collections.push_back(read_collection(element, top, names));
    });
    return collections;
}

Result<std::vector<Collection>> read(const tomlfile::Table& root, const std::string& path,
                                     DiagnosticSink& sink) {
    SKILLMEAT_TRY(check_schema(root, path));
    DiagnosticList found;
    Section top(root, path, "the file of collections", found);
    static_cast<void>(top.any("schema"));
    auto collections = read_collections(top);
    top.warn_unknown();
    SKILLMEAT_TRY(tomlfile::report_sorted(std::move(found), sink));
    return collections;
}

}  // namespace skillmeat::collections
