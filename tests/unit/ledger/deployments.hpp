#pragma once

#include <skillmeat/ledger/ledger.hpp>

namespace skillmeat::test {

inline constexpr const char* a_commit = "9d2f1ae187231d8199c64b5b762e1bdf2244733d";

inline Deployment skill_row() {
    Deployment row;
    row.artifact = "skill:./skills/pdf@anthropics/skills";
    row.url = "https://github.com/anthropics/skills";
    row.agent = "claude-code";
    row.mode = DeployMode::copy;
    row.target = ".claude/skills/pdf";
    row.commit = a_commit;
    row.sha = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
    row.version = "1.2.0";
    row.hash = "sm1:" + std::string(64, 'b');
    row.status = DeploymentStatus::active;
    row.deployed_at = parse_timestamp("2026-11-21T10:00:00Z");
    row.made = {".claude", ".claude/skills", ".claude/skills/pdf"};
    row.files = {{".claude/skills/pdf/SKILL.md", "100644", std::string(64, 'a')},
                 {".claude/skills/pdf/scripts/fill.py", "100755", std::string(64, 'c')}};
    return row;
}

inline Deployment server_row() {
    Deployment row;
    row.artifact = "mcp:./.mcp.json#files@acme/tools";
    row.url = "https://git.example.com/acme/tools";
    row.agent = "cursor";
    row.mode = DeployMode::copy;
    row.target = ".cursor/mcp.json";
    row.commit = a_commit;
    row.sha = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
    row.hash = "sm1:" + std::string(64, 'd');
    row.status = DeploymentStatus::active;
    row.deployed_at = parse_timestamp("2026-11-21T10:00:00Z");
    row.made = {".cursor/mcp.json"};
    row.merged = {{".cursor/mcp.json", {"mcpServers", "files"}, R"({"command":"npx"})", false},
                  {".cursor/hooks.json", {"hooks", "stop"}, R"({"command":"say \"hi\""})", true}};
    return row;
}

/// As `deployment create` makes one.
inline Deployment small_row(const std::string& name) {
    Deployment row;
    row.artifact = "skill:./skills/" + name + "@acme/tools";
    row.url = "https://git.example.com/acme/tools";
    return row;
}

}  // namespace skillmeat::test
