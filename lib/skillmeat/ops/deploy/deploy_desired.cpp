#include <skillmeat/ops/deploy/deploy_desired.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/deploy/hooks.hpp>
#include <skillmeat/deploy/names.hpp>
#include <skillmeat/deploy/servers.hpp>
#include <skillmeat/model/catalog_entry.hpp>

namespace skillmeat::ops {
namespace {

using deploy::Format;
using deploy::Method;
using deploy::TargetPlace;

constexpr std::string_view cursor_settings = "{\n  \"version\": 1\n}\n";
constexpr std::string_view json_settings = "{}\n";
constexpr std::size_t longest_server_name = 128;

std::string last_part(std::string_view path) {
    return std::string(path.substr(path.rfind('/') + 1));  // npos + 1 is 0
}

/// The manifest that makes a folder a plugin for an agent.
std::string_view manifest_of(Format format) {
    switch (format) {
        case Format::claude_plugin:
            return ".claude-plugin/plugin.json";
        case Format::cursor_plugin:
            return ".cursor-plugin/plugin.json";
        case Format::gemini_plugin:
            return "gemini-extension.json";
        default:
            return {};
    }
}

/// OpenCode stops with an error when `tools` is a list of words, as others write it.
bool has_tools_as_text(std::string_view markdown) {
    if (!markdown.starts_with("---")) {
        return false;
    }
    const auto head = markdown.substr(0, markdown.find("\n---", 3));
    const auto at = head.find("\ntools:");
    if (at == std::string_view::npos) {
        return false;
    }
    const auto rest = head.substr(at + 7);
    const auto value = trim(rest.substr(0, rest.find('\n')));
    const auto next = rest.find('\n') == std::string_view::npos ? std::string_view()
                                                                : rest.substr(rest.find('\n') + 1);
    return value.empty() ? trim(next).starts_with('-') : !value.starts_with('{');
}

/// Fills in one deployment. Each step adds what it installs; a refusal ends it.
class Builder {
  public:
    Builder(const DesiredPlace& place, Deployment base) : place_(place) {
        desired_.row = std::move(base);
        desired_.row.status = DeploymentStatus::active;
        agent_ = place.targets.name(desired_.row.agent);
    }

    Desired build(const ArtifactContent& content) && {
        auto built = content.type == ArtifactType::plugin ? add_plugin(content) : add(content);
        if (!built) {
            desired_.refusal = std::move(built).error();
        }
        finish(content);
        return std::move(desired_);
    }

  private:
    [[nodiscard]] std::string what(const ArtifactContent& content) const {
        return fmt::format("{} {}", to_string(content.type), content.name);
    }

    Result<void> add(const ArtifactContent& content) {
        if (content.fault) {
            return fail(*content.fault);
        }
        SKILLMEAT_ASSIGN(const auto target, place_.targets.place(desired_.row.agent, content.type));
        switch (target.method) {
            case Method::directory:
                return add_folder(target, content, content.contents);
            case Method::file:
                return content.type == ArtifactType::hook ? add_hook_file(target, content)
                                                          : add_file(target, content);
            case Method::settings:
                return content.type == ArtifactType::hook ? add_hook_values(target, content)
                                                          : add_server(target, content);
        }
        return {};
    }

    Result<std::string> name_of(const ArtifactContent& content, char separator) {
        auto name = deploy::installed_names(content.name, content.path, separator);
        if (!name) {
            return fail(
                ErrorCode::not_deployable,
                fmt::format("nothing of the name {} can stand in a path", quote(content.name)));
        }
        auto plain = content.name;
        std::ranges::replace(plain, ':', separator);
        if (*name != plain) {
            desired_.notes.push_back(
                fmt::format("{} is installed as {}", quote(content.name), quote(*name)));
        }
        return *std::move(name);
    }

    void set_target(const std::string& path) {
        if (desired_.row.target.empty()) {
            desired_.row.target = path;
        }
    }

    Result<void> add_folder(const TargetPlace& target, const ArtifactContent& content,
                            std::shared_ptr<const deploy::Contents> contents) {
        SKILLMEAT_ASSIGN(const auto name, name_of(content, '-'));
        SKILLMEAT_ASSIGN(const auto folder, place_.resolve(target.path));
        DesiredPart part;
        part.path = folder + '/' + name;
        part.directory = true;
        for (const auto& file : contents->files) {
            part.files.push_back(&file);
        }
        part.contents = std::move(contents);
        set_target(part.path);
        return add_part(std::move(part));
    }

    /// Two components of a plugin may have one name.
    Result<void> add_part(DesiredPart part) {
        if (std::ranges::any_of(desired_.parts,
                                [&](const auto& other) { return other.path == part.path; })) {
            return fail(ErrorCode::already_exists,
                        fmt::format("something else of it is installed at {}", quote(part.path)));
        }
        for (const auto& note : part.contents->notes) {
            if (std::ranges::find(desired_.notes, note) == desired_.notes.end()) {
                desired_.notes.push_back(note);
            }
        }
        desired_.parts.push_back(std::move(part));
        return {};
    }

