#include <skillmeat/model/artifact_ref.hpp>

#include <skillmeat/base/glob.hpp>
#include <skillmeat/base/text.hpp>

#include <utility>

namespace skillmeat {
namespace {

/// Takes `TYPE:` off the front. Other words before a colon belong to the name (`git:commit`).
std::optional<ArtifactType> take_type(std::string_view& text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) {
        return std::nullopt;
    }
    const auto type = parse_artifact_type(text.substr(0, colon));
    if (type) {
        text.remove_prefix(colon + 1);
    }
    return type;
}

/// Takes `@SOURCE` off the end and gives the id as it is known, or nothing.
std::string take_source(std::string_view& text, std::span<const std::string> source_ids) {
    const auto at = text.rfind('@');
    if (at == std::string_view::npos) {
        return {};
    }
    for (const auto& id : source_ids) {
        if (equals_ignoring_case(id, text.substr(at + 1))) {
            text = text.substr(0, at);
            return id;
        }
    }
    return {};
}

/// `./` off the front, slashes off the end (shells complete them); `.` when nothing is left.
std::string tree_path(std::string_view text) {
    if (text.starts_with("./")) {
        text.remove_prefix(2);
    }
    while (text.ends_with('/')) {
        text.remove_suffix(1);
    }
    return text.empty() ? "." : std::string(text);
}

ArtifactRef parse_without_source(std::string_view text) {
    ArtifactRef ref;
    if (text.starts_with("./") && text.find_first_of("*?") != std::string_view::npos) {
        ref.is_glob = true;
        ref.path = tree_path(text);
        return ref;
    }
    ref.type = take_type(text);
    // `.#NAME` is one of several artifacts at the root.
    if (text == "." || text.starts_with("./") || text.starts_with(".#")) {
        ref.is_path = true;
        ref.path = tree_path(text);
    } else {
        ref.name = text;
    }
    return ref;
}

}  // namespace

Result<ArtifactRef> parse_artifact_ref(std::string_view text,
                                       std::span<const std::string> source_ids) {
    std::string_view rest = text;
    std::string source = take_source(rest, source_ids);
    ArtifactRef ref = parse_without_source(rest);
    if (!ref.is_path && !ref.is_glob && ref.name.empty()) {
        return fail(
            ErrorCode::invalid_value,
            "expected an artifact reference, found " + quote(text) + ", which has no name or path",
            "write [TYPE:]NAME[@SOURCE] or [TYPE:]./PATH[@SOURCE]");
    }
    ref.source_id = std::move(source);
    return ref;
}

ArtifactRef parse_exclusion(std::string_view text) {
    return parse_without_source(text);
}

std::string_view path_without_name(ArtifactType type, std::string_view name,
                                   std::string_view path) {
    if (path.size() > name.size() && path.ends_with(name) &&
        path[path.size() - name.size() - 1] == '#') {
        return path.substr(0, path.size() - name.size() - 1);
    }
    // A server's name may differ from its key in the file.
    return type == ArtifactType::mcp ? path.substr(0, path.rfind('#')) : path;
}

bool matches(const ArtifactRef& ref, ArtifactType type, std::string_view name,
             std::string_view path) {
    if (ref.type && *ref.type != type) {
        return false;
    }
    if (!ref.is_path && !ref.is_glob) {
        return !ref.name.empty() && ref.name == name;
    }
    const auto bare = path_without_name(type, name, path);
    if (ref.is_path) {
        return ref.path == path || ref.path == bare;
    }
    const auto fits = [&ref](std::string_view candidate) {
        return glob_match(ref.path, candidate == "." ? std::string_view() : candidate);
    };
    return fits(path) || (bare.size() != path.size() && fits(bare));
}

}  // namespace skillmeat
