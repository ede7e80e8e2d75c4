#include <skillmeat/ops/deploy/deploy_contents.hpp>

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/deploy/artifact_hash.hpp>
#include <skillmeat/deploy/hooks.hpp>
#include <skillmeat/deploy/json_text.hpp>
#include <skillmeat/deploy/servers.hpp>
#include <skillmeat/detect/detector.hpp>
#include <skillmeat/model/artifact_ref.hpp>
#include <skillmeat/model/catalog_entry.hpp>
#include <skillmeat/ops/entries/artifact_identity.hpp>
#include <skillmeat/ops/sources/open_source.hpp>

namespace skillmeat::ops {
namespace {

using deploy::FileSelection;

deploy::ContentLimits content_limits(const settings::Settings& settings) {
    deploy::ContentLimits limits;
    limits.files = static_cast<std::size_t>(settings.integer("limits.artifact_files"));
    limits.file_size = static_cast<std::uint64_t>(settings.integer("limits.artifact_file_size"));
    limits.size = static_cast<std::uint64_t>(settings.integer("limits.artifact_size"));
    return limits;
}

std::string parent_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash));
}

/// An artifact on its way: which files, before any is read.
struct Job {
    ArtifactContent content;
    FileSelection files;
    FileSelection folder;
    bool wants_folder = false;
    std::vector<Job> components;
};

class ArtifactReader {
  public:
    ArtifactReader(tree::SourceTree& tree, const ContentSource& source,
                   const deploy::ContentLimits& limits)
        : tree_(tree), source_(source), limits_(limits) {}

    Result<std::vector<ArtifactContent>> read(const std::vector<WantedContent>& wanted) {
        if (std::ranges::any_of(wanted, needs_detection)) {
            SKILLMEAT_ASSIGN(detected_, detect::detect(tree_, source_.options));
        }
        std::vector<Job> jobs;
        for (const auto& one : wanted) {
            jobs.push_back(plan(one));
        }
        SKILLMEAT_TRY(fetch(jobs));
        std::vector<ArtifactContent> contents;
        for (auto& job : jobs) {
            SKILLMEAT_TRY(fill(job));
            contents.push_back(std::move(job.content));
        }
        return contents;
    }

  private:
    /// Others are known by their path alone.
    static bool needs_detection(const WantedContent& wanted) {
        return wanted.type == ArtifactType::plugin || wanted.type == ArtifactType::hook ||
               wanted.path == ".";
    }

    [[nodiscard]] std::string label(ArtifactType type, std::string_view path) const {
        return artifact_id(type, path, source_.id);
    }

    Job plan(const WantedContent& wanted) {
        Job job;
        job.content.type = wanted.type;
        job.content.name = wanted.name;
        job.content.path = wanted.path;
        const auto* found = needs_detection(wanted) ? find(wanted.type, wanted.path) : nullptr;
        if (needs_detection(wanted) && found == nullptr) {
            job.content.fault = gone(wanted);
            return job;
        }
        if (found != nullptr) {
            job.content.sha = to_entries({*found}, tree_).front().sha;
        }
        choose_files(job, wanted, found);
        if (wanted.type == ArtifactType::plugin) {
            add_components(job, wanted);
        }
        judge(job);
        return job;
    }

    [[nodiscard]] const DetectedArtifact* find(ArtifactType type, std::string_view path) const {
        const auto item = std::ranges::find_if(detected_.items, [&](const auto& artifact) {
            return artifact.type == type && artifact.path == path;
        });
        return item == detected_.items.end() ? nullptr : &*item;
    }

    [[nodiscard]] Error gone(const WantedContent& wanted) const {
        return Error{ErrorCode::artifact_not_found,
                     fmt::format("{} is not in the repository at commit {}",
                                 quote(label(wanted.type, wanted.path)),
                                 std::string_view(source_.commit).substr(0, 12)),
                     {},
                     {},
                     "run `skillmeat source scan`, then the command again"};
    }

