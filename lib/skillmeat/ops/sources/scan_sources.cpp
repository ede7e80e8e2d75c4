#include <skillmeat/ops/sources/scan_sources.hpp>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include <skillmeat/model/git_url.hpp>
#include <skillmeat/ops/effective_settings.hpp>
#include <skillmeat/sys/interrupt.hpp>

namespace skillmeat::ops {
namespace {

/// One source to scan, with the scope it stands in.
struct Job {
    const Workspace* workspace = nullptr;
    const SourceRecord* record = nullptr;
    ReadOptions options;
};

/// What became of a job, before and after its commit.
struct JobState {
    std::optional<ScannedSource> scanned;
    std::optional<ScanReport> report;
    std::optional<Error> error;
    DiagnosticList said;  ///< printed in the order of the jobs, not of the threads
};

bool fails_everything(const Error& error) {
    return error.code == ErrorCode::interrupted || error.code == ErrorCode::terminated;
}

/// Serialises progress, which several workers report.
class LockedProgress final : public ScanProgress {
  public:
    explicit LockedProgress(ScanProgress* inner) : inner_(inner) {}
    void begin(std::size_t sources) override {
        call([&](ScanProgress& inner) { inner.begin(sources); });
    }
    void update(std::string_view id, std::string_view phase) override {
        call([&](ScanProgress& inner) { inner.update(id, phase); });
    }
    void finish(std::string_view id) override {
        call([&](ScanProgress& inner) { inner.finish(id); });
    }

  private:
    template <class F>
    void call(F function) {
        if (inner_ != nullptr) {
            const std::lock_guard guard(mutex_);
            function(*inner_);
        }
    }
    ScanProgress* inner_;
    std::mutex mutex_;
};

/// Workers scan; the calling thread commits whatever is ready, all of one scope in one go, so that
/// many sources do not cost as many rewrites of the same files.
class ScanRun {
  public:
    ScanRun(Services& services, const std::vector<Job>& jobs, const ScanRequest& request)
        : services_(services),
          jobs_(jobs),
          request_(request),
          progress_(services.progress),
          states_(jobs.size()) {}

    std::vector<JobState> run(std::size_t parallel);

  private:
    using Batch = std::vector<std::size_t>;  // indices of jobs

    void scan(std::size_t index, const SourceRecord& record);
    void worker();
    Batch wait_for_ready();
    void commit(const Batch& batch);
    void commit_scope(const Scope& scope, const Batch& batch);
    void apply(ScopeEdit& edit, std::size_t index);
    void scan_once_more(std::size_t index);

    Services& services_;
    const std::vector<Job>& jobs_;
    const ScanRequest& request_;
    LockedProgress progress_;
    std::vector<JobState> states_;
    std::atomic<std::size_t> next_ = 0;
    std::mutex mutex_;
    std::condition_variable arrived_;
    Batch ready_;
    std::size_t working_ = 0;  // workers that have not ended
};

void ScanRun::scan(std::size_t index, const SourceRecord& record) {
    auto& state = states_[index];
    Services services{services_.files, services_.clock, services_.environment, services_.processes,
                      state.said,      &progress_,      services_.network,     services_.observer};
    auto scanned = scan_source(services, jobs_[index].workspace->scope, record, request_.flags,
                               jobs_[index].options);
    if (scanned) {
        state.scanned = *std::move(scanned);
    } else {
        state.error = std::move(scanned).error();
    }
}

void ScanRun::worker() {
    for (auto i = next_++; i < jobs_.size() && sys::check_interrupted(); i = next_++) {
        scan(i, *jobs_[i].record);
        progress_.finish(jobs_[i].record->source.id);
        const std::lock_guard guard(mutex_);
        ready_.push_back(i);
        arrived_.notify_one();
    }
    const std::lock_guard guard(mutex_);
    --working_;
    arrived_.notify_one();
}

ScanRun::Batch ScanRun::wait_for_ready() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [&] { return !ready_.empty() || working_ == 0; });
    return std::exchange(ready_, {});
}

/// One source's part of a commit. What went wrong is kept for `source list` to show.
void ScanRun::apply(ScopeEdit& edit, std::size_t index) {
    auto& state = states_[index];
    if (state.scanned) {
        auto report = apply_scan(services_, edit, *state.scanned, request_.flags.locked);
        if (report) {
            state.report = *std::move(report);
        } else {
            state.error = std::move(report).error();
        }
    }
    const auto& id = jobs_[index].record->source.id;
    if (state.error && state.error->code != ErrorCode::concurrent_change &&
        edit.workspace.find(id) != nullptr) {
        edit.workspace.state.at(id).last_error =
            LastError{std::string(info(state.error->code).name),
                      without_credentials(state.error->message), services_.clock.now()};
    }
}

void ScanRun::commit_scope(const Scope& scope, const Batch& batch) {
    EditOptions options;
    options.dry_run = request_.dry_run;
    auto committed = edit_scope(services_, scope, options, [&](ScopeEdit& edit) -> Result<void> {
        for (const auto index : batch) {
            apply(edit, index);
        }
        return {};
    });
    for (const auto index : batch) {
        auto& state = states_[index];
        if (!committed && !state.error) {
            state.report.reset();
            state.error = committed.error();
        }
        state.scanned.reset();
    }
}

