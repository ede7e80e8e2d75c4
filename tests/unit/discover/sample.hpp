#pragma once

#include <string>
#include <vector>

#include <skillmeat/base/diagnostic.hpp>
#include <skillmeat/discover/marketplace.hpp>
#include <skillmeat/discover/site_index.hpp>

namespace skillmeat::discover {

inline const std::string claude_file(marketplace_files[0]);
inline const std::string site_url = "https://skills.test/.well-known/agent-skills/index.json";

/// As if read from a repository on GitHub.
inline Surroundings on_github() {
    Surroundings surroundings;
    surroundings.url = "https://github.com/acme/market";
    return surroundings;
}

/// A marketplace whose only plugin is `demo` with this source.
inline std::string with_source(const std::string& source) {
    return R"({"name": "m", "plugins": [{"name": "demo", "source": )" + source + "}]}";
}

/// What a marketplace on GitHub says of its only plugin.
inline Reference only(const std::string& source, const Surroundings& surroundings = on_github()) {
    DiagnosticList sink;
    const auto references = read_marketplace(with_source(source), claude_file, surroundings, sink);
    if (!references || references->size() != 1 || !sink.items.empty()) {
        return {};
    }
    return references->front();
}

/// The entries of an index with these skills.
inline std::vector<Reference> skills(const std::string& entries, DiagnosticList& sink,
                                     const std::string& head = "") {
    const auto references =
        read_site_index("{" + head + "\"skills\": [" + entries + "]}", site_url, false, sink);
    return references.value_or(std::vector<Reference>{});
}

}  // namespace skillmeat::discover
