#include <skillmeat/lock/fields.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/model/source_id.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>

namespace skillmeat::lock {
namespace {

constexpr std::array version_1{
    Field{"id", &LockRow::id, true},
    Field{"url", &LockRow::url, true},
    Field{"ref", &LockRow::ref},
    Field{"commit", &LockRow::commit},
    Field{"tree", &LockRow::tree, true},
    Field{"root", &LockRow::root},
    Field{"tags", &LockRow::tags, true},
    Field{"import_repo_description", &LockRow::import_repo_description, true},
    Field{"import_repo_readme", &LockRow::import_repo_readme, true},
    Field{"added_at", &LockRow::added_at, true},
    Field{"updated_at", &LockRow::updated_at, true},
    Field{"fetch_timestamp", &LockRow::fetch_timestamp},
    Field{"repo_description", &LockRow::repo_description},
    Field{"description_status", &LockRow::description_status, true},
    Field{"readme_status", &LockRow::readme_status, true},
    Field{"readme_hash", &LockRow::readme_hash},
    Field{"trust_level", &LockRow::trust_level, true},
    Field{"trust_reason", &LockRow::trust_reason, true},
    Field{"host_verified", &LockRow::host_verified},
    Field{"host_verification_reason", &LockRow::host_verification_reason},
};

constexpr std::array version_0{
    Field{"id", &LockRow::id, true},
    Field{"url", &LockRow::url, true},
    Field{"ref", &LockRow::ref},
    Field{"commit", &LockRow::commit},
};

bool is_object_id(std::string_view text) {
    return (text.size() == 40 || text.size() == 64) &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

RowFault fault(std::string_view key, std::string_view expected, std::string_view found) {
    return {key, fmt::format("expected {} for {}, found {}", expected, quote(key), quote(found))};
}

std::optional<RowFault> check_choice(std::string_view key, std::string_view value,
                                     std::initializer_list<std::string_view> choices) {
    if (std::find(choices.begin(), choices.end(), value) != choices.end()) {
        return std::nullopt;
    }
    return fault(key, "one of " + join({choices.begin(), choices.end()}, ", "), value);
}

std::optional<RowFault> check_ids(const LockRow& row) {
    if (!row.commit.empty() && !is_object_id(row.commit)) {
        return fault("commit", "40 or 64 hexadecimal digits", row.commit);
    }
    if (!row.tree.empty() && !is_object_id(row.tree)) {
        return fault("tree", "40 or 64 hexadecimal digits", row.tree);
    }
    if (!row.readme_hash.empty() && !is_object_id(row.readme_hash)) {
        return fault("readme_hash", "64 hexadecimal digits", row.readme_hash);
    }
    return std::nullopt;
}

std::optional<RowFault> check_words(const LockRow& row) {
    for (const auto& tag : row.tags) {
        if (const auto checked = check_tag(tag); !checked) {
            return RowFault{"tags", checked.error().message};
        }
    }
    const auto statuses = {std::string_view("ok"), std::string_view("failed"),
                           std::string_view("skipped"), std::string_view("absent")};
    if (auto found = check_choice("description_status", row.description_status, statuses)) {
        return found;
    }
    if (auto found = check_choice("readme_status", row.readme_status, statuses)) {
        return found;
    }
    return check_choice("trust_level", row.trust_level, {"unsigned", "signed"});
}

}  // namespace

tomlfile::Fields<LockRow> fields(int version) {
    return version == 0 ? tomlfile::Fields<LockRow>(version_0)
                        : tomlfile::Fields<LockRow>(version_1);
}

std::optional<RowFault> check_row(const LockRow& row) {
    if (const auto checked = check_source_id(row.id); !checked) {
        return RowFault{"id", checked.error().message};
    }
    if (const auto checked = parse_git_url(row.url); !checked) {
        return RowFault{"url", checked.error().message};
    }
    if (!row.ref.empty()) {
        if (const auto checked = check_ref_name(row.ref); !checked) {
            return RowFault{"ref", checked.error().message};
        }
    }
    if (!row.root.empty() && !is_safe_tree_path(row.root)) {
        return fault("root", "a path below the repository's root", row.root);
    }
    if (auto found = check_ids(row)) {
        return found;
    }
    return check_words(row);
}

}  // namespace skillmeat::lock
