#include <skillmeat/ops/deploy/apply_changes.hpp>

#include <algorithm>
#include <functional>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/deploy/execute.hpp>
#include <skillmeat/deploy/journal.hpp>
#include <skillmeat/ledger/ledger.hpp>
#include <skillmeat/ops/deploy/deploy_backup.hpp>
#include <skillmeat/sys/interrupt.hpp>

namespace skillmeat::ops {
namespace {

using deploy::Change;
using deploy::Journal;
using Kind = deploy::Operation::Kind;

constexpr std::uint32_t private_mode = 0600;

std::string rows_text(std::vector<Deployment> rows) {
    if (rows.empty()) {
        return {};
    }
    ledger::Ledger ledger;
    for (auto& row : rows) {
        ledger::put(ledger, std::move(row));
    }
    return ledger::write(ledger);
}

Change to_change(const PlannedChange& planned) {
    Change change;
    change.id = deployment_id(planned.row);
    change.operations = planned.operations;
    change.has_row = planned.has_row;
    auto rows = planned.also;
    auto private_rows = planned.also_private;
    (planned.is_private ? private_rows : rows).push_back(planned.row);
    change.rows = rows_text(std::move(rows));
    change.private_rows = rows_text(std::move(private_rows));
    return change;
}

/// The row of a change that failed: nothing of it is there.
Deployment failed_row(Deployment row, const Error& error) {
    row.status = DeploymentStatus::error;
    row.error = DeploymentError{std::string(info(error.code).name), error.message};
    row.deployed_at.reset();
    row.made.clear();
    row.files.clear();
    row.merged.clear();
    return row;
}

/// Folders that were made for content that never got there; others are not empty.
void remove_new_folders(sys::Confined& disk, const Change& change) {
    for (auto operation = change.operations.rbegin(); operation != change.operations.rend();
         ++operation) {
        if (operation->kind == Kind::make_directory) {
            static_cast<void>(disk.remove_directory(deploy::confined(operation->path)));
        }
    }
}

void abandon(sys::Confined& disk, const Change& change) {
    static_cast<void>(deploy::tidy(disk, change));
    remove_new_folders(disk, change);
}

Result<void> write_journal(Services& services, const Scope& scope, const Journal& journal) {
    SKILLMEAT_TRY(
        services.files.write(journal_path(scope), deploy::write_journal(journal), private_mode));
    return {};
}

/// Does the changes of a journal; `done` is told of each. An error is one of bringing them to the
/// disk: what was done stands, and only whether it lasts is unknown.
Result<void> commit_changes(sys::Confined& disk, const std::vector<Change>& changes,
                            const std::function<void(std::size_t, const Result<void>&)>& done) {
    Result<void> lasting;
    std::vector<const Change*> good;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const auto result = deploy::carry_out(disk, changes[i]);
        if (result) {
            good.push_back(&changes[i]);
        }
        done(i, result);
    }
    for (const auto* change : good) {
        if (auto synced = deploy::sync_change(disk, *change); !synced && lasting) {
            lasting = std::move(synced);
        }
    }
    return lasting;
}

/// What waited goes, and folders left empty, then the journal: in this order, since it names them.
Result<void> finish(Services& services, const Scope& scope, sys::Confined& disk,
                    const std::vector<Change>& changes) {
    for (const auto& change : changes) {
        SKILLMEAT_TRY(deploy::tidy(disk, change));
    }
    for (const auto& change : changes) {
        SKILLMEAT_TRY(deploy::drop_directories(disk, change));
        remove_new_folders(disk, change);
    }
    SKILLMEAT_TRY(services.files.remove_file(journal_path(scope)));
    return {};
}

bool does_something(const PlannedChange& change) {
    return change.action == DeployAction::install || change.action == DeployAction::update ||
           change.action == DeployAction::remove;
}

/// One run of apply_changes().
class Application {
  public:
    Application(Services& services, const Scope& scope, ScopeEdit& edit, sys::Confined& disk,
                std::vector<PlannedChange>& changes)
        : services_(services), scope_(scope), edit_(edit), disk_(disk) {
        for (auto& change : changes) {
            if (does_something(change)) {
                planned_.push_back(&change);
            }
        }
    }

