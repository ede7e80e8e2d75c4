#include <skillmeat/net/response_cache.hpp>

#include <string>

#include <fakes/memory_files.hpp>
#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::net;

namespace {

const CacheKey key{"https://a.test/x?page=1", "text/x", "0123"};

CachedResponse sample() {
    CachedResponse response;
    response.status = 203;
    response.url = "https://a.test/y";
    response.etag = "W/\"e\"";
    response.last_modified = "Thu, 01 Jan 2026 00:00:00 GMT";
    response.link = "<https://a.test/z>; rel=next";
    response.stored_at = Timestamp{1'767'225'600};
    response.body = std::string("line\n\n\0binary\xff", 14);
    return response;
}

void check_equal(const std::optional<CachedResponse>& found, const CachedResponse& wanted) {
    REQUIRE(found);
    CHECK(found->status == wanted.status);
    CHECK(found->url == wanted.url);
    CHECK(found->etag == wanted.etag);
    CHECK(found->last_modified == wanted.last_modified);
    CHECK(found->link == wanted.link);
    CHECK(found->stored_at == wanted.stored_at);
    CHECK(found->body == wanted.body);
}

}  // namespace

TEST_CASE("an answer that was stored is found, replaced and erased", "[net]") {
    fakes::MemoryFiles files;
    ResponseCache cache(files, "/cache/http");
    CHECK_FALSE(cache.find(key));
    cache.store(key, sample());
    check_equal(cache.find(key), sample());

    CachedResponse next;
    next.stored_at = Timestamp{-1};
    cache.store(key, next);
    check_equal(cache.find(key), next);
    CHECK(files.files().size() == 1);

    cache.erase(key);
    CHECK_FALSE(cache.find(key));
    cache.erase(key);
}

TEST_CASE("only the owner can read kept answers", "[net]") {
    fakes::MemoryFiles files;
    ResponseCache cache(files, "/home/me/.cache/skillmeat/http");
    cache.store(key, sample());
    CHECK(files.stat(cache.path_of(key)).value()->mode == 0600);
    CHECK(files.stat("/home/me/.cache/skillmeat/http").value()->mode == 0700);
    CHECK(cache.path_of(key).parent_path() == "/home/me/.cache/skillmeat/http");
}

TEST_CASE("another URL, form or credential never sees an answer", "[net]") {
    fakes::MemoryFiles files;
    ResponseCache cache(files, "/c");
    cache.store(key, sample());
    for (const auto& other :
         {CacheKey{"https://a.test/x?page=2", key.accept, key.identity},
          CacheKey{key.url, "text/y", key.identity}, CacheKey{key.url, key.accept, "4567"},
          CacheKey{key.url, key.accept, ""}, CacheKey{key.url + "\ntext/x", "", key.identity}}) {
        CHECK_FALSE(cache.find(other));
        // not even when the file stands under its name
        files.put(cache.path_of(other), *files.text(cache.path_of(key)));
        CHECK_FALSE(cache.find(other));
    }
}

TEST_CASE("no damage goes unnoticed", "[net]") {
    const auto bytes = write_cached(key, sample());
    REQUIRE(bytes);
    check_equal(read_cached(*bytes, key), sample());
    for (std::size_t i = 0; i < bytes->size(); ++i) {
        INFO(i);
        CHECK_FALSE(read_cached(bytes->substr(0, i), key));
        std::string changed = *bytes;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        CHECK_FALSE(read_cached(changed, key));
    }
    CHECK_FALSE(read_cached(*bytes + "x", key));
    CHECK_FALSE(read_cached(*bytes + *bytes, key));
    CHECK_FALSE(read_cached("\n" + *bytes, key));
}

TEST_CASE("values that would break the form are not kept", "[net]") {
    fakes::MemoryFiles files;
    ResponseCache cache(files, "/c");
    auto response = sample();
    response.etag = "a\nb";
    cache.store(key, response);
    cache.store({"https://a.test/\nx", "", ""}, sample());
    CHECK(files.files().empty());
}

TEST_CASE("a list can say what URL an answer is of", "[net]") {
    const auto bytes = write_cached(key, sample()).value();
    CHECK(cached_url(bytes) == key.url);
    CHECK(cached_url(bytes.substr(0, bytes.size() - 5)) == key.url);
    CHECK(cached_url("").empty());
    CHECK(cached_url("something\nelse\n").empty());
    CHECK(cached_url("skillmeat-response-1 0\nhttps://cut").empty());
}

TEST_CASE("a cache without a place keeps nothing", "[net]") {
    fakes::MemoryFiles files;
    ResponseCache cache(files, "");
    cache.store(key, sample());
    CHECK_FALSE(cache.find(key));
    cache.erase(key);
    CHECK(files.files().empty());
    CHECK(files.reads.empty());
}

TEST_CASE("a cache that cannot be read or written is an empty one", "[net]") {
    fakes::MemoryFiles files;
    ResponseCache cache(files, "/c");
    files.fail_write_at(1);
    cache.store(key, sample());
    CHECK_FALSE(cache.find(key));
    cache.store(key, sample());
    files.fail_reads_of(cache.path_of(key));
    CHECK_FALSE(cache.find(key));

    files.put("/file", "");
    ResponseCache in_the_way(files, "/file/http");
    in_the_way.store(key, sample());
    CHECK_FALSE(in_the_way.find(key));
}
