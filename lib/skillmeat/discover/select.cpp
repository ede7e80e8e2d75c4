#include <skillmeat/discover/select.hpp>

#include <skillmeat/base/edit_distance.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/model/git_url.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace skillmeat::discover {
namespace {

using Fits = std::function<bool(const Reference&)>;

std::vector<std::size_t> all_that(const std::vector<Reference>& references, const Fits& fits) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < references.size(); ++i) {
        if (fits(references[i])) {
            found.push_back(i);
        }
    }
    return found;
}

std::vector<std::size_t> meant_by(const std::vector<Reference>& references,
                                  const std::string& name) {
    const std::vector<Fits> ways{
        [&](const auto& one) { return one.name == name; },
        [&](const auto& one) { return equals_ignoring_case(one.name, name); },
        [&](const auto& one) { return equals_ignoring_case(default_id(one), name); },
    };
    for (const auto& way : ways) {
        if (auto found = all_that(references, way); !found.empty()) {
            return found;
        }
    }
    return {};
}

std::string command_of(const Reference& reference) {
    const auto& ref = reference.commit.empty() ? reference.ref : reference.commit;
    return fmt::format("skillmeat source add {}{}{}", reference.add,
                       ref.empty() ? "" : " --ref " + ref,
                       reference.path.empty() ? "" : " --root " + reference.path);
}

tl::unexpected<Error> unknown(const std::vector<Reference>& references, const std::string& name,
                              const std::string& index) {
    std::vector<std::string_view> names;
    for (const auto& reference : references) {
        names.push_back(reference.name);
    }
    const auto near = closest(name, names);
    return fail(ErrorCode::artifact_not_found,
                fmt::format("{} lists nothing of the name {}", quote(index), quote(name)),
                near ? fmt::format("did you mean {}?", quote(*near))
                     : std::string("leave the name out to see all that is listed"));
}

tl::unexpected<Error> ambiguous(const std::vector<Reference>& references, const std::string& name,
                                const std::vector<std::size_t>& found) {
    std::vector<std::string> places;
    std::string command;
    for (const auto i : found) {
        const auto& one = references[i];
        places.push_back(fmt::format("{}#{}", one.places.front().file, one.places.front().pointer));
        if (command.empty() && one.addable()) {
            command = command_of(one);
        }
    }
    return fail(ErrorCode::ambiguous_reference,
                fmt::format("{} is the name of {} entries: {}", quote(name), found.size(),
                            join(places, ", ")),
                command.empty() ? std::string()
                                : fmt::format("add the one you mean by itself: `{}`", command));
}

}  // namespace

std::string default_id(const Reference& reference) {
    const auto url = parse_git_url(reference.url);
    return reference.add.empty() || reference.kind == ReferenceKind::skill || !url
               ? std::string()
               : default_source_id(*url, reference.path);
}

Result<std::vector<std::size_t>> select(const std::vector<Reference>& references,
                                        const std::vector<std::string>& names,
                                        const std::string& index) {
    std::vector<std::size_t> chosen;
    for (const auto& name : names) {
        const auto found = meant_by(references, name);
        if (found.empty()) {
            return unknown(references, name, index);
        }
        if (found.size() > 1) {
            return ambiguous(references, name, found);
        }
        if (std::find(chosen.begin(), chosen.end(), found.front()) == chosen.end()) {
            chosen.push_back(found.front());
        }
    }
    return chosen;
}

}  // namespace skillmeat::discover
