#include <skillmeat/ops/sources/tag_hints.hpp>

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include <skillmeat/base/edit_distance.hpp>
#include <skillmeat/base/text.hpp>

namespace skillmeat::ops {

void warn_unknown_tags(DiagnosticSink& sink, const std::vector<std::string>& wanted,
                       const std::set<std::string>& known) {
    const std::vector<std::string_view> names(known.begin(), known.end());
    for (const auto& tag : wanted) {
        if (std::any_of(names.begin(), names.end(),
                        [&](auto name) { return equals_ignoring_case(name, tag); })) {
            continue;
        }
        const auto near = closest(tag, names);
        sink.report({Severity::warning,
                     fmt::format("nothing here has the tag {}", quote(tag)),
                     {},
                     near ? fmt::format("did you mean {}?", quote(*near)) : ""});
    }
}

}  // namespace skillmeat::ops
