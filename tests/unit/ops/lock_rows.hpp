#pragma once

#include <string>

#include <skillmeat/lock/lock.hpp>

namespace skillmeat::ops {

/// Text of a lock with one row that agrees with `id`, `url` and nothing else.
[[nodiscard]] inline std::string lock_text(const std::string& id, const std::string& url) {
    lock::LockFile file;
    LockRow row;
    row.id = id;
    row.url = url;
    row.commit = std::string(40, 'c');
    row.tree = std::string(40, 'a');
    row.added_at = Timestamp{1'767'225'600};
    row.updated_at = row.added_at;
    lock::put(file, row);
    return lock::write(file);
}

[[nodiscard]] inline std::string manifest_text(const std::string& id, const std::string& url) {
    return "schema = 1\n\n[[source]]\nid = \"" + id + "\"\nurl = \"" + url + "\"\n";
}

}  // namespace skillmeat::ops
