#include <skillmeat/deploy/artifact_hash.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <skillmeat/base/digest.hpp>

namespace skillmeat::deploy {

std::string artifact_hash(std::vector<HashedFile> files) {
    std::ranges::sort(files, {}, &HashedFile::path);
    Hasher hasher(HashKind::sha256);
    for (const auto& file : files) {
        std::string record = fmt::format("{:06o} {}", file.mode, file.path);
        record += '\0';
        record += std::to_string(file.size);
        record += '\0';
        record += file.sha256;
        record += '\n';
        hasher.update(record);
    }
    return "sm1:" + hasher.hex();
}

}  // namespace skillmeat::deploy
