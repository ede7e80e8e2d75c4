#pragma once

#include <skillmeat/lock/lock.hpp>

namespace skillmeat::test {

inline LockRow full_row() {
    LockRow row;
    row.id = "anthropics/skills";
    row.url = "https://github.com/anthropics/skills";
    row.ref = "main";
    row.commit = "9d2f1ae187231d8199c64b5b762e1bdf2244733d";
    row.tree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
    row.root = "skills";
    row.tags = {"official", "documents"};
    row.import_repo_description = true;
    row.added_at = *parse_timestamp("2026-11-20T10:00:00Z");
    row.updated_at = *parse_timestamp("2026-11-21T10:00:00Z");
    row.fetch_timestamp = parse_timestamp("2026-11-22T10:00:00Z");
    row.repo_description = "Skills for \"agents\"\nand 日本 \\ people";
    row.description_status = "ok";
    row.readme_hash = std::string(64, 'a');
    row.host_verified = true;
    row.host_verification_reason = "valid";
    return row;
}

inline LockRow small_row(const std::string& id) {
    LockRow row;
    row.id = id;
    row.url = "https://git.example.com/of/" + id;
    row.tree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
    return row;
}

}  // namespace skillmeat::test
