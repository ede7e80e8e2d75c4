#include <skillmeat/discover/marketplace.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/discover/entries.hpp>
#include <skillmeat/discover/json.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/net/url.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace skillmeat::discover {
namespace {

using nlohmann::json;

bool is_commit_id(std::string_view text) {
    return (text.size() == 40 || text.size() == 64) &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string joined(std::string_view directory, std::string_view path) {
    std::string result(directory);
    if (!result.empty() && !path.empty()) {
        result += '/';
    }
    result += path;
    return result;
}

/// A directory as a marketplace writes it, without `.` parts and needless slashes; nothing when it
/// is no path inside the repository. The root is empty.
std::optional<std::string> directory_of(std::string_view path) {
    path = trim(path);
    if (path.starts_with('/') || terminal_safe(path) != path) {
        return std::nullopt;
    }
    std::string directory;
    for (const auto segment : split(path, '/')) {
        if (!segment.empty() && segment != ".") {
            directory = joined(directory, segment);
        }
    }
    return directory.empty() || is_safe_tree_path(directory) ? std::optional(directory)
                                                             : std::nullopt;
}

/// Reads the sources of one marketplace's entries.
class SourceReader {
  public:
    SourceReader(const Surroundings& surroundings, std::string plugin_root)
        : surroundings_(surroundings), plugin_root_(std::move(plugin_root)) {}

    void read(const json& entry, Reference& reference) const {
        const auto found = entry.find("source");
        if (found == entry.end()) {
            reference.notes.emplace_back(
                "it names no source: taken for the marketplace's own "
                "directory");
            read_directory("./", reference);
        } else if (found->is_string()) {
            read_directory(found->get_ref<const std::string&>(), reference);
        } else if (found->is_object()) {
            read_object(*found, reference);
        } else {
            reference.reason = "its source is neither a text nor an object";
        }
    }

  private:
    void read_directory(const std::string& text, Reference& reference) const;
    void read_object(const json& source, Reference& reference) const;
    void read_repository(const json& source, Reference& reference) const;
    [[nodiscard]] std::string read_address(const std::string& text, Reference& reference) const;
    [[nodiscard]] bool exists(const std::string& directory) const {
        return !surroundings_.has_directory || directory.empty() ||
               surroundings_.has_directory(directory);
    }

    const Surroundings& surroundings_;
    std::string plugin_root_;
};

/// A directory of the marketplace's own repository. A bare name is looked for below the
/// marketplace's `pluginRoot` first.
void SourceReader::read_directory(const std::string& text, Reference& reference) const {
    reference.kind = ReferenceKind::plugin;
    reference.target = trim(text);
    if (surroundings_.url.empty()) {
        reference.reason = "it is a directory beside a marketplace that no repository holds";
        return;
    }
    const auto path = directory_of(text);
    if (!path || text.find("://") != std::string::npos) {
        reference.reason = fmt::format("its directory {} is no path inside the repository",
                                       quote(reference.target));
        return;
    }
    auto directory = joined(surroundings_.base, *path);
    if (!plugin_root_.empty() && !reference.target.starts_with("./")) {
        auto below = joined(joined(surroundings_.base, plugin_root_), *path);
        if (exists(below)) {
            directory = std::move(below);
        }
    }
    reference.url = surroundings_.url;
    reference.ref = surroundings_.ref;
    reference.path = directory;
    if (exists(directory)) {
        reference.add = surroundings_.url;
    } else {
        reference.reason = fmt::format("the repository has no directory {}", quote(directory));
    }
}

void SourceReader::read_object(const json& source, Reference& reference) const {
    const auto kind = text_of(source, "source");
    if (kind == "github" || kind == "url" || kind == "git" || kind == "git-subdir") {
        read_repository(source, reference);
    } else if (kind == "local") {
        read_directory(text_of(source, "path"), reference);
    } else if (kind == "npm" || kind == "pip") {
        reference.kind = kind == "npm" ? ReferenceKind::npm : ReferenceKind::pip;
        reference.target = text_of(source, "package");
        reference.reason = fmt::format("it is a package of {}; packages are not installed", kind);
        if (reference.version.empty()) {
            reference.version = text_of(source, "version");
        }
    } else if (kind == "archive") {
        reference.kind = ReferenceKind::archive;
        reference.target = text_of(source, "url");
        reference.reason = "it is an archive; archives are not downloaded";
        if (net::parse_url(reference.target)) {
            reference.url = reference.target;
        }
    } else if (kind == "command") {
        reference.kind = ReferenceKind::command;
        reference.target = text_of(source, "command");
        reference.reason = "it is what a command prints; commands of an index are never run";
    } else {
        reference.target = kind;
        reference.reason = fmt::format("its source is of the unknown kind {}", quote(kind));
    }
}

/// Why entries may not name this address; empty when they may. Fills in what the address says.
std::string SourceReader::read_address(const std::string& text, Reference& reference) const {
    if (text.empty()) {
        return "its source names no repository";
    }
    const auto argument = parse_repo_argument(text);
    if (!argument) {
        return argument.error().message;
    }
    const auto& url = argument->url;
    const bool here = url.kind == GitUrl::Kind::http || url.kind == GitUrl::Kind::file;
    if (url.kind == GitUrl::Kind::path || (here && !surroundings_.local)) {
        return fmt::format("its address {} is a place on this machine",
                           quote(without_credentials(text)));
    }
    if (!argument->ref_and_path.empty()) {
        return fmt::format("its address {} is a page, not a repository",
                           quote(without_credentials(text)));
    }
    reference.url = url.text;
    reference.ref = argument->ref;
    reference.path = argument->subpath;
    return {};
}

void SourceReader::read_repository(const json& source, Reference& reference) const {
    for (const char* key : {"repo", "url"}) {
        if (reference.target.empty()) {
            reference.target = text_of(source, key);
        }
    }
    if (reference.target == "." || reference.target.starts_with("./")) {
        read_directory(reference.target + '/' + text_of(source, "path"), reference);
        return;
    }
    reference.kind = ReferenceKind::repository;
    reference.reason = read_address(reference.target, reference);
    const auto path = text_of(source, "path");
    const auto directory = directory_of(path);
    if (!directory) {
        reference.reason =
            fmt::format("its directory {} is no path inside a repository", quote(path));
    } else if (!directory->empty()) {
        reference.path = *directory;
    }
    if (auto ref = text_of(source, "ref"); !ref.empty()) {
        const auto checked = check_ref_name(ref);
        reference.reason = checked ? reference.reason : checked.error().message;
        reference.ref = checked ? std::move(ref) : std::string();
    }
    if (const auto pin = ascii_lower(text_of(source, "sha")); is_commit_id(pin)) {
        reference.commit = pin;
    } else if (source.contains("sha") && !source["sha"].is_null()) {
        // To go on without it would be to trust what the index does not.
        reference.reason = fmt::format("its pin {} is no complete commit id", quote(pin));
    }
    reference.add = reference.addable() ? reference.url : std::string();
}

std::string plugin_root_of(const json& root) {
    const auto metadata = root.find("metadata");
    const auto text = metadata == root.end() ? std::string() : text_of(*metadata, "pluginRoot");
    return directory_of(text).value_or("");
}

}  // namespace

Result<std::vector<Reference>> read_marketplace(std::string_view text, const std::string& file,
                                                const Surroundings& surroundings,
                                                DiagnosticSink& sink) {
    const auto root = parse_json(text);
    const auto refuse = [&file](std::string_view why) {
        return fail(ErrorCode::index_not_found,
                    fmt::format("{} is no marketplace: it {}", quote(file), why), "", {file, 0, 0});
    };
    if (!root) {
        return refuse("is not JSON, or nested too deeply");
    }
    if (!root->is_object() || !root->contains("plugins") || !(*root)["plugins"].is_array()) {
        return refuse("has no array 'plugins'");
    }
    const SourceReader reader(surroundings, plugin_root_of(*root));
    return read_entries(
        *root, "plugins", file, sink,
        [&reader](const json& entry, Reference& reference) { reader.read(entry, reference); });
}

std::string_view base_of_directory(std::string_view path) {
    for (const auto file : marketplace_files) {
        const auto slash = file.rfind('/');
        const auto directory = slash == std::string_view::npos ? "" : file.substr(0, slash);
        if (!directory.empty() && path == directory) {
            return {};
        }
        if (!directory.empty() && path.ends_with(directory) &&
            path[path.size() - directory.size() - 1] == '/') {
            return path.substr(0, path.size() - directory.size() - 1);
        }
    }
    return path;
}

}  // namespace skillmeat::discover
