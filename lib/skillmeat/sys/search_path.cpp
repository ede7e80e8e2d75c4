#include <skillmeat/sys/search_path.hpp>

#include <vector>

#include <skillmeat/base/text.hpp>

namespace skillmeat::sys {

std::string absolute_entries(std::string_view path) {
    std::vector<std::string> kept;
    for (const auto entry : split(path, ':')) {
        if (entry.starts_with('/')) {
            kept.emplace_back(entry);
        }
    }
    return join(kept, ":");
}

}  // namespace skillmeat::sys
