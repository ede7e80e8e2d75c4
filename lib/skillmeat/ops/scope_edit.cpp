#include <skillmeat/ops/scope_edit.hpp>

#include <algorithm>
#include <memory>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/manifest/edit.hpp>
#include <skillmeat/ops/deploy/apply_changes.hpp>
#include <skillmeat/ops/effective_settings.hpp>
#include <skillmeat/ops/project_registry.hpp>
#include <skillmeat/ops/sources/counts.hpp>

namespace skillmeat::ops {
namespace {

constexpr std::string_view project_ignore =
    "# written by skillmeat: machine-local files stay out of version control\n"
    "*\n"
    "!.gitignore\n"
    "!deployments.toml\n";
constexpr std::string_view local_ignore = "*\n";
constexpr std::uint32_t private_directory = 0700;
constexpr std::uint32_t private_file = 0600;

Result<void> write_if_missing(Services& services, const sys::Path& path, std::string_view text) {
    SKILLMEAT_ASSIGN(const auto stat, services.files.lstat(path));
    if (!stat) {
        SKILLMEAT_TRY(services.files.write(path, text));
    }
    return {};
}

void say_waiting(void* context, const sys::Path& path) {
    static_cast<DiagnosticSink*>(context)->report(
        {Severity::note,
         fmt::format("waiting for another skillmeat to finish ({})", path.string()),
         {},
         ""});
}

/// `lock_timeout` comes from the environment or the user's settings; a manifest that cannot be read
/// is reported where it is read, not here.
std::int64_t lock_timeout_ms(Services& services) {
    DiagnosticList unused;
    Services quiet{services.files, services.clock, services.environment, services.processes,
                   unused};
    const auto settings = user_settings(quiet);
    const auto seconds =
        settings ? settings->seconds("lock_timeout") : settings::built_in().seconds("lock_timeout");
    return seconds * 1000;
}

Result<void> remove_leftovers(Services& services, const Scope& scope) {
    // The temporary of a symlinked file lies beside the one it names.
    for (const auto& path : {scope.manifest, scope.collections}) {
        SKILLMEAT_ASSIGN(const auto target, services.files.canonical(path));
        if (target != path) {
            SKILLMEAT_TRY(services.files.remove_leftovers(target.parent_path()));
        }
    }
    for (const auto& directory :
         {scope.root, scope.state_directory, scope.catalogs, scope.details, scope.local}) {
        SKILLMEAT_TRY(services.files.remove_leftovers(directory));
    }
    const auto backups = scope.state_directory / "backup";
    SKILLMEAT_ASSIGN(const auto migrations, services.files.list(backups));
    for (const auto& migration : migrations) {
        SKILLMEAT_TRY(services.files.remove_leftovers(backups / migration.name));
        SKILLMEAT_TRY(services.files.remove_leftovers(backups / migration.name / "local"));
    }
    return {};
}

bool has_source(const manifest::Manifest& manifest, std::string_view id) {
    return std::any_of(manifest.sources.begin(), manifest.sources.end(),
                       [&](const auto& source) { return equals_ignoring_case(source.id, id); });
}

/// Writes what an edit changed. Made before the edit, so that it knows the locks as they were read.
class Commit {
  public:
    Commit(Services& services, const Scope& scope, ScopeEdit& edit)
        : services_(services),
          scope_(scope),
          edit_(edit),
          shared_lock_(edit.workspace.shared_lock),
          local_lock_(edit.workspace.local_lock),
          shared_ledger_(edit.workspace.shared_ledger),
          local_ledger_(edit.workspace.local_ledger) {}

    /// `exclusive` is false where the file system has no locks (rule R12): then the files must
    /// still be as they were read.
    Result<void> run(bool exclusive);

  private:
    Result<void> check_untouched() const;
    Result<void> read_again();
    Result<void> write_manifest(bool local);
    Result<void> write_lock(bool local);
    Result<void> write_ledger(bool local);
    Result<void> write_collections();
    Result<void> write_caches();
    Result<void> write_state();
    Result<void> forget();
    [[nodiscard]] bool touches_local() const;

