#include <skillmeat/manifest/read_index.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/units.hpp>
#include <skillmeat/manifest/manifest.hpp>
#include <skillmeat/model/source_id.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace skillmeat::manifest {
namespace {

using tomlfile::Section;
using tomlfile::Value;

constexpr std::string_view noun = "index id";

Result<void> check_ttl(std::int64_t seconds) {
    if (seconds >= 0 && seconds <= max_index_ttl) {
        return {};
    }
    return fail(ErrorCode::invalid_value,
                fmt::format("expected a duration from 0s to {} for 'ttl', found {}",
                            format_duration(max_index_ttl), format_duration(seconds)));
}

/// A string with a unit, or a number of seconds.
void read_ttl(Section& section, std::optional<std::int64_t>& target) {
    const auto* value = section.any("ttl");
    if (value == nullptr) {
        return;
    }
    std::optional<std::int64_t> seconds;
    if (const auto* number = value->integer()) {
        seconds = *number;
    } else if (const auto* text = value->string()) {
        seconds = parse_duration(*text);
    }
    if (!seconds) {
        const auto found =
            value->string() != nullptr ? quote(*value->string()) : std::string(value->kind());
        section.fault(*value,
                      fmt::format("expected a duration such as \"5m\" for 'ttl', found {}", found));
    } else if (const auto checked = check_ttl(*seconds); !checked) {
        section.fault(*value, checked.error());
    } else {
        target = seconds;
    }
}

struct ReadIndex {
    SavedIndex index;
    const Value* id = nullptr;  ///< null when there is no valid id
};

ReadIndex read_index(const Value& element, Section& top) {
    Section section(*element.table(), top.path(), "[[index]]", top.sink());
    ReadIndex result;
    result.index.origin = section.origin(element);
    for (const std::string_view key : {"id", "url"}) {
        if (element.table()->find(key) == nullptr) {
            section.fault(element,
                          fmt::format("expected a key {} in [[index]], found none", quote(key)));
        }
    }
    if (const auto* id = section.string("id")) {
        if (const auto checked = check_source_id(*id->string(), noun); !checked) {
            section.fault(*id, checked.error().message, "write an id such as \"owner/repo\"");
        } else {
            result.index.id = *id->string();
            result.id = id;
        }
    }
    if (const auto* url = section.string("url")) {
        if (const auto checked = check_index_url(*url->string()); !checked) {
            section.fault(*url, checked.error());
        }
        result.index.url = *url->string();
    }
    read_ttl(section, result.index.ttl);
    section.warn_unknown();
    return result;
}

}  // namespace

std::vector<SavedIndex> read_indexes(Section& top) {
    std::vector<SavedIndex> indexes;
    const auto* value = top.any("index");
    if (value == nullptr) {
        return indexes;
    }
    if (value->array() == nullptr) {
        top.fault(*value, fmt::format("expected tables [[index]], found {}", value->kind()),
                  "write [[index]] with two brackets");
        return indexes;
    }
    for (const auto& element : *value->array()) {
        if (element.table() == nullptr) {
            top.fault(element, fmt::format("expected a table [[index]], found {}", element.kind()));
            continue;
        }
        auto read = read_index(element, top);
        const auto twin = std::find_if(indexes.begin(), indexes.end(), [&](const auto& other) {
            return equals_ignoring_case(other.id, read.index.id);
        });
        if (read.id != nullptr && twin != indexes.end()) {
            top.fault(*read.id,
                      fmt::format("index id {} is taken by {} at line {}", quote(read.index.id),
                                  quote(twin->id), twin->origin.line),
                      "choose another id, or take one of the two out");
        }
        indexes.push_back(std::move(read.index));
    }
    return indexes;
}

Result<void> check_index(const SavedIndex& index) {
    SKILLMEAT_TRY(check_source_id(index.id, noun));
    SKILLMEAT_TRY(check_index_url(index.url));
    return index.ttl ? check_ttl(*index.ttl) : Result<void>{};
}

}  // namespace skillmeat::manifest
