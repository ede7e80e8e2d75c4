#include <skillmeat/model/artifact_id.hpp>

#include <algorithm>
#include <utility>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/model/source_id.hpp>

namespace skillmeat {
namespace {

bool has_controls(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

/// `./a/b` as `a/b`; `.` and `.#NAME` as they are; nothing else is the path of an id.
bool take_dot(std::string_view& path) {
    if (path.starts_with("./")) {
        path.remove_prefix(2);
        return path != "." && !path.starts_with(".#");
    }
    return path == "." || path.starts_with(".#");
}

std::string_view last_part(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

}  // namespace

bool is_entry_path(std::string_view path) {
    if (has_controls(path)) {
        return false;
    }
    if (path == "." || path.starts_with(".#") || is_safe_tree_path(path)) {
        return true;
    }
    for (auto hash = path.find('#'); hash != std::string_view::npos;
         hash = path.find('#', hash + 1)) {
        if (is_safe_tree_path(path.substr(0, hash))) {
            return true;
        }
    }
    return false;
}

Result<ArtifactId> parse_artifact_id(std::string_view text) {
    const auto colon = text.find(':');
    const auto at = text.rfind('@');
    if (colon != std::string_view::npos && at != std::string_view::npos && colon < at) {
        const auto type = parse_artifact_type(text.substr(0, colon));
        auto path = text.substr(colon + 1, at - colon - 1);
        const auto source = text.substr(at + 1);
        if (type && take_dot(path) && is_entry_path(path) && check_source_id(source)) {
            return ArtifactId{*type, std::string(path), std::string(source)};
        }
    }
    return fail(ErrorCode::invalid_value,
                "expected an artifact in full, such as 'skill:./skills/pdf@anthropics/skills', "
                "found " +
                    quote(text),
                "`skillmeat catalog list --format json` shows them in full");
}

std::string artifact_id_key(std::string_view id) {
    const auto at = id.rfind('@');
    if (at == std::string_view::npos) {
        return std::string(id);
    }
    return std::string(id.substr(0, at)) + ascii_lower(id.substr(at));
}

std::string likely_name(const ArtifactId& id) {
    if (const auto hash = id.path.find('#'); hash != std::string::npos) {
        return id.path.substr(hash + 1);
    }
    if (id.path == ".") {
        return std::string(last_part(id.source_id));
    }
    auto name = last_part(id.path);
    for (const std::string_view extension : {".md", ".toml", ".json"}) {
        if (name.size() > extension.size() && name.ends_with(extension)) {
            name.remove_suffix(extension.size());
            break;
        }
    }
    return std::string(name);
}

}  // namespace skillmeat