    Services& services_;
    const Scope& scope_;
    ScopeEdit& edit_;
    lock::LockFile shared_lock_;  // as read
    lock::LockFile local_lock_;
    ledger::Ledger shared_ledger_;
    ledger::Ledger local_ledger_;
    manifest::Manifest shared_;  // as edited
    manifest::Manifest local_;
};

bool Commit::touches_local() const {
    return edit_.local_manifest.text() != edit_.workspace.local_manifest_text ||
           edit_.workspace.local_lock.rows != local_lock_.rows ||
           edit_.workspace.local_ledger.rows != local_ledger_.rows ||
           (edit_.collections &&
            edit_.collections->local.text() != edit_.collections->local_before);
}

/// The edited manifests are read as any other command will read them: what would be refused then is
/// refused now.
Result<void> Commit::read_again() {
    SKILLMEAT_ASSIGN(shared_,
                     manifest::read(edit_.manifest.text(), scope_.manifest.string(),
                                    {manifest::Role::shared, false}, services_.diagnostics));
    DiagnosticList quiet;
    SKILLMEAT_ASSIGN(local_,
                     manifest::read(edit_.local_manifest.text(), scope_.local_manifest.string(),
                                    {manifest::Role::local, false}, quiet));
    DiagnosticList faults;
    manifest::check_together(shared_, local_, faults);
    for (const auto& fault : faults.items) {
        if (fault.severity == Severity::error) {
            return fail(ErrorCode::invalid_manifest, fault.message, "", fault.origin);
        }
    }
    return edit_.collections ? check_collections(*edit_.collections, scope_) : Result<void>{};
}

Result<void> Commit::write_manifest(bool local) {
    const auto& document = local ? edit_.local_manifest : edit_.manifest;
    const auto& before =
        local ? edit_.workspace.local_manifest_text : edit_.workspace.manifest_text;
    if (document.text() == before) {
        return {};
    }
    if (local) {
        SKILLMEAT_TRY(services_.files.write(scope_.local_manifest, document.text(), private_file));
    } else {
        SKILLMEAT_TRY(services_.files.write(scope_.manifest, document.text()));
    }
    return {};
}

Result<void> Commit::write_lock(bool local) {
    auto& file = local ? edit_.workspace.local_lock : edit_.workspace.shared_lock;
    const auto& before = local ? local_lock_ : shared_lock_;
    if (file.rows == before.rows) {
        return {};
    }
    const auto& manifest = local ? local_ : shared_;
    for (const auto& row : file.rows) {
        if (!has_source(shared_, row.id) && !has_source(local_, row.id)) {
            edit_.forget.push_back(row.id);  // a killed removal, or a hand, left it behind
        }
    }
    std::erase_if(file.rows, [&](const auto& row) { return !has_source(manifest, row.id); });
    file.version = lock::current_version;
    const auto path = local ? scope_.local_lock : scope_.lock;
    SKILLMEAT_TRY(services_.files.write(path, lock::write(file), local ? private_file : 0666));
    return {};
}

Result<void> Commit::write_ledger(bool local) {
    auto& ledger = local ? edit_.workspace.local_ledger : edit_.workspace.shared_ledger;
    const auto& before = local ? local_ledger_ : shared_ledger_;
    if (ledger.rows == before.rows) {
        return {};
    }
    ledger.version = ledger::current_version;
    const auto& path = local ? scope_.local_ledger : scope_.ledger;
    SKILLMEAT_TRY(services_.files.write(path, ledger::write(ledger), local ? private_file : 0666));
    return {};
}

Result<void> Commit::write_collections() {
    if (!edit_.collections) {
        return {};
    }
    const auto& files = *edit_.collections;
    if (files.local.text() != files.local_before) {
        SKILLMEAT_TRY(
            services_.files.write(scope_.local_collections, files.local.text(), private_file));
    }
    if (files.shared.text() != files.shared_before) {
        SKILLMEAT_TRY(services_.files.write(scope_.collections, files.shared.text()));
    }
    return {};
}

Result<void> Commit::write_caches() {
    for (const auto& [id, text] : edit_.catalogs) {
        SKILLMEAT_TRY(services_.files.write(scope_.catalog_of(id), text));
    }
    for (const auto& [id, text] : edit_.details) {
        SKILLMEAT_TRY(services_.files.write(scope_.details_of(id), text));
    }
    return {};
}

/// Counts are stored with the size, time and inode of the catalog they came from, so the catalog
/// has to be on disk first.
Result<void> Commit::write_state() {
    auto& state = edit_.workspace.state;
    std::unordered_map<std::string, const Source*> sources;
    for (const auto* manifest : {&shared_, &local_}) {
        for (const auto& source : manifest->sources) {
            sources[ascii_lower(source.id)] = &source;
        }
    }
    for (const auto& id : edit_.recount) {
        SourceRecord record;
        if (const auto found = sources.find(ascii_lower(id)); found != sources.end()) {
            record.source = *found->second;
        }
        const auto& locks = record.source.visibility == Visibility::private_
                                ? edit_.workspace.local_lock
                                : edit_.workspace.shared_lock;
        if (const auto* row = locks.find(id)) {
            record.lock = *row;
        }
        SKILLMEAT_TRY(counts_of(services_.files, scope_, record, &state.at(id)));
    }
    for (const auto& id : edit_.forget) {
        state.erase(id);
    }
    SKILLMEAT_ASSIGN(const auto before, services_.files.read(scope_.state_file));
    const auto text = state::write(state);
    if (!before && state.sources.empty()) {
        return {};
    }
    SKILLMEAT_TRY(services_.files.write(scope_.state_file, text));
    return {};
}

Result<void> Commit::forget() {
    for (const auto& id : edit_.drop_details) {
        SKILLMEAT_TRY(services_.files.remove_file(scope_.details_of(id)));
    }
    for (const auto& id : edit_.forget) {
        SKILLMEAT_TRY(services_.files.remove_file(scope_.catalog_of(id)));
        SKILLMEAT_TRY(services_.files.remove_file(scope_.details_of(id)));
    }
    return {};
}

Result<void> Commit::check_untouched() const {
    const auto check = [&](const sys::Path& path, const std::string& before) -> Result<void> {
        SKILLMEAT_ASSIGN(const auto text, services_.files.read(path));
        if (!text || *text == before) {
            return {};
        }
        return fail(ErrorCode::concurrent_change,
                    fmt::format("{} changed while the command worked", quote(path.string())),
                    "run the command again");
    };
    SKILLMEAT_TRY(check(scope_.manifest, edit_.workspace.manifest_text));
    SKILLMEAT_TRY(check(scope_.local_manifest, edit_.workspace.local_manifest_text));
    if (edit_.collections) {
        SKILLMEAT_TRY(check(scope_.collections, edit_.collections->shared_before));
        SKILLMEAT_TRY(check(scope_.local_collections, edit_.collections->local_before));
    }
    return {};
}

Result<void> Commit::run(bool exclusive) {
    SKILLMEAT_TRY(read_again());
    if (!exclusive) {
        SKILLMEAT_TRY(check_untouched());
    }
    SKILLMEAT_TRY(prepare_directories(services_, scope_, touches_local()));
    if (!edit_.catalogs.empty()) {
        SKILLMEAT_TRY(services_.files.create_directories(scope_.catalogs));
    }
    if (!edit_.details.empty()) {
        SKILLMEAT_TRY(services_.files.create_directories(scope_.details));
    }
    switch (edit_.order) {
        case CommitOrder::additive:
            SKILLMEAT_TRY(write_caches());
            SKILLMEAT_TRY(write_lock(false));
            SKILLMEAT_TRY(write_lock(true));
            SKILLMEAT_TRY(write_manifest(false));
            SKILLMEAT_TRY(write_manifest(true));
            SKILLMEAT_TRY(write_collections());
            SKILLMEAT_TRY(write_ledger(false));
            SKILLMEAT_TRY(write_ledger(true));
            break;
        case CommitOrder::removal:
            SKILLMEAT_TRY(write_manifest(false));
            SKILLMEAT_TRY(write_manifest(true));
            SKILLMEAT_TRY(write_lock(false));
            SKILLMEAT_TRY(write_lock(true));
            SKILLMEAT_TRY(write_collections());
            SKILLMEAT_TRY(write_ledger(false));
            SKILLMEAT_TRY(write_ledger(true));
            break;
        case CommitOrder::to_private:
        case CommitOrder::to_public: {
            const bool receiver_is_local = edit_.order == CommitOrder::to_private;
            SKILLMEAT_TRY(write_caches());
            SKILLMEAT_TRY(write_lock(receiver_is_local));
            SKILLMEAT_TRY(write_ledger(receiver_is_local));
            SKILLMEAT_TRY(write_manifest(receiver_is_local));
            SKILLMEAT_TRY(write_collections());
            SKILLMEAT_TRY(write_lock(!receiver_is_local));
            SKILLMEAT_TRY(write_ledger(!receiver_is_local));
            SKILLMEAT_TRY(write_manifest(!receiver_is_local));
            break;
        }
    }
    SKILLMEAT_TRY(forget());
    return write_state();
}

Result<tomlfile::Document> open_document(const std::string& text, bool exists,
                                         const sys::Path& path) {
    return tomlfile::Document::parse(exists ? text : manifest::new_plain_manifest(), path.string());
}

/// What an interrupted run left to do is done by the next writing command. One that does not touch
/// deployments is not held up when that cannot be.
Result<void> recover(Services& services, const Scope& scope, const EditOptions& options) {
    auto recovered = recover_changes(services, scope);
    if (recovered || options.ledger) {
        return recovered;
    }
    const auto& error = recovered.error();
    services.diagnostics.report({Severity::warning,
                                 "an interrupted deployment cannot be finished: " + error.message,
                                 error.origin, error.hint});
    return {};
}

/// A file that does not exist is edited as an empty manifest, which counts as its old text: it is
/// only written when something was put into it.
Result<ScopeEdit> open_edit(Services& services, const Scope& scope, const EditOptions& options) {
    LoadOptions load;
    load.allow_private_in_shared = options.allow_private_in_shared;
    load.ledger = options.ledger;
    SKILLMEAT_ASSIGN(auto workspace, load_workspace(services, scope, load));
    SKILLMEAT_TRY(require_current_schema(workspace));
    if (scope.is_project && !workspace.has_manifest && !options.create) {
        return fail(
            ErrorCode::concurrent_change,
            fmt::format("{} vanished while the command worked", quote(scope.manifest.string())));
    }
    SKILLMEAT_ASSIGN(auto shared, open_document(workspace.manifest_text, workspace.has_manifest,
                                                scope.manifest));
    SKILLMEAT_ASSIGN(auto local,
                     open_document(workspace.local_manifest_text,
                                   !workspace.local_manifest_text.empty(), scope.local_manifest));
    workspace.manifest_text = shared.text();
    workspace.local_manifest_text = local.text();
    return ScopeEdit{std::move(workspace),  std::move(shared), std::move(local), {}, {}, {}, {}, {},
                     CommitOrder::additive, nullptr,           std::nullopt};
}

}  // namespace

tomlfile::Document& ScopeEdit::document_of(const Source& source) {
    return source.visibility == Visibility::private_ ? local_manifest : manifest;
}

lock::LockFile& ScopeEdit::lock_of(const Source& source) {
    return source.visibility == Visibility::private_ ? workspace.local_lock : workspace.shared_lock;
}

ledger::Ledger& ScopeEdit::ledger_of(const Source& source) {
    return source.visibility == Visibility::private_ ? workspace.local_ledger
                                                     : workspace.shared_ledger;
}

Result<void> prepare_directories(Services& services, const Scope& scope, bool with_local) {
    const auto mode = scope.is_project ? 0777U : private_directory;
    SKILLMEAT_TRY(services.files.create_directories(scope.root, mode));
    SKILLMEAT_TRY(services.files.create_directories(scope.state_directory, mode));
    if (scope.is_project) {
        SKILLMEAT_TRY(
            write_if_missing(services, scope.state_directory / ".gitignore", project_ignore));
    }
    if (with_local) {
        SKILLMEAT_TRY(services.files.create_directories(scope.local, private_directory));
        SKILLMEAT_TRY(write_if_missing(services, scope.local / ".gitignore", local_ignore));
    }
    return {};
}

Result<std::unique_ptr<sys::HeldLock>> lock_scope(Services& services, const Scope& scope) {
    sys::LockOptions options;
    options.timeout_ms = lock_timeout_ms(services);
    options.on_wait = say_waiting;
    options.context = &services.diagnostics;
    return services.files.lock(scope.lock_file, options);
}

Result<void> edit_scope(Services& services, const Scope& scope, const EditOptions& options,
                        const std::function<Result<void>(ScopeEdit&)>& edit) {
    if (options.dry_run) {
        SKILLMEAT_ASSIGN(auto opened, open_edit(services, scope, options));
        return edit(opened);
    }
    SKILLMEAT_TRY(prepare_directories(services, scope, false));
    SKILLMEAT_ASSIGN(const auto held, lock_scope(services, scope));
    SKILLMEAT_TRY(remove_leftovers(services, scope));
    SKILLMEAT_TRY(recover(services, scope, options));
    SKILLMEAT_ASSIGN(auto opened, open_edit(services, scope, options));
    Commit commit(services, scope, opened);
    SKILLMEAT_TRY(edit(opened));
    SKILLMEAT_TRY(commit.run(held->held()));
    if (opened.after_commit) {
        SKILLMEAT_TRY(opened.after_commit());
    }
    if (scope.is_project) {
        register_project_quietly(services, scope, opened.workspace.scope.project_name);
    }
    return {};
}

}  // namespace skillmeat::ops
