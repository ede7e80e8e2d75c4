#include <support/catch.hpp>

#include <algorithm>

#include <skillmeat/ops/collections/change_collections.hpp>
#include <skillmeat/ops/collections/change_groups.hpp>
#include <skillmeat/ops/collections/collection_members.hpp>
#include <skillmeat/ops/collections/show_collections.hpp>
#include <skillmeat/ops/sources/change_source.hpp>

#include <unit/ops/scanned_source.hpp>

namespace skillmeat::ops {
namespace {

constexpr const char* url = "https://github.com/acme/tools";
const std::string pdf = "skill:./skills/pdf@acme/tools";
const std::string docx = "skill:./skills/docx@acme/tools";

/// A project with the scanned source acme/tools, which offers docx and pdf.
struct Project : World {
    Scope scope = project(manifest_text("acme/tools", url));

    Project() {
        files.put(scope.lock, lock_text("acme/tools", url));
        put_catalog(*this, scope, "acme/tools", url, {skill_entry("docx"), skill_entry("pdf")});
    }

    Workspace workspace() { return load_workspace(services, scope).value(); }
    CollectionFiles collections() { return load_collections(services, workspace()).value(); }
};

std::string collection_text(const std::string& id, const std::string& name,
                            const std::vector<std::string>& artifacts = {}) {
    std::string text = "[[collection]]\nid = \"" + id + "\"\nname = \"" + name + "\"\n";
    text += "artifacts = [\n";
    for (const auto& artifact : artifacts) {
        text += "  \"" + artifact + "\",\n";
    }
    return text + "]\n";
}

TEST_CASE("ids come from the random source and times from the clock", "[ops]") {
    Project world;
    const auto made = create_collection(world.services, world.scope, {"reviewing", "", false});
    REQUIRE(made);
    CHECK(made->changed);
    CHECK(made->view.collection.id == "000000000001");
    CHECK(made->view.project_id == world.scope.project_id);
    CHECK(made->view.collection.created_at == Timestamp{1'767'225'600});
    world.clock.advance(60);
    const auto group = create_group(world.services, world.scope, {{"reviewing", "g"}, "", {}});
    REQUIRE(group);
    CHECK(group->group.id == "000000000002");
    CHECK(group->group.created_at == Timestamp{1'767'225'660});
    CHECK(group->view.collection.updated_at == Timestamp{1'767'225'660});
    CHECK(group->view.collection.created_at == Timestamp{1'767'225'600});
}

TEST_CASE("an id that is taken is not given again", "[ops]") {
    Project world;
    world.files.put(world.scope.collections, collection_text("000000000001", "a") +
                                                 "[[collection.group]]\nid = \"000000000002\"\n"
                                                 "name = \"g\"\n");
    world.files.put(world.scope.local_collections, collection_text("000000000003", "b"));
    const auto made = create_collection(world.services, world.scope, {"c", "", false});
    REQUIRE(made);
    CHECK(made->view.collection.id == "000000000004");
}

TEST_CASE("an edit that changes nothing writes nothing", "[ops]") {
    Project world;
    REQUIRE(create_collection(world.services, world.scope, {"c", "", false}));
    REQUIRE(add_to_collection(world.services, world.scope, "c", {"pdf"}));
    world.files.writes.clear();
    const auto again = add_to_collection(world.services, world.scope, "c", {"skill:pdf", pdf});
    REQUIRE(again);
    CHECK_FALSE(again->changed);
    CHECK(again->artifacts.size() == 2);
    REQUIRE(update_collection(world.services, world.scope, {"c", "c", ""}));
    CHECK(world.files.writes.empty());
}

TEST_CASE("a collection is found by id before name, ignoring the case of names", "[ops]") {
    Project world;
    world.files.put(world.scope.collections, collection_text("00000000000a", "First") +
                                                 collection_text("00000000000b", "00000000000a"));
    const auto files = world.collections();
    const auto find = [&](const char* text) { return find_collection(files, world.scope, text); };
    CHECK((*find("00000000000a"))->name == "First");
    CHECK((*find("fIRST"))->id == "00000000000a");
    CHECK(find("00000000000A").value()->id == "00000000000b");
    const auto missing = find("Frist");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == ErrorCode::collection_not_found);
    CHECK(missing.error().message == "no collection 'Frist' in project 'work'");
    CHECK(missing.error().hint == "did you mean 'First'?");
}

TEST_CASE("a name in both files is ambiguous, an id in both is the private one", "[ops]") {
    Project world;
    world.files.put(world.scope.collections, collection_text("00000000000a", "one") +
                                                 collection_text("00000000000b", "two"));
    world.files.put(world.scope.local_collections, collection_text("00000000000b", "mine") +
                                                       collection_text("00000000000c", "ONE"));
    const auto files = world.collections();
    const auto both = find_collection(files, world.scope, "one");
    REQUIRE_FALSE(both);
    CHECK(both.error().code == ErrorCode::ambiguous_reference);
    CHECK((*find_collection(files, world.scope, "00000000000c"))->is_private);
    CHECK((*find_collection(files, world.scope, "00000000000b"))->name == "mine");
    CHECK(files.collections.size() == 3);
    REQUIRE(world.diagnostics.items.size() == 1);
    CHECK(world.diagnostics.items[0].message.find("stands in two files") != std::string::npos);
    CHECK(world.diagnostics.items[0].origin.path == world.scope.collections.string());
}

TEST_CASE("a private collection is written to its own file with its own mode", "[ops]") {
    Project world;
    REQUIRE(create_collection(world.services, world.scope, {"c", "", true}));
    CHECK(world.text(world.scope.collections) == "(missing)");
    CHECK(world.text(world.scope.local / ".gitignore") == "*\n");
    CHECK(world.files.stat(world.scope.local_collections).value()->mode == 0600);
    CHECK(world.files.stat(world.scope.local).value()->mode == 0700);
}

TEST_CASE("members tell what has become of them", "[ops]") {
    Project world;
    auto removed = skill_entry("old");
    removed.status = EntryStatus::removed;
    auto updated = skill_entry("pdf");
    updated.status = EntryStatus::updated;
    updated.description = "reads";
    put_catalog(world, world.scope, "acme/tools", url, {skill_entry("docx"), removed, updated});
    const auto members = members_of(world.services, world.workspace(),
                                    {pdf, "skill:./skills/old@ACME/tools", "agent:./a.md@gone",
                                     "skill:./skills/none@acme/tools"});
    REQUIRE(members);
    std::vector<std::string> told;
    for (const auto& member : *members) {
        told.push_back(member.name + " " + std::string(to_string(member.status)) + " " +
                       member.commit.substr(0, 2) + member.description);
    }
    CHECK(told == std::vector<std::string>{"pdf updated ccreads", "old missing ", "a missing ",
                                           "none missing "});
    world.files.put(world.scope.catalog_of("acme/tools"), "damaged");
    CHECK(members_of(world.services, world.workspace(), {pdf}).value()[0].status ==
          MemberStatus::not_scanned);
    CHECK(members_of(world.services, world.workspace(), {"pdf"}).error().code ==
          ErrorCode::invalid_value);
}

TEST_CASE("many references are found in one go, and the first fault is the error", "[ops]") {
    Project world;
    auto hidden = skill_entry("hidden");
    hidden.tier = Tier::nested;
    auto twin = skill_entry("pdf");
    twin.path = "samples/pdf";
    twin.tier = Tier::example;
    put_catalog(world, world.scope, "acme/tools", url,
                {twin, skill_entry("docx"), hidden, skill_entry("pdf")});
    const auto workspace = world.workspace();
    const auto find = [&](const std::vector<std::string>& references) {
        return find_artifacts(world.services, workspace, {"agent:./x@gone"}, references);
    };
    CHECK(
        find({"pdf", "./skills/docx", "skill:hidden@acme/tools", "agent:./x@Gone"}).value() ==
        std::vector<std::string>{pdf, docx, "skill:./skills/hidden@acme/tools", "agent:./x@gone"});
    CHECK(find({"./**/pdf"}).value() == std::vector<std::string>{pdf});
    const auto several = find({"docx", "./skills/*"});
    REQUIRE_FALSE(several);
    CHECK(several.error().code == ErrorCode::ambiguous_reference);
    CHECK(several.error().context == std::vector<std::string>{docx, pdf});
    const auto unknown = find({"docx", "agent:pdf"});
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().code == ErrorCode::artifact_not_found);
    CHECK(unknown.error().message == "no artifact 'agent:pdf'");
    CHECK(find({}).value().empty());
}

TEST_CASE("members are found by id, path and name, whatever has become of them", "[ops]") {
    Project world;
    const std::vector<std::string> members{pdf, "agent:./agents/pdf.md@gone/one",
                                           "skill:./x/other@gone/one", docx};
    const auto find = [&](const std::string& reference) {
        return find_members(world.services, world.workspace(), members, {reference},
                            {"collection 'c'", "skillmeat collection show c"});
    };
    const auto position = [&](const std::string& reference) {
        return find(reference).value()[0].position;
    };
    CHECK(position("skill:./skills/pdf@ACME/TOOLS") == 0U);
    CHECK(position("agent:pdf") == 1U);
    CHECK(position("pdf@gone/one") == 1U);
    CHECK(position("other") == 2U);
    CHECK(position("./x/other") == 2U);
    CHECK(position("docx") == 3U);
    CHECK(find("pdf").error().code == ErrorCode::ambiguous_reference);
    CHECK_FALSE(position("skill:./skills/none@acme/tools"));
    const auto unknown = find("dcox");
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().message == "no artifact 'dcox' in collection 'c'");
    CHECK(unknown.error().hint == "did you mean 'docx'?");
    const auto outsider =
        find_members(world.services, world.workspace(), {docx}, {"pdf"}, MemberHolder{"x", ""});
    REQUIRE(outsider);
    CHECK(outsider->front().id == pdf);
    CHECK_FALSE(outsider->front().position);
    CHECK(require_members(world.services, world.workspace(), {docx}, {"pdf"}, MemberHolder{"x", ""})
              .error()
              .code == ErrorCode::artifact_not_found);
}

TEST_CASE("what a commit would write that cannot be read is refused before it is written",
          "[ops]") {
    Project world;
    REQUIRE(create_collection(world.services, world.scope, {"c", "", false}));
    const auto before = world.text(world.scope.collections);
    const auto edited = edit_collections(
        world.services, world.scope, false, [](const Workspace&, CollectionFiles& files) {
            return files.shared.set({"collection", std::size_t{0}, "name"}, "");
        });
    REQUIRE_FALSE(edited);
    CHECK(edited.error().code == ErrorCode::invalid_manifest);
    CHECK(world.text(world.scope.collections) == before);
}

TEST_CASE("a write that fails leaves the file as it was", "[ops]") {
    Project world;
    REQUIRE(create_collection(world.services, world.scope, {"c", "", false}));
    const auto before = world.text(world.scope.collections);
    world.files.fail_write_at(1);
    CHECK(add_to_collection(world.services, world.scope, "c", {"pdf"}).error().code ==
          ErrorCode::io_error);
    CHECK(world.text(world.scope.collections) == before);
}

TEST_CASE("a source that becomes private leaves public collections in time", "[ops]") {
    Project world;
    world.files.put(world.scope.collections, collection_text("00000000000a", "c", {pdf, docx}));
    UpdateRequest request;
    request.source = "acme/tools";
    request.visibility = Visibility::private_;
    const auto refused = update_source(world.services, world.scope, request);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::confirmation_required);
    CHECK(refused.error().message == "public collection 'c' holds 2 artifacts of 'acme/tools'");
    request.leave_collections = true;
    world.files.writes.clear();
    const auto done = update_source(world.services, world.scope, request);
    REQUIRE(done);
    CHECK(done->changed);
    // The receiving files first; no committed file is left to name the source.
    const auto at = [&](const sys::Path& path) {
        return std::find(world.files.writes.begin(), world.files.writes.end(), path.string()) -
               world.files.writes.begin();
    };
    CHECK(at(world.scope.local_manifest) < at(world.scope.collections));
    CHECK(at(world.scope.collections) < at(world.scope.manifest));
    CHECK(world.text(world.scope.collections).find("acme") == std::string::npos);
    REQUIRE(world.diagnostics.items.size() == 1);
    CHECK(world.diagnostics.items[0].severity == Severity::note);
}

TEST_CASE("collections of several scopes are listed by name, then project", "[ops]") {
    Project world;
    const auto user = world.user();
    world.files.put(world.scope.collections,
                    collection_text("00000000000a", "b") + collection_text("00000000000b", "A"));
    world.files.put(user.collections, collection_text("00000000000c", "B"));
    const std::vector<Scope> scopes{user, world.scope};
    const auto names = [&](const CollectionListRequest& request) {
        std::vector<std::string> result;
        const auto list = list_collections(world.services, scopes, request);
        REQUIRE(list);
        for (const auto& view : list->rows) {
            result.push_back(view.collection.name + "@" + view.project_name);
        }
        return result;
    };
    using Names = std::vector<std::string>;
    CHECK(names({}) == Names{"A@work", "B@", "b@work"});
    CHECK(names({"b", 1, 50}) == Names{"B@", "b@work"});
    CHECK(names({"", 2, 2}) == Names{"b@work"});
    CHECK(names({"", 3, 2}).empty());
    CHECK(names({"", SIZE_MAX, 100}).empty());
    CHECK(show_collection(world.services, scopes, "b").error().code ==
          ErrorCode::ambiguous_reference);
    CHECK(show_collection(world.services, scopes, "A").value().view.project_name == "work");
    CHECK(show_group(world.services, scopes, {"A", "g"}).error().code ==
          ErrorCode::group_not_found);
}

}  // namespace
}  // namespace skillmeat::ops
