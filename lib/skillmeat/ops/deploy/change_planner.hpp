#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <skillmeat/base/timestamp.hpp>
#include <skillmeat/deploy/change.hpp>
#include <skillmeat/deploy/execute.hpp>
#include <skillmeat/ledger/ledger.hpp>
#include <skillmeat/ops/deploy/deploy_desired.hpp>
#include <skillmeat/sys/confined.hpp>

namespace skillmeat::ops {

enum class DeployAction {
    install,    ///< nothing of it is there
    update,     ///< another version is there, or some of it is missing
    remove,     ///< it is taken away
    unchanged,  ///< it is there as it ought to be, or gone as it ought to be
    refused,    ///< see the error; nothing is done
};
[[nodiscard]] std::string_view to_string(DeployAction action);

/// What is to be done for one deployment.
struct PlannedChange {
    Deployment row;  ///< as it will stand when all went well
    bool is_private = false;
    bool has_row = false;  ///< the ledger has a row of it already
    DeployAction action = DeployAction::unchanged;
    std::optional<Error> error;  ///< of a refusal, or of what went wrong when it was done
    std::vector<deploy::Operation> operations;
    std::vector<deploy::StagedContent> staged;
    std::vector<std::string> backups;  ///< files that are not as we wrote them, to be kept
    std::vector<Deployment> also;      ///< other rows that take over what this one made
    std::vector<Deployment> also_private;
};

/// The deployments of a scope and what is on its disk, while changes are worked out one after the
/// other, each as if those before it were done. Only reads.
class ChangePlanner {
  public:
    struct Options {
        Timestamp now;
        bool force = false;  ///< changed files are backed up and replaced, not refused
        std::string store;   ///< absolute folder that symbolic links of ours point into
    };

    /// `disk` is the project's root, or `/` for the user scope. `wanted`: rows that will be
    /// installed or updated by the same plan; what they share with others is no conflict.
    ChangePlanner(const sys::Confined& disk, const ledger::Ledger& shared,
                  const ledger::Ledger& local, const std::vector<const Deployment*>& wanted,
                  Options options);

    /// One change on its way. What it expects of the disk counts only when it is kept.
    struct Work {
        PlannedChange change;
        std::string id;
        std::optional<Deployment> old;  ///< the active row, when there is one
        std::map<std::string, std::string> expected;
        std::map<std::string, std::optional<std::string>> settings;
        std::map<std::string, Deployment> handed;   ///< other rows that change with it, by id
        std::map<std::string, std::string> beside;  ///< temporaries by part
        std::vector<std::string> modified;          ///< what was changed by hand
    };
    [[nodiscard]] Work begin(const Deployment& row, bool is_private) const;
    /// Makes what the change does the state that later ones start from.
    void keep(Work& work);

    [[nodiscard]] const Options& options() const { return options_; }
    [[nodiscard]] const sys::Confined& disk() const { return disk_; }

    /// Fingerprint of a path, earlier changes included.
    [[nodiscard]] Result<std::string> look(const Work& work, const std::string& path) const;
    /// Text of a settings file, earlier changes included; nothing when there is none.
    [[nodiscard]] Result<std::optional<std::string>> settings(const Work& work,
                                                              const std::string& file) const;

    /// Whether another active deployment has the file with these bytes.
    [[nodiscard]] bool is_shared(const Work& work, const std::string& path,
                                 std::string_view sha256) const;
    /// The row of another active deployment that has other bytes there and is not part of this
    /// plan; null when there is none.
    [[nodiscard]] const Deployment* blocks(const Work& work, const std::string& path,
                                           std::string_view sha256) const;
    /// The row of another active deployment that will have the file when the plan is done; null
    /// when there is none.
    [[nodiscard]] const Deployment* needs(const Work& work, const std::string& path) const;
    /// Whether another active deployment has the same value in the same file.
    [[nodiscard]] bool has_value(const Work& work, const MergedValue& value) const;
    /// Another active deployment with a file or value at or below a path, or below a container;
    /// with what `work.handed` says of it. Null when there is none.
    [[nodiscard]] Deployment* heir(Work& work, std::string_view path,
                                   const MergedValue* container) const;
    /// True when the row of that id is a private one.
    [[nodiscard]] bool is_private(const std::string& id) const;

    /// Where content for, or what stood at, a path of `part` waits: `aside` tells the two apart.
    [[nodiscard]] static std::string temporary(Work& work, const std::string& part,
                                               const std::string& path, bool aside);

  private:
    struct Claim {
        std::string id;
        std::string sha256;
    };
    void claim(const std::string& id, const Deployment& row);
    void release(const std::string& id);

    const sys::Confined& disk_;
    Options options_;
    struct Row {
        Deployment row;
        bool is_private = false;
        bool active = false;
    };
    std::map<std::string, Row> rows_;                      ///< by id, as they will be
    std::unordered_multimap<std::string, Claim> claims_;   ///< by path, of active rows
    std::map<std::string, std::set<std::string>> wanted_;  ///< files by id, of rows still to come
    std::map<std::string, std::string> expected_;
    std::map<std::string, std::optional<std::string>> settings_;
};

/// Paths above `path`, the topmost first, without the path itself and the root.
[[nodiscard]] std::vector<std::string> folders_above(std::string_view path);

}  // namespace skillmeat::ops
