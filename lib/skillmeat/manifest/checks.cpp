#include <skillmeat/manifest/checks.hpp>

#include <skillmeat/base/edit_distance.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/model/artifact_id.hpp>
#include <skillmeat/model/artifact_ref.hpp>
#include <skillmeat/model/artifact_type.hpp>
#include <skillmeat/model/git_url.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace skillmeat::manifest {
namespace {

std::vector<std::string_view> type_names() {
    std::vector<std::string_view> names;
    for (const auto type : artifact_types) {
        names.push_back(to_string(type));
    }
    return names;
}

bool has_controls(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

bool is_glob_path(std::string_view pattern) {
    const auto segments = split(pattern, '/');
    return std::none_of(segments.begin(), segments.end(), [](std::string_view segment) {
        return segment.empty() || segment == "." || segment == "..";
    });
}

tl::unexpected<Error> refuse_exclusion(std::string_view artifact, std::string_view found,
                                       std::string hint) {
    return fail(ErrorCode::invalid_value,
                fmt::format("expected an artifact such as 'skill:./skills/pdf', a name or a path "
                            "glob, found {}{}",
                            quote(artifact), found),
                std::move(hint));
}

}  // namespace

Result<void> check_url(std::string_view url) {
    SKILLMEAT_TRY(parse_git_url(url));
    return {};
}

Result<void> check_ref(std::string_view ref) {
    if (ref.empty()) {
        return fail(ErrorCode::invalid_value,
                    "expected a branch, tag or commit, found an empty ref",
                    "leave the key out for the default branch");
    }
    return check_ref_name(ref);
}

Result<void> check_tree_path(std::string_view what, std::string_view path) {
    if (is_safe_tree_path(path)) {
        return {};
    }
    return fail(ErrorCode::invalid_value,
                fmt::format("expected a path below the repository's root without '.', '..' and "
                            "empty parts for the {}, found {}",
                            what, quote(path)),
                "write it like 'skills/pdf'");
}

Result<void> check_length(std::string_view what, std::string_view text, std::size_t max) {
    const auto length = count_characters(text);
    if (length <= max) {
        return {};
    }
    return fail(
        ErrorCode::invalid_value,
        fmt::format("expected at most {} characters for the {}, found {}", max, what, length),
        "shorten it");
}

Result<void> check_confidence(std::int64_t value) {
    if (value >= 0 && value <= 100) {
        return {};
    }
    return fail(
        ErrorCode::invalid_value,
        fmt::format("expected an integer from 0 to 100 for 'min_confidence', found {}", value));
}

Result<void> check_exclusion(std::string_view artifact) {
    if (trim(artifact) != artifact || artifact.empty() || has_controls(artifact)) {
        return refuse_exclusion(artifact, "", "take blanks at the ends and control characters out");
    }
    const auto ref = parse_exclusion(artifact);
    if (ref.is_glob) {
        return is_glob_path(ref.path)
                   ? Result<void>{}
                   : refuse_exclusion(artifact, ", a glob with an empty, '.' or '..' part",
                                      "write it like './drafts/**'");
    }
    if (ref.is_path) {
        return is_entry_path(ref.path)
                   ? Result<void>{}
                   : refuse_exclusion(artifact, ", which leaves the repository or names no file",
                                      "write the path as `skillmeat catalog list` shows it");
    }
    if (const auto colon = ref.name.find(":./"); colon != std::string::npos) {
        const auto type = check_type_name(std::string_view(ref.name).substr(0, colon));
        if (!type) {
            return refuse_exclusion(artifact, " with an unknown type", type.error().hint);
        }
    }
    if (ref.name.empty()) {
        return refuse_exclusion(artifact, ", which has no name or path", "");
    }
    return {};
}

std::string doubt_exclusion(std::string_view artifact) {
    const auto ref = parse_exclusion(artifact);
    const bool is_name = !ref.is_glob && !ref.is_path;
    if (is_name && ref.name.find('/') != std::string::npos &&
        ref.name.find_first_of("*?") != std::string::npos) {
        return fmt::format("{} is taken as a name, since a path glob begins with './'",
                           quote(artifact));
    }
    return {};
}

Result<void> check_type_name(std::string_view name) {
    if (parse_artifact_type(name)) {
        return {};
    }
    const auto names = type_names();
    const auto near = closest(name, names);
    std::vector<std::string> texts(names.begin(), names.end());
    return fail(
        ErrorCode::invalid_value,
        fmt::format("expected one of the types {}, found {}", join(texts, ", "), quote(name)),
        near ? fmt::format("did you mean {}?", quote(*near)) : std::string());
}

std::string content_key(std::string_view url, std::string_view ref, std::string_view root) {
    const auto parsed = parse_git_url(url);
    if (!parsed) {
        return {};
    }
    std::string key = comparison_key(*parsed);
    for (const auto part : {ref, root}) {
        key += '\n';
        key += part;
    }
    return key;
}

}  // namespace skillmeat::manifest
