#include <support/catch.hpp>

#include <skillmeat/index/codec.hpp>

#include <cstdint>
#include <limits>

namespace skillmeat::index {
namespace {

Source full_source() {
    Source source;
    source.id = "acme/tools";
    source.url = "https://github.com/acme/tools";
    source.ref = "main";
    source.root = "skills";
    source.map = {{"a b", ArtifactType::bundle}, {"c", ArtifactType::skill}};
    source.tags = {"one", "", "drei\n"};
    source.trust = Trust::signed_;
    source.visibility = Visibility::private_;
    source.import_readme = true;
    source.description = std::string("nul\0 and 日本", 14);
    source.min_confidence = 70;
    source.transport = Transport::api;
    source.exclude = {{"skill:./x", "why", Timestamp{-5}, {"file", 3, 4}}, {"y", "", {}, {}}};
    source.origin = {"skillmeat.toml", 10, 1};
    source.index = 4;
    return source;
}

template <class T>
void check_damage(const std::string& bytes, T decode) {
    REQUIRE(decode(bytes).has_value());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CHECK_FALSE(decode(bytes.substr(0, size)).has_value());
    }
    CHECK_FALSE(decode(bytes + "x").has_value());
}

}  // namespace

TEST_CASE("Numbers of every size survive", "[index][codec]") {
    for (const std::int64_t value :
         {std::int64_t{0}, std::int64_t{-1}, std::int64_t{63}, std::int64_t{64},
          std::int64_t{1} << 40, std::numeric_limits<std::int64_t>::max(),
          std::numeric_limits<std::int64_t>::min()}) {
        const auto bytes = Encoder().number(value).take();
        Decoder in(bytes);
        CHECK(in.number() == value);
        CHECK(in.complete());
    }
}

TEST_CASE("Sources survive with places and order", "[index][codec]") {
    const auto source = full_source();
    const auto read = decode_source(encode(source));
    REQUIRE(read.has_value());
    CHECK(*read == source);
    CHECK(read->origin == source.origin);
    CHECK(read->index == source.index);
    CHECK(read->exclude.front().origin == source.exclude.front().origin);
    CHECK(encode(*read) == encode(source));
    CHECK(decode_source(encode(Source{})) == Source{});
}

TEST_CASE("Lock rows, states, headers and messages survive", "[index][codec]") {
    LockRow row;
    row.id = "a";
    row.commit = "c";
    row.tags = {"t"};
    row.fetch_timestamp = Timestamp{7};
    row.host_verified = false;
    row.readme_hash = "h";
    CHECK(decode_lock_row(encode(row)) == row);
    CHECK(decode_lock_row(encode(LockRow{})) == LockRow{});
    SourceState state;
    state.id = "a";
    state.last_sync = Timestamp{9};
    state.last_error = LastError{"network_error", "no way", Timestamp{3}};
    state.counts = TypeCounts{};
    (*state.counts)[ArtifactType::hook] = 12;
    state.basis.catalog_size = 99;
    state.basis.identity = "i";
    CHECK(decode_state(encode(state)) == state);
    CHECK(decode_state(encode(SourceState{})) == SourceState{});
    const CatalogHeader header{"a", "u", "r", "c", "t", "o", 3};
    CHECK(decode_header(encode(header)) == header);
    const std::vector<Diagnostic> messages{{Severity::warning, "odd", {"f", 1, 2}, "do"}};
    CHECK(decode_messages(encode(messages)) == messages);
    CHECK(decode_texts(encode(std::vector<std::string>{})) == std::vector<std::string>{});
}

TEST_CASE("Anything that was cut or lengthened is refused", "[index][codec]") {
    check_damage(encode(full_source()), decode_source);
    check_damage(encode(CatalogHeader{"a", "u", "r", "c", "t", "o", 300}), decode_header);
    CHECK_FALSE(decode_texts("\x04\xff").has_value());
    Decoder endless(std::string_view("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"));
    CHECK(endless.number() == 0);
    CHECK_FALSE(endless.ok());
}

}  // namespace skillmeat::index