    Result<void> run() {
        const bool on_disk = std::ranges::any_of(
            planned_, [](const auto* change) { return !change->operations.empty(); });
        if (!on_disk) {
            record_all();
            return {};
        }
        journal_.changes = changes();
        SKILLMEAT_TRY(write_journal(services_, scope_, journal_));
        auto staged = stage_all();
        if (staged) {
            staged = sys::check_interrupted();
        }
        if (staged) {
            journal_.phase = Journal::Phase::committing;
            journal_.changes = changes();
            staged = write_journal(services_, scope_, journal_);
        }
        if (!staged) {
            return give_up(staged);
        }
        return commit();
    }

  private:
    [[nodiscard]] std::vector<Change> changes() const {
        std::vector<Change> list;
        for (const auto* planned : planned_) {
            list.push_back(to_change(*planned));
        }
        return list;
    }

    /// Those that cannot be written are dropped, each with its error; the others go on.
    Result<void> stage_all() {
        for (auto*& planned : planned_) {
            if (auto staged = stage_one(*planned); !staged) {
                abandon(disk_, to_change(*planned));
                planned->error = std::move(staged).error();
                record_failure(*planned);
                planned = nullptr;
            }
        }
        std::erase(planned_, nullptr);
        for (const auto* planned : planned_) {
            SKILLMEAT_TRY(deploy::sync_staged(disk_, to_change(*planned)));
        }
        return {};
    }

    Result<void> stage_one(PlannedChange& planned) {
        for (const auto& content : planned.staged) {
            SKILLMEAT_ASSIGN(const bool as_asked, deploy::stage(disk_, content));
            if (!as_asked && planned.row.mode == DeployMode::symlink) {
                planned.row.mode = DeployMode::copy;
                services_.diagnostics.report(
                    {Severity::note,
                     fmt::format("{} is copied: symbolic links cannot be made there",
                                 quote(planned.row.artifact)),
                     {},
                     ""});
            }
        }
        return {};
    }

    /// Nothing was put in place yet.
    Result<void> give_up(const Result<void>& failure) {
        for (const auto* planned : planned_) {
            abandon(disk_, to_change(*planned));
        }
        static_cast<void>(services_.files.remove_file(journal_path(scope_)));
        return failure;
    }

    Result<void> commit() {
        auto lasting =
            commit_changes(disk_, journal_.changes, [&](std::size_t i, const Result<void>& result) {
                if (result) {
                    record(*planned_[i]);
                } else {
                    planned_[i]->error = result.error();
                    record_failure(*planned_[i]);
                }
            });
        edit_.after_commit = [this_changes = journal_.changes, &services = services_,
                              &scope = scope_, &disk = disk_, lasting]() -> Result<void> {
            SKILLMEAT_TRY(finish(services, scope, disk, this_changes));
            return lasting;
        };
        return {};
    }

    [[nodiscard]] ledger::Ledger& ledger_of(bool is_private) {
        return is_private ? edit_.workspace.local_ledger : edit_.workspace.shared_ledger;
    }

    void record(const PlannedChange& planned) {
        ledger::put(ledger_of(planned.is_private), planned.row);
        for (const auto& row : planned.also) {
            ledger::put(ledger_of(false), row);
        }
        for (const auto& row : planned.also_private) {
            ledger::put(ledger_of(true), row);
        }
    }

    void record_failure(PlannedChange& planned) {
        planned.action = DeployAction::refused;
        if (!planned.has_row) {
            planned.row = failed_row(std::move(planned.row), *planned.error);
            ledger::put(ledger_of(planned.is_private), planned.row);
        }
    }

    void record_all() {
        for (const auto* planned : planned_) {
            record(*planned);
        }
    }

    Services& services_;
    const Scope& scope_;
    ScopeEdit& edit_;
    sys::Confined& disk_;
    std::vector<PlannedChange*> planned_;
    Journal journal_;
};

/// The ledgers of a scope, edited without all the rest.
class Ledgers {
  public:
    Ledgers(Services& services, const Scope& scope) : services_(services), scope_(scope) {}

    Result<void> put(const Change& change) {
        SKILLMEAT_TRY(put_rows(scope_.ledger, change.rows, 0666));
        return put_rows(scope_.local_ledger, change.private_rows, private_mode);
    }

