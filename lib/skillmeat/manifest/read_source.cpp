#include <skillmeat/manifest/read_source.hpp>

#include <skillmeat/base/edit_distance.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/manifest/checks.hpp>
#include <skillmeat/manifest/key_names.hpp>
#include <skillmeat/model/source_id.hpp>
#include <skillmeat/toml/section.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace skillmeat::manifest {
namespace {

using tomlfile::Section;
using tomlfile::Value;

/// A string that passes `check`, into `target`. The position when it did.
Origin read_text(Section& section, std::string_view key, std::string& target, const auto& check) {
    const auto* value = section.string(key);
    if (value == nullptr) {
        return {};
    }
    const Result<void> checked = check(*value->string());
    if (!checked) {
        section.fault(*value, checked.error());
        return {};
    }
    target = *value->string();
    return section.origin(*value);
}

/// One of a few words, into `target`.
template <class T, class Parse, std::size_t N>
void read_choice(Section& section, std::string_view key, T& target, Parse parse,
                 const std::array<std::string_view, N>& words) {
    const auto* value = section.string(key);
    if (value == nullptr) {
        return;
    }
    if (const auto parsed = parse(*value->string())) {
        target = *parsed;
        return;
    }
    std::vector<std::string> quoted_words;
    for (const auto word : words) {
        quoted_words.push_back(quote(word));
    }
    const auto near = closest(*value->string(), words);
    section.fault(*value,
                  fmt::format("expected {} for {}, found {}", join(quoted_words, " or "),
                              quote(key), quote(*value->string())),
                  near ? fmt::format("did you mean {}?", quote(*near)) : std::string());
}

void read_flag(Section& section, std::string_view key, bool& target) {
    if (const auto* value = section.boolean(key)) {
        target = *value->boolean();
    }
}

void read_tag(Section& section, const Value& element, std::vector<std::string>& tags) {
    const auto* tag = element.string();
    if (tag == nullptr) {
        section.fault(element, fmt::format("expected a string as tag, found {}", element.kind()));
        return;
    }
    if (const auto checked = check_tag(*tag); !checked) {
        section.fault(element, checked.error());
        return;
    }
    const auto twin = std::find_if(tags.begin(), tags.end(), [&](const auto& other) {
        return equals_ignoring_case(other, *tag);
    });
    if (twin != tags.end()) {
        section.fault(element,
                      *twin == *tag ? fmt::format("tag {} stands here twice", quote(*tag))
                                    : fmt::format("tags {} and {} differ in case alone",
                                                  quote(*twin), quote(*tag)),
                      "take one of them out");
        return;
    }
    tags.push_back(*tag);
}

void read_tags(Section& section, std::vector<std::string>& tags) {
    const auto* value = section.array("tags");
    if (value == nullptr) {
        return;
    }
    const auto& elements = *value->array();
    for (const auto& element : elements) {
        read_tag(section, element, tags);
    }
    if (elements.size() > max_tags) {
        section.fault(elements[max_tags],
                      fmt::format("expected at most {} tags, found {}", max_tags, elements.size()),
                      "take some of them out");
    }
}

void read_mapping(Section& section, const Value& at, const std::string& path,
                  const std::string& type, std::map<std::string, ArtifactType>& map) {
    if (const auto checked = check_tree_path("mapped path", path); !checked) {
        section.fault(at, checked.error());
    } else if (const auto known = check_type_name(type); !known) {
        section.fault(at, known.error());
    } else if (!map.emplace(path, *parse_artifact_type(type)).second) {
        section.fault(at, fmt::format("path {} is mapped twice", quote(path)),
                      "take one of the two out");
    }
}

void read_map(Section& section, std::string_view key, int schema,
              std::map<std::string, ArtifactType>& map) {
    const auto* value = section.table(key);
    if (value == nullptr) {
        return;
    }
    for (const auto& [name, member] : value->table()->members) {
        if (const auto* type = member.string()) {
            read_mapping(section, member, name, *type, map);
        } else if (const auto* paths = member.array(); paths != nullptr && schema == 0) {
            for (const auto& path : *paths) {
                if (path.string() != nullptr) {
                    read_mapping(section, path, *path.string(), name, map);
                } else {
                    section.fault(path, fmt::format("expected a path, found {}", path.kind()));
                }
            }
        } else {
            section.fault(member, fmt::format("expected a type such as \"skill\" for path {}, "
                                              "found {}",
                                              quote(name), member.kind()));
        }
    }
}

Exclusion read_exclusion(const Value& element, const std::string& path, DiagnosticSink& sink) {
    Section section(*element.table(), path, "[[source.exclude]]", sink);
    Exclusion row;
    row.origin = section.origin(element);
    if (const auto* artifact = section.string("artifact")) {
        if (const auto checked = check_exclusion(*artifact->string()); !checked) {
            section.fault(*artifact, checked.error());
        } else if (auto doubt = doubt_exclusion(*artifact->string()); !doubt.empty()) {
            section.warn(*artifact, std::move(doubt), "write './' in front of it");
        }
        row.artifact = *artifact->string();
    } else if (element.table()->find("artifact") == nullptr) {
        section.fault(element, "expected a key 'artifact' in [[source.exclude]], found none",
                      "write artifact = \"type:./path\"");
    }
    read_text(section, "reason", row.reason,
              [](std::string_view text) { return check_length("reason", text, max_reason); });
    if (const auto* at = section.timestamp("at")) {
        row.at = *at->timestamp();
    }
    section.warn_unknown();
    return row;
}

void read_exclusions(Section& section, std::vector<Exclusion>& rows) {
    const auto* value = section.array("exclude");
    if (value == nullptr) {
        return;
    }
    for (const auto& element : *value->array()) {
        if (element.table() == nullptr) {
            section.fault(element, fmt::format("expected a table [[source.exclude]], found {}",
                                               element.kind()));
            continue;
        }
        rows.push_back(read_exclusion(element, section.path(), section.sink()));
    }
}

void read_visibility(Section& section, const ReadOptions& options, Source& source) {
    const bool local = options.role == Role::local;
    source.visibility = local ? Visibility::private_ : Visibility::public_;
    const auto default_value = source.visibility;
    read_choice(section, "visibility", source.visibility, parse_visibility,
                std::array<std::string_view, 2>{"public", "private"});
    if (source.visibility == default_value || options.allow_private) {
        return;
    }
    const auto& value = *section.content().find("visibility");
    const auto name = source.id.empty() ? std::string("ID") : source.id;
    if (local) {
        section.fault(value, "a public source cannot stand in the file of private sources",
                      fmt::format("take the key out, and run `skillmeat source update {} "
                                  "--visibility public`",
                                  name));
    } else {
        section.fault(value, "a private source cannot stand in the committed manifest",
                      fmt::format("run `skillmeat source update {} --visibility private`, which "
                                  "moves it",
                                  name));
    }
}

void require(Section& section, const Value& element, std::string_view key) {
    if (section.content().find(key) == nullptr) {
        section.fault(element,
                      fmt::format("expected a key {} in [[source]], found none", quote(key)));
    }
}

void read_rest(Section& section, const ReadOptions& options, Source& source) {
    read_tags(section, source.tags);
    read_choice(section, "trust", source.trust, parse_trust,
                std::array<std::string_view, 2>{"unsigned", "signed"});
    read_visibility(section, options, source);
    read_flag(section, "import_description", source.import_description);
    read_flag(section, "import_readme", source.import_readme);
    read_text(section, "description", source.description, [](std::string_view text) {
        return check_length("description", text, max_description);
    });
    read_choice(section, "transport", source.transport, parse_transport,
                std::array<std::string_view, 3>{"auto", "git", "api"});
    if (const auto* value = section.integer("min_confidence")) {
        if (const auto checked = check_confidence(*value->integer()); !checked) {
            section.fault(*value, checked.error());
        } else {
            source.min_confidence = static_cast<int>(*value->integer());
        }
    }
    read_exclusions(section, source.exclude);
}

}  // namespace

ReadSource read_source(const Value& element, const std::string& path, int schema,
                       const ReadOptions& options, DiagnosticSink& sink) {
    const auto& names = key_names(schema);
    Section section(*element.table(), path, "[[source]]", sink);
    ReadSource result;
    auto& source = result.source;
    source.origin = section.origin(element);
    require(section, element, "id");
    result.id_origin = read_text(section, "id", source.id, [](std::string_view id) {
        auto checked = check_source_id(id);
        if (!checked) {
            checked.error().hint = "write an id such as \"owner/repo\"";
        }
        return checked;
    });
    require(section, element, names.url);
    result.url_origin = read_text(section, names.url, source.url, check_url);
    read_text(section, names.ref, source.ref, check_ref);
    read_text(section, names.root, source.root,
              [](std::string_view root) { return check_tree_path("root", root); });
    read_map(section, names.map, schema, source.map);
    read_rest(section, options, source);
    section.warn_unknown();
    return result;
}

}  // namespace skillmeat::manifest
