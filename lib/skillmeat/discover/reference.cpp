#include <skillmeat/discover/reference.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/git_url.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

namespace skillmeat::discover {
namespace {

void add_once(std::vector<std::string>& texts, std::string text) {
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) {
        texts.push_back(std::move(text));
    }
}

std::string shown(const EntryPlace& place) {
    return fmt::format("{}#{}", place.file, place.pointer);
}

/// What was said of a thing elsewhere joins what the first said. `other` has one place.
void join_into(Reference& reference, Reference other) {
    if (reference.description.empty()) {
        reference.description = std::move(other.description);
    }
    if (reference.version.empty()) {
        reference.version = std::move(other.version);
    } else if (!other.version.empty() && other.version != reference.version) {
        add_once(reference.notes, fmt::format("{} says version {}", shown(other.places.front()),
                                              quote(other.version)));
    }
    for (auto& note : other.notes) {
        add_once(reference.notes, std::move(note));
    }
    const auto& file = other.places.front().file;
    if (std::any_of(reference.places.begin(), reference.places.end(),
                    [&](const auto& place) { return place.file == file; })) {
        add_once(reference.notes, fmt::format("{} lists it twice", file));
    }
    reference.places.push_back(std::move(other.places.front()));
}

}  // namespace

std::string_view to_string(ReferenceKind kind) {
    constexpr std::array<std::string_view, 8> names{"repository", "plugin", "skill",   "archive",
                                                    "npm",        "pip",    "command", "unknown"};
    return names[static_cast<std::size_t>(kind)];
}

std::string identity_of(const Reference& reference) {
    const auto url = parse_git_url(reference.url);
    const bool is_repository =
        reference.kind == ReferenceKind::repository || reference.kind == ReferenceKind::plugin;
    const auto place = is_repository && url    ? comparison_key(*url)
                       : reference.url.empty() ? reference.target
                                               : reference.url;
    return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}", reference.name,
                       is_repository ? "repository" : to_string(reference.kind), place,
                       reference.path, reference.ref, reference.commit, reference.digest);
}

std::vector<Reference> merge(std::vector<Reference> references) {
    std::vector<Reference> merged;
    std::map<std::string, std::size_t> known;
    for (auto& reference : references) {
        const auto [twin, fresh] = known.emplace(identity_of(reference), merged.size());
        if (fresh) {
            merged.push_back(std::move(reference));
        } else {
            join_into(merged[twin->second], std::move(reference));
        }
    }
    std::stable_sort(merged.begin(), merged.end(), [](const auto& a, const auto& b) {
        return std::tie(a.name, a.url, a.path) < std::tie(b.name, b.url, b.path);
    });
    return merged;
}

}  // namespace skillmeat::discover