void ScanRun::commit(const Batch& batch) {
    std::map<const Workspace*, Batch> by_scope;
    for (const auto index : batch) {
        const auto& error = states_[index].error;
        if (!error || !fails_everything(*error)) {
            by_scope[jobs_[index].workspace].push_back(index);
        }
    }
    for (const auto& [workspace, indices] : by_scope) {
        commit_scope(workspace->scope, indices);
    }
    for (const auto index : batch) {
        if (states_[index].error && states_[index].error->code == ErrorCode::concurrent_change) {
            scan_once_more(index);
        }
    }
}

/// The source changed while it was scanned: from its new state, once.
void ScanRun::scan_once_more(std::size_t index) {
    const auto& scope = jobs_[index].workspace->scope;
    const auto fresh = load_workspace(services_, scope);
    const auto* record = fresh ? fresh->find(jobs_[index].record->source.id) : nullptr;
    if (record == nullptr) {
        return;
    }
    states_[index].error.reset();
    scan(index, *record);
    commit_scope(scope, {index});
}

std::vector<JobState> ScanRun::run(std::size_t parallel) {
    progress_.begin(jobs_.size());
    working_ = std::min(parallel, jobs_.size());
    std::vector<std::thread> threads;
    for (std::size_t i = working_; i > 0; --i) {
        threads.emplace_back([this] { worker(); });
    }
    for (auto batch = wait_for_ready(); !batch.empty(); batch = wait_for_ready()) {
        commit(batch);
    }
    for (auto& thread : threads) {
        thread.join();
    }
    return std::move(states_);
}

/// The jobs of the scopes, in their order. A name must fit a source of at least one scope.
Result<std::vector<Job>> select_jobs(Services& services, const std::vector<Workspace>& workspaces,
                                     const ScanRequest& request, std::size_t& parallel) {
    std::vector<bool> used(request.sources.size(), false);
    std::optional<Error> last_error;
    std::vector<Job> jobs;
    for (const auto& workspace : workspaces) {
        SKILLMEAT_ASSIGN(const auto settings, effective_settings(services, workspace));
        parallel =
            request.jobs != 0 ? request.jobs : static_cast<std::size_t>(settings.integer("jobs"));
        std::vector<const SourceRecord*> chosen;
        for (std::size_t i = 0; i < request.sources.size(); ++i) {
            auto found = find_source(workspace, request.sources[i]);
            if (found) {
                used[i] = true;
                chosen.push_back(*found);
            } else if (found.error().code != ErrorCode::source_not_found) {
                return fail(std::move(found).error());
            } else {
                last_error = std::move(found).error();
            }
        }
        const auto options = read_options(settings);
        for (const auto& record : workspace.records) {
            if (request.sources.empty() ||
                std::find(chosen.begin(), chosen.end(), &record) != chosen.end()) {
                jobs.push_back(Job{&workspace, &record, options});
            }
        }
    }
    if (last_error && std::find(used.begin(), used.end(), false) != used.end()) {
        return fail(*std::move(last_error));
    }
    return jobs;
}

/// A scope where nothing is scanned is still rid of what killed runs left.
Result<void> tidy_idle_scopes(Services& services, const std::vector<Workspace>& workspaces,
                              const std::vector<Job>& jobs, const ScanRequest& request) {
    for (const auto& workspace : workspaces) {
        const bool busy = std::any_of(jobs.begin(), jobs.end(),
                                      [&](const Job& job) { return job.workspace == &workspace; });
        SKILLMEAT_ASSIGN(const auto state, services.files.stat(workspace.scope.state_directory));
        if (!busy && state && !request.dry_run) {
            SKILLMEAT_TRY(edit_scope(services, workspace.scope, {},
                                     [](ScopeEdit&) { return Result<void>{}; }));
        }
    }
    return {};
}

}  // namespace

Result<ScanOutcome> scan_sources(Services& services, const std::vector<Scope>& scopes,
                                 const ScanRequest& request) {
    std::vector<Workspace> workspaces;
    for (const auto& scope : scopes) {
        SKILLMEAT_ASSIGN(auto workspace, load_workspace(services, scope));
        if (!request.flags.locked) {
            SKILLMEAT_TRY(require_current_schema(workspace));
        }
        workspaces.push_back(std::move(workspace));
    }
    std::size_t parallel = 1;
    SKILLMEAT_ASSIGN(const auto jobs, select_jobs(services, workspaces, request, parallel));
    SKILLMEAT_TRY(tidy_idle_scopes(services, workspaces, jobs, request));
    auto results = ScanRun(services, jobs, request).run(parallel);
    SKILLMEAT_TRY(sys::check_interrupted());
    ScanOutcome outcome;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        for (auto& item : results[i].said.items) {
            services.diagnostics.report(std::move(item));
        }
        if (results[i].error && results[i].error->code == ErrorCode::source_not_found) {
            services.diagnostics.report({Severity::note, results[i].error->message, {}, ""});
        } else if (results[i].report && !results[i].error) {
            outcome.reports.push_back(*std::move(results[i].report));
        } else if (results[i].error) {
            outcome.failures.push_back({jobs[i].workspace->scope.project_id,
                                        jobs[i].record->source.id, *std::move(results[i].error)});
        }
    }
    return outcome;
}

}  // namespace skillmeat::ops
