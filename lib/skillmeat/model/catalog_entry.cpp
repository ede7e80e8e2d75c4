#include <skillmeat/model/catalog_entry.hpp>

namespace skillmeat {

std::string artifact_key(ArtifactType type, std::string_view path) {
    std::string key(to_string(type));
    key += ':';
    // `.#NAME` is one of several artifacts at the root: it keeps the root's bare dot.
    if (path != "." && !path.starts_with(".#")) {
        key += "./";
    }
    key += path;
    return key;
}

std::string artifact_id(ArtifactType type, std::string_view path, std::string_view source_id) {
    std::string id = artifact_key(type, path);
    id += '@';
    id += source_id;
    return id;
}

}  // namespace skillmeat
