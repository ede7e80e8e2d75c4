#include <skillmeat/discover/entries.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/discover/json.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/model/source.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace skillmeat::discover {
namespace {

constexpr std::size_t max_version = 100;  // code points

void leave_out(DiagnosticSink& sink, const EntryPlace& place, std::string_view why) {
    sink.report({Severity::warning,
                 fmt::format("{} of {} {}, and is left out", place.pointer, quote(place.file), why),
                 {place.file, 0, 0},
                 ""});
}

/// What is wrong with a name, for the end of a sentence; empty when nothing is.
std::string_view fault_of_name(const nlohmann::json& entry, const std::string& name) {
    if (!entry.is_object()) {
        return "is no object";
    }
    if (name.empty()) {
        return "has no name";
    }
    return count_characters(name) > max_name ? "has a name of more than 255 characters"
                                             : std::string_view();
}

}  // namespace

std::vector<Reference> read_entries(
    const nlohmann::json& root, const char* member, const std::string& file, DiagnosticSink& sink,
    const std::function<void(const nlohmann::json& entry, Reference& reference)>& read_source) {
    std::vector<Reference> references;
    std::size_t position = 0;
    const auto& entries = root[member];
    for (const auto& entry : entries) {
        if (position == max_entries) {
            sink.report({Severity::warning,
                         fmt::format("{} has {} entries, of which the first {} are read",
                                     quote(file), entries.size(), max_entries),
                         {file, 0, 0},
                         ""});
            break;
        }
        const EntryPlace place{file, fmt::format("/{}/{}", member, position++)};
        Reference reference;
        reference.name = text_of(entry, "name");
        if (const auto fault = fault_of_name(entry, reference.name); !fault.empty()) {
            leave_out(sink, place, fault);
            continue;
        }
        reference.description = truncate_characters(text_of(entry, "description"), max_description);
        reference.version = truncate_characters(text_of(entry, "version"), max_version);
        reference.places.push_back(place);
        read_source(entry, reference);
        if (reference.kind != ReferenceKind::command) {
            reference.target = without_credentials(reference.target);
        }
        references.push_back(std::move(reference));
    }
    return references;
}

}  // namespace skillmeat::discover
