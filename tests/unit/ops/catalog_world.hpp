#pragma once

#include <string>
#include <utility>
#include <vector>

#include <skillmeat/catalog/format.hpp>
#include <skillmeat/ledger/ledger.hpp>
#include <skillmeat/manifest/manifest.hpp>

#include <unit/ops/lock_rows.hpp>
#include <unit/ops/world.hpp>

namespace skillmeat::ops {

/// A project with the scanned source `acme/tools`, which offers the skills docx and pdf.
struct CatalogWorld : World {
    static constexpr const char* url = "https://git.example.com/acme/tools";
    Scope scope = project(manifest_text("acme/tools", url));

    CatalogWorld() {
        files.put(scope.lock, lock_text("acme/tools", url));
        put_catalog({skill("docx"), skill("pdf", "1.2.0")});
    }

    static CatalogEntry skill(const std::string& name, const std::string& version = "") {
        CatalogEntry entry;
        entry.name = name;
        entry.path = "skills/" + name;
        entry.sha = std::string(40, name.front() < 'g' ? name.front() : 'e');
        entry.version = version;
        entry.confidence = 100;
        return entry;
    }

    /// Sorted by path, as a scan would write it.
    void put_catalog(std::vector<CatalogEntry> entries) {
        Source source;
        source.id = "acme/tools";
        source.url = url;
        Catalog catalog;
        catalog.header.id = source.id;
        catalog.header.url = url;
        catalog.header.commit = std::string(40, 'c');
        catalog.header.tree = std::string(40, 'a');
        catalog.header.options = manifest::options_hash(source);
        catalog.entries = std::move(entries);
        files.put(scope.catalog_of(source.id), catalog::write(catalog));
    }

    /// An active row of a skill, as a deployment of what is scanned leaves it.
    static Deployment row(const std::string& name, const std::string& agent = "claude-code") {
        const auto entry = skill(name);
        Deployment made;
        made.artifact = artifact_id(entry.type, entry.path, "acme/tools");
        made.url = url;
        made.agent = agent;
        made.mode = DeployMode::copy;
        made.target = ".claude/skills/" + name;
        made.commit = std::string(40, 'c');
        made.sha = entry.sha;
        made.hash = "sm1:" + std::string(64, 'b');
        made.status = DeploymentStatus::active;
        made.deployed_at = Timestamp{1'767'225'600};
        made.files = {{made.target + "/SKILL.md", "100644", std::string(64, 'd')}};
        return made;
    }

    void put_ledger(std::vector<Deployment> rows) {
        ledger::Ledger ledger;
        ledger.rows = std::move(rows);
        files.put(scope.ledger, ledger::write(ledger));
    }

    [[nodiscard]] ledger::Ledger ledger() const {
        return ledger::read(text(scope.ledger), "deployments.toml").value();
    }
};

}  // namespace skillmeat::ops