    Result<void> put_failure(const Change& change, const Error& error) {
        if (change.has_row) {
            return {};
        }
        SKILLMEAT_TRY(put_rows(scope_.ledger, failed(change.rows, change.id, error), 0666));
        return put_rows(scope_.local_ledger, failed(change.private_rows, change.id, error),
                        private_mode);
    }

  private:
    static std::string failed(const std::string& rows, const std::string& id, const Error& error) {
        const auto ledger = ledger::read(rows, "journal");
        const auto* row = ledger ? ledger->find(id) : nullptr;
        return row == nullptr ? std::string() : rows_text({failed_row(*row, error)});
    }

    Result<void> put_rows(const sys::Path& path, const std::string& rows, std::uint32_t mode) {
        if (rows.empty()) {
            return {};
        }
        SKILLMEAT_ASSIGN(const auto added, ledger::read(rows, "journal"));
        SKILLMEAT_ASSIGN(const auto text, services_.files.read(path));
        ledger::Ledger ledger;
        if (text) {
            SKILLMEAT_ASSIGN(ledger, ledger::read(*text, path.string()));
        }
        for (const auto& row : added.rows) {
            ledger::put(ledger, row);
        }
        SKILLMEAT_TRY(services_.files.write(path, ledger::write(ledger), mode));
        return {};
    }

    Services& services_;
    const Scope& scope_;
};

Result<void> go_on(Services& services, const Scope& scope, sys::Confined& disk,
                   const std::vector<Change>& changes) {
    const bool has_private = std::ranges::any_of(
        changes, [](const auto& change) { return !change.private_rows.empty(); });
    SKILLMEAT_TRY(prepare_directories(services, scope, has_private));
    std::vector<Result<void>> results(changes.size());
    SKILLMEAT_TRY(commit_changes(
        disk, changes, [&](std::size_t i, const Result<void>& result) { results[i] = result; }));
    Ledgers ledgers(services, scope);
    for (std::size_t i = 0; i < changes.size(); ++i) {
        SKILLMEAT_TRY(results[i] ? ledgers.put(changes[i])
                                 : ledgers.put_failure(changes[i], results[i].error()));
    }
    return {};
}

}  // namespace

Result<std::unique_ptr<sys::Confined>> deploy_disk(Services& services, const Scope& scope) {
    return services.files.confine(scope.is_project ? scope.root : sys::Path("/"));
}

sys::Path journal_path(const Scope& scope) {
    return scope.state_directory / "journal";
}

Result<void> apply_changes(Services& services, const Scope& scope, ScopeEdit& edit,
                           sys::Confined& disk, std::vector<PlannedChange>& changes) {
    SKILLMEAT_TRY(keep_backups(services, scope, disk, changes));
    return Application(services, scope, edit, disk, changes).run();
}

Result<void> recover_changes(Services& services, const Scope& scope) {
    const auto path = journal_path(scope);
    SKILLMEAT_ASSIGN(const auto text, services.files.read(path));
    if (!text) {
        return {};
    }
    SKILLMEAT_ASSIGN(const auto journal, deploy::read_journal(*text, path.string()));
    SKILLMEAT_ASSIGN(const auto disk, deploy_disk(services, scope));
    const bool committing = journal.phase == Journal::Phase::committing;
    if (committing) {
        SKILLMEAT_TRY(go_on(services, scope, *disk, journal.changes));
    }
    SKILLMEAT_TRY(finish(services, scope, *disk, journal.changes));
    services.diagnostics.report({Severity::note,
                                 fmt::format("{} {} that an interrupted run had begun",
                                             committing ? "finished" : "took back",
                                             counted(journal.changes.size(), "deployment")),
                                 {},
                                 ""});
    return {};
}

Result<void> finish_interrupted(Services& services, const Scope& scope) {
    SKILLMEAT_ASSIGN(const auto journal, services.files.lstat(journal_path(scope)));
    if (!journal) {
        return {};
    }
    EditOptions options;
    options.ledger = true;
    return edit_scope(services, scope, options, [](ScopeEdit&) { return Result<void>(); });
}

}  // namespace skillmeat::ops
