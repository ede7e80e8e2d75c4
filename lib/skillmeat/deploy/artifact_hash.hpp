#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace skillmeat::deploy {

/// A file of an artifact, as its `sm1` hash counts it.
struct HashedFile {
    std::string path;        ///< relative to the artifact
    std::uint32_t mode = 0;  ///< 0100644, 0100755 or 0120000, as git has it
    std::uint64_t size = 0;  ///< bytes; of a link those of its target text
    std::string sha256;      ///< of the bytes, 64 hexadecimal digits
};

/// `sm1:` and the SHA-256 over the records `mode SP path NUL size NUL sha256 LF`, sorted by path
/// bytewise (formats.md, Catalog; rule R18). Covers names, modes and content, and no two lists of
/// files give the same records.
[[nodiscard]] std::string artifact_hash(std::vector<HashedFile> files);

}  // namespace skillmeat::deploy
