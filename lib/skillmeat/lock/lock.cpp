#include <skillmeat/lock/lock.hpp>

#include <skillmeat/base/text.hpp>

#include <algorithm>
#include <tuple>
#include <utility>

namespace skillmeat::lock {
namespace {

auto find_row(auto& rows, std::string_view id) {
    // Nearly always the spelling is the same: then no walk over all rows is needed. compare(),
    // since clang 14 does not find < for the two types inside a template.
    const auto same = std::lower_bound(
        rows.begin(), rows.end(), id,
        [](const LockRow& row, std::string_view wanted) { return wanted.compare(row.id) > 0; });
    if (same != rows.end() && same->id == id) {
        return same;
    }
    return std::find_if(rows.begin(), rows.end(),
                        [id](const LockRow& row) { return equals_ignoring_case(row.id, id); });
}

std::string text_of(bool flag) {
    return flag ? "true" : "false";
}

void compare_row(const Source& source, const LockRow& row, std::vector<Mismatch>& found) {
    const auto field = [&](std::string_view name, const std::string& manifest,
                           const std::string& lock, bool locked) {
        if (manifest != lock) {
            found.push_back({source.id, std::string(name), manifest, lock, locked});
        }
    };
    field("id", source.id, row.id, true);
    field("url", source.url, row.url, true);
    field("ref", source.ref, row.ref, true);
    field("root", source.root, row.root, true);
    field("tags", join(source.tags, ", "), join(row.tags, ", "), true);
    field("import_description", text_of(source.import_description),
          text_of(row.import_repo_description), false);
    field("import_readme", text_of(source.import_readme), text_of(row.import_repo_readme), false);
}

}  // namespace

const LockRow* LockFile::find(std::string_view id) const {
    const auto found = find_row(rows, id);
    return found == rows.end() ? nullptr : &*found;
}

void put(LockFile& file, LockRow row) {
    const auto found = find_row(file.rows, row.id);
    if (found != file.rows.end() && found->id == row.id) {
        *found = std::move(row);
        return;
    }
    erase(file, row.id);
    const auto place = std::upper_bound(file.rows.begin(), file.rows.end(), row,
                                        [](const auto& a, const auto& b) { return a.id < b.id; });
    file.rows.insert(place, std::move(row));
}

bool erase(LockFile& file, std::string_view id) {
    const auto found = find_row(file.rows, id);
    if (found == file.rows.end()) {
        return false;
    }
    file.rows.erase(found);
    return true;
}

std::vector<Mismatch> compare(std::span<const Source> sources, const LockFile& file) {
    std::vector<Mismatch> found;
    for (const auto& source : sources) {
        if (const auto* row = file.find(source.id)) {
            compare_row(source, *row, found);
        } else {
            found.push_back({source.id, "row", source.url, "", true});
        }
    }
    for (const auto& row : file.rows) {
        const bool wanted = std::any_of(sources.begin(), sources.end(), [&](const Source& source) {
            return equals_ignoring_case(source.id, row.id);
        });
        if (!wanted) {
            found.push_back({row.id, "source", "", row.url, false});
        }
    }
    std::sort(found.begin(), found.end(), [](const Mismatch& a, const Mismatch& b) {
        return std::tie(a.source_id, a.field) < std::tie(b.source_id, b.field);
    });
    return found;
}

}  // namespace skillmeat::lock
