#include <skillmeat/base/digest.hpp>

#include <support/catch.hpp>

#include <string>
#include <utility>

namespace skillmeat {

TEST_CASE("digests are those of the published test vectors", "[base]") {
    CHECK(hex_digest(HashKind::sha1, "") == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    CHECK(hex_digest(HashKind::sha1, "abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK(hex_digest(HashKind::sha256, "") ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(hex_digest(HashKind::sha256, "abc") ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hex_digest(HashKind::sha256, std::string(1000000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("raw digests have 20 and 32 bytes", "[base]") {
    CHECK(raw_digest(HashKind::sha1, "abc").size() == 20);
    CHECK(raw_digest(HashKind::sha256, "abc").size() == 32);
    CHECK(to_hex(raw_digest(HashKind::sha1, "abc")) == hex_digest(HashKind::sha1, "abc"));
}

TEST_CASE("object ids are those that git gives", "[base]") {
    CHECK(git_object_id(HashKind::sha1, "blob", "") == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
    CHECK(git_object_id(HashKind::sha1, "blob", "hello\n") ==
          "ce013625030ba8dba906f756967f9e9ca394464a");
    CHECK(git_object_id(HashKind::sha1, "tree", "") == "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
    CHECK(git_object_id(HashKind::sha256, "blob", "") ==
          "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813");
}

TEST_CASE("a digest of pieces is the digest of the whole", "[base]") {
    const auto kind = GENERATE(HashKind::sha1, HashKind::sha256);
    Hasher hasher(kind);
    hasher.update("a");
    hasher.update("");
    Hasher moved = std::move(hasher);
    moved.update("bc");
    CHECK(moved.hex() == hex_digest(kind, "abc"));
}

TEST_CASE("hexadecimal text is written in lower case and read in both", "[base]") {
    CHECK(to_hex(std::string("\x00\xff\x1a", 3)) == "00ff1a");
    CHECK(from_hex("00fF1A") == std::string("\x00\xff\x1a", 3));
    CHECK(from_hex("") == std::string());
    CHECK_FALSE(from_hex("0"));
    CHECK_FALSE(from_hex("0g"));
    CHECK_FALSE(from_hex("g0"));
    CHECK_FALSE(from_hex("0x"));
    CHECK_FALSE(from_hex(" 1"));
}

}  // namespace skillmeat