    void choose_files(Job& job, const WantedContent& wanted, const DetectedArtifact* found) {
        const auto plain = std::string(path_without_name(wanted.type, wanted.name, wanted.path));
        const auto directory = plain == "." ? std::string() : plain;
        switch (wanted.type) {
            case ArtifactType::skill:
                job.files = found != nullptr && !found->files.empty()
                                ? deploy::files_named(tree_, "", found->files)
                                : deploy::files_below(tree_, directory);
                if (job.content.sha.empty()) {
                    job.content.sha = tree_id(tree_, directory);
                }
                return;
            case ArtifactType::agent:
            case ArtifactType::command:
                job.files = deploy::files_named(tree_, parent_of(plain), {plain});
                if (!job.files.indices.empty()) {
                    job.content.sha = tree_.files()[job.files.indices.front()].id;
                }
                return;
            case ArtifactType::hook:
                job.files = deploy::files_named(tree_, parent_of(plain), found->files);
                return;
            case ArtifactType::plugin:
                job.files = found->files.empty() ? deploy::files_below(tree_, directory)
                                                 : owned_files(*found);
                if (wanted.whole) {
                    job.wants_folder = true;
                    job.folder = deploy::files_below(tree_, directory);
                }
                return;
            case ArtifactType::mcp:
                job.files = deploy::files_named(tree_, parent_of(plain), {plain});
                return;
            case ArtifactType::bundle:
                return;
        }
    }

    /// A plugin's components may lie anywhere: paths begin at the repository's root.
    [[nodiscard]] FileSelection owned_files(const DetectedArtifact& plugin) const {
        return deploy::files_named(tree_, "", plugin.files);
    }

    void add_components(Job& job, const WantedContent& plugin) {
        for (const auto& item : detected_.items) {
            if (item.plugin == plugin.path && item.type != ArtifactType::plugin) {
                auto component = plan({item.type, item.name, item.path, false});
                // Found by detection, so its identity is to be had without its path.
                component.content.sha = to_entries({item}, tree_).front().sha;
                job.components.push_back(std::move(component));
            }
        }
    }

    void judge(Job& job) const {
        const auto what = label(job.content.type, job.content.path);
        if (job.content.type == ArtifactType::bundle) {
            job.content.fault =
                Error{ErrorCode::not_deployable,
                      fmt::format("{} is a bundle: no agent reads it as it is", quote(what)),
                      {},
                      {},
                      "deploy what is in it"};
            return;
        }
        auto checked = deploy::check_files(tree_, job.files, limits_, what);
        if (checked && job.wants_folder) {
            checked = deploy::check_files(tree_, job.folder, limits_, what);
        }
        if (!checked) {
            job.content.fault = std::move(checked).error();
        }
    }

    static void collect(const Job& job, std::set<std::size_t>& indices) {
        if (!job.content.fault) {
            indices.insert(job.files.indices.begin(), job.files.indices.end());
            indices.insert(job.folder.indices.begin(), job.folder.indices.end());
            for (const auto& component : job.components) {
                collect(component, indices);
            }
        }
    }

    Result<void> fetch(const std::vector<Job>& jobs) {
        std::set<std::size_t> indices;
        for (const auto& job : jobs) {
            collect(job, indices);
        }
        const std::vector<std::size_t> wanted(indices.begin(), indices.end());
        return wanted.empty() ? Result<void>() : tree_.prefetch(wanted);
    }

    /// Faults of the content are the artifact's; others end the command.
    static bool is_fault(const Error& error) {
        switch (error.code) {
            case ErrorCode::unsafe_path:
            case ErrorCode::too_large:
            case ErrorCode::integrity_failed:
            case ErrorCode::objects_missing:
            case ErrorCode::not_deployable:
                return true;
            default:
                return false;
        }
    }

    Result<void> fill(Job& job) {
        auto& content = job.content;
        if (content.fault) {
            return {};
        }
        auto filled = read_files(job);
        if (!filled) {
            if (!is_fault(filled.error())) {
                return filled;
            }
            content.fault = std::move(filled).error();
            return {};
        }
        for (auto& component : job.components) {
            SKILLMEAT_TRY(fill(component));
            content.components.push_back(std::move(component.content));
        }
        return {};
    }