    Result<void> add_file(const TargetPlace& target, const ArtifactContent& content) {
        const auto& file = content.contents->files.front();
        SKILLMEAT_TRY(check_format(target, content, file));
        SKILLMEAT_ASSIGN(const auto name, name_of(content, target.nested ? '/' : '-'));
        SKILLMEAT_ASSIGN(const auto folder, place_.resolve(target.path));
        return add_single(folder + '/' + name + target.suffix, file, content.contents);
    }

    Result<void> add_single(const std::string& path, const deploy::ContentFile& file,
                            std::shared_ptr<const deploy::Contents> contents) {
        DesiredPart part;
        part.path = path;
        part.files = {&file};
        part.contents = std::move(contents);
        set_target(part.path);
        return add_part(std::move(part));
    }

    Result<void> check_format(const TargetPlace& target, const ArtifactContent& content,
                              const deploy::ContentFile& file) const {
        const bool toml = file.path.ends_with(".toml");
        const bool wants_toml = target.format == Format::toml;
        if (toml != wants_toml) {
            return fail(ErrorCode::not_deployable,
                        fmt::format("{} reads {}s as {}, and {} is {}", agent_,
                                    to_string(content.type), wants_toml ? "TOML" : "Markdown",
                                    quote(content.path), toml ? "TOML" : "not"));
        }
        if (target.format == Format::opencode_agent && has_tools_as_text(file.bytes)) {
            return fail(ErrorCode::not_deployable,
                        fmt::format("{} wants `tools` as a table, and {} has words", agent_,
                                    quote(content.path)));
        }
        return {};
    }

    /// Scripts go beside the other hooks of the agent; the commands must look for them there.
    Result<void> add_scripts(const std::string& folder, const ArtifactContent& content,
                             const std::vector<deploy::RunLine>& commands) {
        if (!content.missing_files.empty()) {
            return fail(ErrorCode::not_deployable,
                        fmt::format("a command of {} needs {}, which is no part of it",
                                    quote(what(content)), quote(content.missing_files.front())));
        }
        const auto own = last_part(content.path);
        for (const auto& file : content.contents->files) {
            if (file.path == own) {
                continue;
            }
            const auto path = folder + '/' + file.path;
            for (const auto& line : commands) {
                for (const auto& word : deploy::path_words(line.command)) {
                    if (last_part(word) == file.path && word != path) {
                        return fail(
                            ErrorCode::not_deployable,
                            fmt::format("a command of {} looks for {}, which would be at {}",
                                        quote(what(content)), quote(word), quote(path)));
                    }
                }
            }
            SKILLMEAT_TRY(add_single(path, file, content.contents));
        }
        return {};
    }

    Result<void> add_hook_file(const TargetPlace& target, const ArtifactContent& content) {
        SKILLMEAT_ASSIGN(const auto hooks, deploy::read_hook_file(content.json, target.format,
                                                                  what(content), agent_));
        SKILLMEAT_ASSIGN(const auto name, name_of(content, '-'));
        const auto own = last_part(content.path);
        const auto file =
            std::ranges::find(content.contents->files, own, &deploy::ContentFile::path);
        SKILLMEAT_ASSIGN(const auto folder, place_.resolve(target.path));
        SKILLMEAT_TRY(add_single(folder + '/' + name + target.suffix, *file, content.contents));
        append(desired_.commands, hooks.commands);
        return add_scripts(folder + '/' + name, content, hooks.commands);
    }

    Result<void> add_hook_values(const TargetPlace& target, const ArtifactContent& content) {
        SKILLMEAT_ASSIGN(const auto hooks, deploy::read_hook_file(content.json, target.format,
                                                                  what(content), agent_));
        SKILLMEAT_ASSIGN(const auto name, name_of(content, '-'));
        SKILLMEAT_ASSIGN(const auto file, place_.resolve(target.path));
        set_target(file);
        desired_.settings[file] =
            target.format == Format::cursor_hooks ? cursor_settings : json_settings;
        for (const auto& entry : hooks.entries) {
            desired_.values.push_back({file, {target.key, entry.event}, entry.value, true});
        }
        append(desired_.commands, hooks.commands);
        const auto folder =
            target.path.substr(0, target.path.size() - last_part(target.path).size());
        SKILLMEAT_ASSIGN(const auto scripts, place_.resolve(folder + "hooks"));
        return add_scripts(scripts + '/' + name, content, hooks.commands);
    }

