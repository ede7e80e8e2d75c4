#include <skillmeat/manifest/manifest.hpp>

#include <skillmeat/base/digest.hpp>

// Both digests are the first 16 hexadecimal digits of SHA-256 over a list of texts, each written as
// its length in bytes, a colon and the text (netstrings without commas). So no text can pass for
// two, and nothing has to be escaped.

namespace skillmeat::manifest {
namespace {

void put(std::string& out, std::string_view text) {
    out += std::to_string(text.size());
    out += ':';
    out += text;
}

std::string short_digest(std::string_view bytes) {
    return hex_digest(HashKind::sha256, bytes).substr(0, 16);
}

}  // namespace

std::string exclusions_hash(const std::vector<Exclusion>& exclusions) {
    std::string bytes;
    for (const auto& row : exclusions) {
        put(bytes, row.artifact);
    }
    return short_digest(bytes);
}

std::string options_hash(const Source& source) {
    std::string bytes;
    put(bytes, source.root);
    for (const auto& mapping : source.map) {
        put(bytes, mapping.first);
        put(bytes, to_string(mapping.second));
    }
    return short_digest(bytes);
}

}  // namespace skillmeat::manifest