    Result<void> read_files(Job& job) {
        auto& content = job.content;
        const auto what = label(content.type, content.path);
        SKILLMEAT_ASSIGN(auto contents, deploy::read_contents(tree_, job.files, limits_, what));
        if (job.wants_folder) {
            SKILLMEAT_ASSIGN(auto folder, deploy::read_contents(tree_, job.folder, limits_, what));
            content.folder = std::make_shared<const deploy::Contents>(std::move(folder));
        }
        if (content.type == ArtifactType::mcp) {
            SKILLMEAT_TRY(take_entry(content, contents, what));
        } else if (content.type == ArtifactType::hook) {
            take_hook(content, contents);
        }
        content.contents = std::make_shared<const deploy::Contents>(std::move(contents));
        return {};
    }

    /// The server's entry stands for the file it is in, which may hold others.
    Result<void> take_entry(ArtifactContent& content, deploy::Contents& contents,
                            const std::string& what) const {
        const auto& name = content.name;
        const auto entry = deploy::find_server(contents.files.front().bytes, name);
        if (!entry) {
            return fail(
                ErrorCode::not_deployable,
                fmt::format("{} says where a server is published, not how it is run", quote(what)));
        }
        SKILLMEAT_ASSIGN(content.json, deploy::one_line_json(*entry));
        const auto digest = hex_digest(HashKind::sha256, content.json);
        contents.files = {{name, false, content.json, digest}};
        contents.hash =
            deploy::artifact_hash({{name, tree::mode_file, content.json.size(), digest}});
        return {};
    }

    void take_hook(ArtifactContent& content, const deploy::Contents& contents) const {
        const auto base = parent_of(content.path);
        const auto own = content.path.substr(base.empty() ? 0 : base.size() + 1);
        for (const auto& file : contents.files) {
            content.json = file.path == own ? file.bytes : content.json;
        }
        for (const auto& line : deploy::hook_commands(content.json)) {
            for (const auto& word : deploy::path_words(line.command)) {
                const auto name = word.substr(word.rfind('/') + 1);  // npos + 1 is 0
                const bool its_own = std::ranges::any_of(
                    contents.files, [&](const auto& file) { return file.path == name; });
                if (!its_own && tree::find_file(tree_, word) != tree::npos) {
                    content.missing_files.push_back(word);
                }
            }
        }
    }

    tree::SourceTree& tree_;
    const ContentSource& source_;
    const deploy::ContentLimits& limits_;
    DetectionResult detected_;
};

Result<void> check_tree(const tree::SourceTree& tree, const ContentSource& source) {
    if (source.tree.empty() || tree_id(tree, source.options.root) == source.tree) {
        return {};
    }
    if (source.commit.empty()) {
        return fail(
            ErrorCode::lock_outdated,
            fmt::format("the directory of {} is not as it was scanned", quote(source.id)),
            fmt::format("run `skillmeat source scan {}`, then the command again", source.id));
    }
    return fail(ErrorCode::integrity_failed,
                fmt::format("commit {} of {} does not have the tree the lock names", source.commit,
                            quote(source.id)),
                "look at the lock file; `skillmeat source scan` writes it anew");
}

}  // namespace

Result<std::vector<ArtifactContent>> read_artifacts(Services& services, const Scope& scope,
                                                    const settings::Settings& settings,
                                                    const ContentSource& source,
                                                    const std::vector<WantedContent>& wanted) {
    auto options = read_options(settings);
    options.fetch.offline = source.offline;
    const auto reader = make_reader(services, options, source.transport);
    SKILLMEAT_ASSIGN(const auto resolved, resolve_source(reader, scope, source.url, source.commit));
    SKILLMEAT_ASSIGN(const auto tree, open_tree(reader, resolved));
    SKILLMEAT_TRY(check_tree(*tree, source));
    const auto limits = content_limits(settings);
    return ArtifactReader(*tree, source, limits).read(wanted);
}

}  // namespace skillmeat::ops