    Result<void> add_server(const TargetPlace& target, const ArtifactContent& content) {
        const bool printable = std::ranges::none_of(
            content.name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
        if (content.name.empty() || content.name.size() > longest_server_name || !printable) {
            return fail(ErrorCode::not_deployable,
                        fmt::format("{} is no name for a server", quote(content.name)));
        }
        SKILLMEAT_ASSIGN(auto server, deploy::read_server(content.json, content.name, target.format,
                                                          what(content), agent_));
        SKILLMEAT_ASSIGN(const auto file, place_.resolve(target.path));
        set_target(file);
        desired_.settings[file] = file.ends_with(".toml") ? std::string_view() : json_settings;
        desired_.values.push_back(
            {file, {target.key, content.name}, std::move(server.value), false});
        desired_.commands.push_back(std::move(server.run));
        return {};
    }

    Result<void> add_plugin(const ArtifactContent& plugin) {
        if (plugin.fault) {
            return fail(*plugin.fault);
        }
        const auto target = place_.targets.place(desired_.row.agent, ArtifactType::plugin);
        if (target && plugin.folder != nullptr) {
            const auto manifest = manifest_of(target->format);
            const bool there = std::ranges::any_of(
                plugin.folder->files, [&](const auto& file) { return file.path == manifest; });
            if (there) {
                add_component_commands(plugin);
                return add_folder(*target, plugin, plugin.folder);
            }
        }
        return add_components(plugin);
    }

    void add_component_commands(const ArtifactContent& plugin) {
        for (const auto& component : plugin.components) {
            if (component.type == ArtifactType::hook) {
                append(desired_.commands, deploy::hook_commands(component.json));
            } else if (component.type == ArtifactType::mcp && !component.json.empty()) {
                desired_.commands.push_back(deploy::server_command(component.json, component.name));
            }
        }
    }

    /// What the agent takes of a plugin; the rest is said. Nothing at all is a refusal.
    Result<void> add_components(const ArtifactContent& plugin) {
        desired_.row.target = ".";
        std::vector<std::string> left_out;
        for (const auto& component : plugin.components) {
            auto kept = desired_;
            auto added = add(component);
            if (!added) {
                desired_ = std::move(kept);
                left_out.push_back(
                    fmt::format("without {}: {}", what(component), added.error().message));
            }
        }
        if (desired_.parts.empty() && desired_.values.empty()) {
            return fail(ErrorCode::not_deployable,
                        left_out.empty()
                            ? fmt::format("the plugin {} has nothing that {} reads",
                                          quote(plugin.name), agent_)
                            : fmt::format("{} reads nothing of the plugin {}; {}", agent_,
                                          quote(plugin.name), left_out.front()));
        }
        append(desired_.notes, left_out);
        return {};
    }

    template <class Item>
    static void append(std::vector<Item>& to, const std::vector<Item>& from) {
        to.insert(to.end(), from.begin(), from.end());
    }

    /// Files of the row are those of its parts, each once.
    void finish(const ArtifactContent& content) {
        auto& row = desired_.row;
        for (const auto& part : desired_.parts) {
            for (const auto* file : part.files) {
                row.files.push_back({part.directory ? part.path + '/' + file->path : part.path,
                                     file->executable ? "100755" : "100644", file->sha256});
            }
        }
        std::ranges::sort(row.files, {}, &DeployedFile::path);
        const bool whole = content.folder != nullptr && row.target != ".";
        const auto& hashed = whole ? content.folder : content.contents;
        row.hash = hashed == nullptr ? std::string() : hashed->hash;
        if (desired_.parts.empty()) {
            row.mode = DeployMode::copy;
        }
    }

    const DesiredPlace& place_;
    std::string agent_;
    Desired desired_;
};

}  // namespace

Desired make_desired(const DesiredPlace& place, Deployment base, const ArtifactContent& content) {
    return Builder(place, std::move(base)).build(content);
}

std::vector<deploy::Finding> hidden_characters(const Desired& desired) {
    constexpr std::size_t most = 20;
    std::vector<deploy::Finding> findings;
    for (const auto& part : desired.parts) {
        for (const auto* file : part.files) {
            const auto path = part.directory ? part.path + '/' + file->path : part.path;
            auto found = deploy::find_hidden(path, file->bytes, most - findings.size());
            std::ranges::move(found, std::back_inserter(findings));
        }
    }
    for (const auto& value : desired.values) {
        const auto text = join(value.key, ".") + ' ' + value.value;
        auto found = deploy::find_hidden(value.file, text, most - findings.size());
        std::ranges::move(found, std::back_inserter(findings));
    }
    return findings;
}

Error flagged(const std::string& artifact, const std::vector<deploy::Finding>& findings,
              std::string hint) {
    Error error;
    error.code = ErrorCode::flagged_content;
    error.message = fmt::format(
        "{} holds characters that people cannot see: {}{}", quote(artifact),
        deploy::to_string(findings.front()),
        findings.size() == 1 ? std::string() : fmt::format(" and {} more", findings.size() - 1));
    error.hint = std::move(hint);
    return error;
}

}  // namespace skillmeat::ops
