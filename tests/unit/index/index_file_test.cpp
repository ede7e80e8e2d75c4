#include <support/catch.hpp>
#include <support/temp_dir.hpp>

#include <skillmeat/index/index_file.hpp>

#include "world.hpp"

#include <fstream>

namespace skillmeat::index {
namespace {

using testing::done;

struct Cache {
    test::TempDir folder;
    std::unique_ptr<sys::FileSystem> disk = sys::make_disk();
    IndexFiles paths = index_files(folder.path());

    /// Opens for writing and stamps; whether an older file was set aside.
    bool write() const {
        bool set_aside = false;
        {
            auto opened = open_for_writing(*disk, paths, set_aside).value();
            ScopeRow scope;
            scope.key = std::to_string(++keys_);
            done(opened.put_scope(scope));
        }
        done(write_stamp(*disk, paths));
        return set_aside;
    }
    void put(const sys::Path& path, const std::string& text) const {
        std::ofstream(path, std::ios::binary) << text;
    }
    mutable int keys_ = 0;
};

}  // namespace

TEST_CASE("An index is trusted as its last writer left it", "[index][file]") {
    const Cache cache;
    CHECK(judge(*cache.disk, cache.paths).value() == FileTrust::missing);
    CHECK_FALSE(open_trusted(*cache.disk, cache.paths).has_value());
    CHECK_FALSE(cache.write());
    CHECK(judge(*cache.disk, cache.paths).value() == FileTrust::trusted);
    CHECK_FALSE(cache.write());
    const auto opened = open_trusted(*cache.disk, cache.paths);
    REQUIRE(opened.has_value());
    CHECK(opened->scopes().value().size() == 2);
}

TEST_CASE("Anything else is set aside and made anew", "[index][file]") {
    const Cache cache;
    cache.write();
    SECTION("without a stamp") {
        std::filesystem::remove(cache.paths.stamp);
    }
    SECTION("with another stamp") {
        cache.put(cache.paths.stamp, "1 2 3 4\n");
    }
    SECTION("with a stamp without end") {
        cache.put(cache.paths.stamp, std::string(100'000, '1'));
    }
    SECTION("cut short") {
        std::filesystem::resize_file(cache.paths.database, 5'000);
    }
    SECTION("empty") {
        std::filesystem::resize_file(cache.paths.database, 0);
    }
    SECTION("another program's") {
        cache.put(cache.paths.database, "SQLite format 3 or so");
    }
    CHECK_FALSE(open_trusted(*cache.disk, cache.paths).has_value());
    CHECK(cache.write());
    CHECK(std::filesystem::exists(cache.paths.old));
    const auto opened = open_trusted(*cache.disk, cache.paths);
    REQUIRE(opened.has_value());
    CHECK(opened->scopes().value().size() == 1);
}

TEST_CASE("A newer or foreign database is refused although its stamp fits", "[index][file]") {
    const Cache cache;
    cache.write();
    const auto* sql = "PRAGMA user_version = 99";
    SECTION("newer") {}
    SECTION("foreign") {
        sql = "PRAGMA application_id = 7";
    }
    {
        auto database = Database::open(cache.paths.database.string(), Access::write).value();
        done(database.execute(sql));
    }
    done(write_stamp(*cache.disk, cache.paths));
    CHECK_FALSE(open_trusted(*cache.disk, cache.paths).has_value());
    CHECK(cache.write());
    CHECK(open_trusted(*cache.disk, cache.paths).has_value());
}

TEST_CASE("While a writer is at work nobody believes the file", "[index][file]") {
    const Cache cache;
    cache.write();
    bool set_aside = false;
    const auto writer = open_for_writing(*cache.disk, cache.paths, set_aside);
    REQUIRE(writer.has_value());
    CHECK_FALSE(set_aside);
    CHECK(judge(*cache.disk, cache.paths).value() == FileTrust::untrusted);
}

}  // namespace skillmeat::index
