#include <fstream>
#include <string>
#include <vector>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/deploy/execute.hpp>
#include <skillmeat/deploy/journal.hpp>
#include <skillmeat/sys/confined.hpp>

#include <support/catch.hpp>
#include <support/temp_dir.hpp>

using namespace skillmeat;
using namespace skillmeat::deploy;
using Kind = Operation::Kind;

namespace {

namespace fs = std::filesystem;

constexpr const char* staged = "s/.pdf.skillmeat-1-0123456789abcdef.tmp";
constexpr const char* aside = "s/.pdf.skillmeat-1-aaaaaaaaaaaaaaaa.tmp";

void put(const fs::path& path, const std::string& bytes) {
    fs::create_directories(path.parent_path());
    std::ofstream(path) << bytes;
}

std::string text(const fs::path& path) {
    std::ifstream stream(path);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string print_of(const std::string& bytes) {
    return file_fingerprint(hex_digest(HashKind::sha256, bytes));
}

MergedValue value(std::vector<std::string> key, std::string json) {
    return {"settings.json", std::move(key), std::move(json), false};
}

Operation values(Kind kind, MergedValue merged) {
    Operation operation{.kind = kind, .path = merged.file};
    operation.value = std::move(merged);
    return operation;
}

struct World {
    test::TempDir folder;
    std::unique_ptr<sys::Confined> disk = sys::confine_disk(folder.path()).value();

    [[nodiscard]] fs::path at(const std::string& name) const { return folder / name; }
    [[nodiscard]] bool there(const std::string& name) const {
        return fs::exists(fs::symlink_status(at(name)));
    }
};

const ContentFile skill{"SKILL.md", false, "new", ""};
const ContentFile script{"bin/run", true, "#!", ""};

/// Installs a folder and a value; what has to be there before is there.
Change install() {
    Change change;
    change.operations = {{.kind = Kind::make_directory, .path = "s"},
                         {.kind = Kind::place, .path = "s/pdf", .staged = staged},
                         {.kind = Kind::make_settings, .path = "settings.json", .text = "{}\n"},
                         values(Kind::put_value, value({"m"}, "{}")),
                         values(Kind::put_value, value({"m", "pdf"}, "1"))};
    return change;
}

void stage_install(World& world) {
    REQUIRE(stage(*world.disk, {staged, true, {&skill, &script}, ""}) == true);
}

}  // namespace

TEST_CASE("a change is done, done again, and tidied", "[deploy]") {
    World world;
    stage_install(world);
    const auto change = install();
    CHECK(sync_staged(*world.disk, change).has_value());
    for (int i = 0; i < 2; ++i) {
        CHECK(carry_out(*world.disk, change).has_value());
        CHECK(text(world.at("s/pdf/SKILL.md")) == "new");
        CHECK(text(world.at("settings.json")) == "{\n  \"m\": {\n    \"pdf\": 1\n  }\n}\n");
        CHECK(!world.there(staged));
    }
    CHECK((fs::status(world.at("s/pdf/bin/run")).permissions() & fs::perms::owner_exec) !=
          fs::perms::none);
    CHECK((fs::status(world.at("s/pdf/SKILL.md")).permissions() & fs::perms::owner_exec) ==
          fs::perms::none);
    CHECK(sync_change(*world.disk, change).has_value());
    CHECK(tidy(*world.disk, change).has_value());
    CHECK(text(world.at("s/pdf/SKILL.md")) == "new");
}

TEST_CASE("a change that fails anywhere is taken back as a whole", "[deploy]") {
    for (std::size_t stop = 1; stop <= 5; ++stop) {
        World world;
        stage_install(world);
        auto change = install();
        change.operations.insert(change.operations.begin() + static_cast<std::ptrdiff_t>(stop),
                                 {.kind = Kind::require, .path = "never"});
        const auto result = carry_out(*world.disk, change);
        INFO(stop);
        REQUIRE(!result.has_value());
        CHECK(!world.there("settings.json"));
        CHECK(!world.there("s/pdf"));
        CHECK(world.there(staged));
        CHECK(tidy(*world.disk, change).has_value());
        CHECK(!world.there(staged));
    }
}

TEST_CASE("what stands in the way is not replaced", "[deploy]") {
    World world;
    stage_install(world);
    put(world.at("s/pdf/SKILL.md"), "theirs");
    const auto result = carry_out(*world.disk, install());
    REQUIRE(!result.has_value());
    CHECK(result.error().code == ErrorCode::already_exists);
    CHECK(text(world.at("s/pdf/SKILL.md")) == "theirs");
    CHECK(world.there(staged));
    CHECK(world.there("s"));
}

TEST_CASE("a file is replaced only when it is as expected", "[deploy]") {
    World world;
    put(world.at("s/pdf/SKILL.md"), "old");
    const std::string waiting = std::string(staged) + "/SKILL.md";
    Change change;
    change.operations = {{.kind = Kind::place,
                          .path = "s/pdf/SKILL.md",
                          .staged = waiting,
                          .aside = std::string(aside) + "/SKILL.md",
                          .before = print_of("old")}};
    REQUIRE(stage(*world.disk, {waiting, false, {&skill}, ""}) == true);
    put(world.at("s/pdf/SKILL.md"), "edited");
    const auto refused = carry_out(*world.disk, change);
    REQUIRE(!refused.has_value());
    CHECK(refused.error().code == ErrorCode::locally_modified);
    CHECK(text(world.at("s/pdf/SKILL.md")) == "edited");
    put(world.at("s/pdf/SKILL.md"), "old");
    CHECK(carry_out(*world.disk, change).has_value());
    CHECK(text(world.at("s/pdf/SKILL.md")) == "new");
    CHECK(text(world.at(std::string(aside) + "/SKILL.md")) == "old");
    // A later operation fails: the old file comes back.
    change.operations.push_back({.kind = Kind::require, .path = "never"});
    CHECK(!carry_out(*world.disk, change).has_value());
    CHECK(text(world.at("s/pdf/SKILL.md")) == "old");
    CHECK(tidy(*world.disk, change).has_value());
    CHECK(!world.there(staged));
    CHECK(!world.there(aside));
}

TEST_CASE("a deployment is taken away, and comes back when that fails", "[deploy]") {
    for (const bool fails : {false, true}) {
        World world;
        put(world.at("s/pdf/SKILL.md"), "old");
        put(world.at("s/pdf/bin/run"), "#!");
        put(world.at("settings.json"), "{\n  \"m\": {\n    \"pdf\": 1\n  }\n}\n");
        const auto operation = [&](const std::string& name, const std::string& bytes) {
            return Operation{.kind = Kind::take_away,
                             .path = "s/pdf/" + name,
                             .aside = std::string(aside) + "/" + name,
                             .before = print_of(bytes)};
        };
        Change change;
        change.operations = {values(Kind::take_value, value({"m", "pdf"}, "1")),
                             values(Kind::take_value, value({"m"}, "{}")),
                             operation("SKILL.md", "old"),
                             operation("bin/run", "#!"),
                             {.kind = Kind::drop_settings, .path = "settings.json"},
                             {.kind = Kind::drop_directory, .path = "s/pdf/bin"},
                             {.kind = Kind::drop_directory, .path = "s/pdf"},
                             {.kind = Kind::drop_directory, .path = "s"}};
        if (fails) {
            change.operations.push_back({.kind = Kind::require, .path = "never"});
        }
        INFO(fails);
        CHECK(carry_out(*world.disk, change).has_value() == !fails);
        CHECK(world.there("s/pdf/SKILL.md") == fails);
        CHECK(world.there("s/pdf/bin/run") == fails);
        CHECK(world.there("settings.json") == fails);
        if (fails) {
            CHECK(text(world.at("settings.json")) == "{\n  \"m\": {\n    \"pdf\": 1\n  }\n}\n");
        } else {
            CHECK(carry_out(*world.disk, change).has_value());
        }
        CHECK(tidy(*world.disk, change).has_value());
        CHECK(!world.there(aside));
        CHECK(drop_directories(*world.disk, change).has_value());
        CHECK(world.there("s") == fails);
        CHECK(sync_change(*world.disk, change).has_value());
    }
}

TEST_CASE("links wait and are placed like files", "[deploy]") {
    World world;
    put(world.at("store/x/SKILL.md"), "text");
    const auto target = world.at("store/x").native();
    REQUIRE(stage(*world.disk, {staged, true, {&skill}, target}) == true);
    Change change;
    change.operations = {{.kind = Kind::place, .path = "s/pdf", .staged = staged}};
    CHECK(carry_out(*world.disk, change).has_value());
    CHECK(text(world.at("s/pdf/SKILL.md")) == "text");
    CHECK(fingerprint(*world.disk, "s/pdf") == link_fingerprint(target));
    change.operations = {{.kind = Kind::take_away,
                          .path = "s/pdf",
                          .aside = aside,
                          .before = link_fingerprint(target)}};
    CHECK(carry_out(*world.disk, change).has_value());
    CHECK(tidy(*world.disk, change).has_value());
    CHECK(!world.there("s/pdf"));
    CHECK(text(world.at("store/x/SKILL.md")) == "text");
    CHECK(fingerprint(*world.disk, "none") == std::string());
    CHECK(fingerprint(*world.disk, "s") == std::string("directory"));
}

TEST_CASE("a settings file that others changed meanwhile is not damaged", "[deploy]") {
    World world;
    put(world.at("settings.json"), "{\n  \"m\": {\n    \"pdf\": 2\n  }\n}\n");
    stage_install(world);
    const auto result = carry_out(*world.disk, install());
    REQUIRE(!result.has_value());
    CHECK(result.error().code == ErrorCode::already_exists);
    CHECK(text(world.at("settings.json")) == "{\n  \"m\": {\n    \"pdf\": 2\n  }\n}\n");
    put(world.at("settings.json"), "{ // mine\n}\n");
    CHECK(!carry_out(*world.disk, install()).has_value());
    CHECK(text(world.at("settings.json")) == "{ // mine\n}\n");
    CHECK(!world.there("s/pdf"));
}

TEST_CASE("a journal is read as it was written", "[deploy]") {
    Journal journal;
    journal.phase = Journal::Phase::committing;
    auto change = install();
    change.id = "0123456789ab";
    change.rows = "version = 1\n\n[[deployment]]\nartifact = \"a \\\" b\"\n";
    change.has_row = true;
    journal.changes = {change, Change{}};
    change.operations = {
        {.kind = Kind::take_away, .path = "a\nb \"c\"", .aside = aside, .before = "file 0"},
        {.kind = Kind::drop_directory, .path = "x"}};
    change.private_rows = "y";
    journal.changes.push_back(change);
    const auto written = write_journal(journal);
    CHECK(read_journal(written, "journal").value() == journal);
    journal.phase = Journal::Phase::staging;
    CHECK(read_journal(write_journal(journal), "journal").value() == journal);
    for (std::size_t size = 0; size < written.size(); ++size) {
        INFO(size);
        CHECK(!read_journal(written.substr(0, size), "journal").has_value());
    }
    const auto newer = read_journal("version = 2\nshape = 3\n", "journal");
    REQUIRE(!newer.has_value());
    CHECK(newer.error().code == ErrorCode::newer_format);
    for (const char* bad :
         {"", "version = 0\n# 0 changes\n", "phase = \"staging\"\n# 0 changes\n",
          "version = 1\nphase = \"later\"\n# 0 changes\n",
          "version = 1\n[[change.operation]]\n# 0 changes\n",
          "version = 1\n[[change]]\nx = 1\n# 1 changes\n",
          "version = 1\n[[change]]\n[[change.operation]]\nkind = \"burn\"\n# 1 changes\n",
          "version = 1\n[[change]]\n[[change.operation.value]]\n# 1 changes\n", "{}"}) {
        INFO(bad);
        const auto result = read_journal(bad, "journal");
        REQUIRE(!result.has_value());
        CHECK(result.error().code == ErrorCode::ledger_damaged);
    }
}

TEST_CASE("every kind of operation has a name", "[deploy]") {
    for (const auto kind :
         {Kind::require, Kind::make_directory, Kind::place, Kind::take_away, Kind::make_settings,
          Kind::put_value, Kind::take_value, Kind::drop_settings, Kind::drop_directory}) {
        CHECK(parse_operation_kind(to_string(kind)) == kind);
    }
    CHECK(!parse_operation_kind("burn").has_value());
    CHECK(confined("/home/u/x") == "home/u/x");
    CHECK(confined("a/b") == "a/b");
}
