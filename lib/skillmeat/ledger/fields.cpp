#include <skillmeat/ledger/fields.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/model/artifact_id.hpp>
#include <skillmeat/model/git_url.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace skillmeat::ledger {
namespace {

constexpr std::size_t max_agent = 64;
constexpr std::size_t max_version = 255;
constexpr std::string_view hash_prefix = "sm1:";
constexpr std::size_t hash_digits = 64;

/// An enumeration's word; what is not one of them leaves the record as it was.
template <auto Place, auto Parse>
bool set_word(Deployment& row, std::string_view text) {
    const auto value = Parse(text);
    if (value) {
        row.*Place = *value;
    }
    return value.has_value();
}

std::string_view status_of(const Deployment& row) {
    return to_string(row.status);
}

std::string_view mode_of(const Deployment& row) {
    return row.mode ? to_string(*row.mode) : std::string_view();
}

constexpr tomlfile::Word<Deployment> status_word{
    "one of pending, active, inactive, error",
    set_word<&Deployment::status, &parse_deployment_status>, status_of};
constexpr tomlfile::Word<Deployment> mode_word{
    "one of copy, symlink", set_word<&Deployment::mode, &parse_deploy_mode>, mode_of};

using RowField = tomlfile::Field<Deployment>;
constexpr std::array rows{
    RowField{"artifact", &Deployment::artifact, true},
    RowField{"url", &Deployment::url, true},
    RowField{"agent", &Deployment::agent},
    RowField{"mode", mode_word},
    RowField{"target", &Deployment::target},
    RowField{"commit", &Deployment::commit},
    RowField{"sha", &Deployment::sha},
    RowField{"version", &Deployment::version},
    RowField{"hash", &Deployment::hash},
    RowField{"status", status_word, true},
    RowField{"deployed_at", &Deployment::deployed_at},
    RowField{"made", &Deployment::made},
};

using FileField = tomlfile::Field<DeployedFile>;
constexpr std::array files{
    FileField{"path", &DeployedFile::path, true},
    FileField{"mode", &DeployedFile::mode, true},
    FileField{"sha256", &DeployedFile::sha256, true},
};

using MergedField = tomlfile::Field<MergedValue>;
constexpr std::array merged_values{
    MergedField{"file", &MergedValue::file, true},
    MergedField{"key", &MergedValue::key, true},
    MergedField{"value", &MergedValue::value, true},
    MergedField{"element", &MergedValue::element},
};

using ErrorField = tomlfile::Field<DeploymentError>;
constexpr std::array errors{
    ErrorField{"code", &DeploymentError::code, true},
    ErrorField{"message", &DeploymentError::message, true},
};

bool is_hex(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_object_id(std::string_view text) {
    return (text.size() == 40 || text.size() == 64) && is_hex(text);
}

bool is_hash(std::string_view text) {
    return text.starts_with(hash_prefix) && text.size() == hash_prefix.size() + hash_digits &&
           is_hex(text.substr(hash_prefix.size()));
}

bool is_agent(std::string_view text) {
    return text.size() <= max_agent && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
           });
}

RowFault fault(std::string_view key, std::string_view expected, std::string_view found) {
    return {key, fmt::format("expected {} for {}, found {}", expected, quote(key), quote(found))};
}

std::optional<RowFault> check_content(const Deployment& row) {
    if (!row.commit.empty() && !is_object_id(row.commit)) {
        return fault("commit", "40 or 64 hexadecimal digits", row.commit);
    }
    if (!row.sha.empty() && !is_object_id(row.sha)) {
        return fault("sha", "40 or 64 hexadecimal digits", row.sha);
    }
    if (!row.hash.empty() && !is_hash(row.hash)) {
        return fault("hash", "'sm1:' and 64 hexadecimal digits", row.hash);
    }
    if (row.version.size() > max_version || terminal_safe(row.version) != row.version) {
        return fault("version", "at most 255 bytes without control characters", row.version);
    }
    return std::nullopt;
}

std::optional<RowFault> check_standing(const Deployment& row) {
    if (row.error && row.status != DeploymentStatus::error) {
        return RowFault{error_key, fmt::format("expected no key 'error' with status '{}'",
                                               to_string(row.status))};
    }
    if (row.status == DeploymentStatus::active && !row.deployed_at) {
        return RowFault{"status", "expected a key 'deployed_at' with status 'active', found none"};
    }
    return std::nullopt;
}

}  // namespace

tomlfile::Fields<Deployment> row_fields() {
    return rows;
}

tomlfile::Fields<DeployedFile> file_fields() {
    return files;
}

tomlfile::Fields<MergedValue> merged_fields() {
    return merged_values;
}

tomlfile::Fields<DeploymentError> error_fields() {
    return errors;
}

std::optional<RowFault> check_own(const Deployment& row) {
    if (const auto checked = parse_artifact_id(row.artifact); !checked) {
        return RowFault{"artifact", checked.error().message};
    }
    if (const auto checked = parse_git_url(row.url); !checked) {
        return RowFault{"url", checked.error().message};
    }
    if (!is_agent(row.agent)) {
        return fault("agent", "at most 64 of a-z, 0-9 and '-'", row.agent);
    }
    if (!row.target.empty() && !is_deployable_path(row.target)) {
        return fault("target", "a path below the project's root, or an absolute one", row.target);
    }
    for (const auto& path : row.made) {
        if (!is_deployable_path(path)) {
            return fault("made", "paths like that of 'target'", path);
        }
    }
    if (auto found = check_content(row)) {
        return found;
    }
    return check_standing(row);
}

std::optional<RowFault> check_file(const DeployedFile& file) {
    if (file.path == "." || !is_deployable_path(file.path)) {
        return fault("path", "the path of a file", file.path);
    }
    if (file.mode != "100644" && file.mode != "100755") {
        return fault("mode", "one of 100644, 100755", file.mode);
    }
    if (file.sha256.size() != hash_digits || !is_hex(file.sha256)) {
        return fault("sha256", "64 hexadecimal digits", file.sha256);
    }
    return std::nullopt;
}

std::optional<RowFault> check_merged(const MergedValue& merged) {
    if (merged.file == "." || !is_deployable_path(merged.file)) {
        return fault("file", "the path of a file", merged.file);
    }
    if (merged.key.empty()) {
        return RowFault{"key", "expected at least one step for 'key', found none"};
    }
    if (merged.value.empty()) {
        return fault("value", "JSON", merged.value);
    }
    return std::nullopt;
}

std::optional<RowFault> check_row(const Deployment& row) {
    if (auto found = check_own(row)) {
        return found;
    }
    for (const auto& file : row.files) {
        if (auto found = check_file(file)) {
            return found;
        }
    }
    for (const auto& merged : row.merged) {
        if (auto found = check_merged(merged)) {
            return found;
        }
    }
    return std::nullopt;
}

}  // namespace skillmeat::ledger
