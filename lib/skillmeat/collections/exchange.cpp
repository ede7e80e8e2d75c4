#include <skillmeat/collections/exchange.hpp>

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/collections/edit.hpp>
#include <skillmeat/collections/read.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/model/source_id.hpp>
#include <skillmeat/toml/section.hpp>
#include <skillmeat/toml/serialize.hpp>

namespace skillmeat::collections {
namespace {

using tomlfile::Section;
using tomlfile::Value;

constexpr std::string_view head =
    "# collections exported by skillmeat; `skillmeat collection import FILE` reads them\n";

void append_key(std::string& text, std::string_view key, const Value& value) {
    text += fmt::format("{} = {}\n", key, tomlfile::value_text(value));
}

std::string to_text(const Source& source) {
    std::string text = "[[source]]\n";
    append_key(text, "id", source.id);
    append_key(text, "url", source.url);
    if (!source.ref.empty()) {
        append_key(text, "ref", source.ref);
    }
    if (!source.root.empty()) {
        append_key(text, "root", source.root);
    }
    if (!source.map.empty()) {
        tomlfile::Table map;
        for (const auto& mapping : source.map) {
            map.set(mapping.first, to_string(mapping.second));
        }
        append_key(text, "map", map);
    }
    return text;
}

Collection without_times(Collection collection) {
    collection.created_at.reset();
    collection.updated_at.reset();
    for (auto& group : collection.groups) {
        group.created_at.reset();
        group.updated_at.reset();
    }
    return collection;
}

Result<void> check_path(std::string_view path) {
    const bool has_controls = std::any_of(
        path.begin(), path.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    if (is_safe_tree_path(path) && !has_controls) {
        return {};
    }
    return fail(ErrorCode::invalid_value,
                fmt::format("expected a path below the repository's root without '.', '..' and "
                            "empty parts, found {}",
                            quote(path)));
}

/// A string that passes `check`, into `target`.
template <class Check>
void read_text(Section& section, std::string_view key, std::string& target, Check check) {
    if (const auto* value = section.string(key)) {
        target = *value->string();
        const Result<void> checked = check(target);
        if (!checked) {
            section.fault(*value, checked.error());
        }
    }
}

void require(Section& section, const Value& element, std::string_view key) {
    if (section.content().find(key) == nullptr) {
        section.fault(element,
                      fmt::format("expected a key {} in [[source]], found none", quote(key)));
    }
}

void read_map(Section& section, std::map<std::string, ArtifactType>& map) {
    const auto* value = section.table("map");
    if (value == nullptr) {
        return;
    }
    for (const auto& [path, member] : value->table()->members) {
        const auto type =
            member.string() == nullptr ? std::nullopt : parse_artifact_type(*member.string());
        if (const auto checked = check_path(path); !checked) {
            section.fault(member, checked.error());
        } else if (!type) {
            section.fault(
                member, fmt::format("expected a type such as \"skill\" for path {}", quote(path)));
        } else {
            map.emplace(path, *type);
        }
    }
}

Source read_source(const Value& element, Section& above) {
    Section section(*element.table(), above.path(), "[[source]]", above.sink());
    Source source;
    source.origin = section.origin(element);
    require(section, element, "id");
    read_text(section, "id", source.id, [](std::string_view id) { return check_source_id(id); });
    require(section, element, "url");
    read_text(section, "url", source.url, [](std::string_view url) -> Result<void> {
        SKILLMEAT_TRY(parse_git_url(url));
        return {};
    });
    read_text(section, "ref", source.ref, check_ref_name);
    read_text(section, "root", source.root, check_path);
    read_map(section, source.map);
    section.warn_unknown();
    return source;
}

std::vector<Source> read_sources(Section& top) {
    std::vector<Source> sources;
    const auto* value = top.array("source");
    if (value == nullptr) {
        return sources;
    }
    std::set<std::string> ids;
    for (const auto& element : *value->array()) {
        if (element.table() == nullptr) {
            top.fault(element,
                      fmt::format("expected a table [[source]], found {}", element.kind()));
            continue;
        }
        sources.push_back(read_source(element, top));
        if (const auto& id = sources.back().id;
            !id.empty() && !ids.insert(ascii_lower(id)).second) {
            top.fault(element, fmt::format("source id {} stands here twice", quote(id)),
                      "take one of the two out");
        }
    }
    return sources;
}

}  // namespace

std::string write_exchange(const Exchange& exchange) {
    std::string text(head);
    text += new_file();
    auto sources = exchange.sources;
    std::sort(sources.begin(), sources.end(),
              [](const auto& a, const auto& b) { return a.id < b.id; });
    for (const auto& source : sources) {
        text += "\n" + to_text(source);
    }
    for (const auto& collection : exchange.collections) {
        text += "\n" + to_text(without_times(collection));
    }
    return text;
}

Result<Exchange> read_exchange(const tomlfile::Table& root, const std::string& path,
                               DiagnosticSink& sink) {
    SKILLMEAT_TRY(check_schema(root, path));
    DiagnosticList found;
    Section top(root, path, "the file of exported collections", found);
    static_cast<void>(top.any("schema"));
    Exchange exchange;
    exchange.sources = read_sources(top);
    exchange.collections = read_collections(top);
    top.warn_unknown();
    SKILLMEAT_TRY(tomlfile::report_sorted(std::move(found), sink));
    return exchange;
}

}  // namespace skillmeat::collections
