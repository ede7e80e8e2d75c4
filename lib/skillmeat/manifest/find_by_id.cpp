#include <skillmeat/manifest/find_by_id.hpp>

#include <string>

#include <skillmeat/base/text.hpp>

namespace skillmeat::manifest {

std::optional<std::size_t> find_by_id(const tomlfile::Document& document, std::string_view array,
                                      std::string_view id) {
    const auto* rows = document.find(tomlfile::KeyPath{std::string(array)});
    if (rows == nullptr || rows->array() == nullptr) {
        return std::nullopt;
    }
    const auto& elements = *rows->array();
    for (std::size_t i = 0; i < elements.size(); ++i) {
        const auto* table = elements[i].table();
        const auto* value = table == nullptr ? nullptr : table->find("id");
        if (value != nullptr && value->string() != nullptr &&
            equals_ignoring_case(*value->string(), id)) {
            return i;
        }
    }
    return std::nullopt;
}

}  // namespace skillmeat::manifest
