#include <skillmeat/collections/change.hpp>

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <unordered_set>

#include <skillmeat/collections/order.hpp>
#include <skillmeat/model/artifact_id.hpp>

namespace skillmeat::collections {
namespace {

using Keys = std::unordered_set<std::string>;

Keys keys_of(const std::vector<std::string>& artifacts) {
    Keys keys;
    for (const auto& artifact : artifacts) {
        keys.insert(artifact_id_key(artifact));
    }
    return keys;
}

std::vector<bool> append(std::vector<std::string>& list,
                         const std::vector<std::string>& artifacts) {
    auto present = keys_of(list);
    std::vector<bool> added;
    for (const auto& artifact : artifacts) {
        added.push_back(present.insert(artifact_id_key(artifact)).second);
        if (added.back()) {
            list.push_back(artifact);
        }
    }
    return added;
}

void erase(std::vector<std::string>& list, const Keys& unwanted) {
    std::erase_if(
        list, [&](const auto& artifact) { return unwanted.contains(artifact_id_key(artifact)); });
}

/// Each once, as the list spells those it holds.
std::vector<std::string> unique_as_in(const std::vector<std::string>& list,
                                      const std::vector<std::string>& artifacts) {
    std::unordered_map<std::string, std::string> spellings;
    for (const auto& artifact : list) {
        spellings.emplace(artifact_id_key(artifact), artifact);
    }
    std::vector<std::string> result;
    Keys seen;
    for (const auto& artifact : artifacts) {
        const auto key = artifact_id_key(artifact);
        if (seen.insert(key).second) {
            const auto spelling = spellings.find(key);
            result.push_back(spelling == spellings.end() ? artifact : spelling->second);
        }
    }
    return result;
}

}  // namespace

std::vector<bool> contained(const std::vector<std::string>& list,
                            const std::vector<std::string>& artifacts) {
    const auto present = keys_of(list);
    std::vector<bool> result;
    for (const auto& artifact : artifacts) {
        result.push_back(present.contains(artifact_id_key(artifact)));
    }
    return result;
}

std::vector<bool> add_artifacts(Collection& collection, const std::vector<std::string>& artifacts) {
    return append(collection.artifacts, artifacts);
}

std::vector<bool> remove_artifacts(Collection& collection,
                                   const std::vector<std::string>& artifacts) {
    auto there = contained(collection.artifacts, artifacts);
    const auto unwanted = keys_of(artifacts);
    erase(collection.artifacts, unwanted);
    for (auto& group : collection.groups) {
        erase(group.artifacts, unwanted);
    }
    return there;
}

Result<std::vector<bool>> add_to_group(Collection& collection, std::size_t group,
                                       const std::vector<std::string>& artifacts,
                                       std::optional<std::size_t> position) {
    auto& list = collection.groups[group].artifacts;
    if (!position) {
        add_artifacts(collection, artifacts);
        return append(list, artifacts);
    }
    const auto before = list;
    auto after = list;
    erase(after, keys_of(artifacts));
    SKILLMEAT_TRY(check_position(*position, after.size(), "artifact"));
    const auto placed = unique_as_in(before, artifacts);
    after.insert(after.begin() + static_cast<std::ptrdiff_t>(*position), placed.begin(),
                 placed.end());
    add_artifacts(collection, artifacts);
    list = after;
    // Where the order is another one, all that was named counts as moved.
    return std::vector<bool>(artifacts.size(), before != after);
}

std::vector<bool> remove_from_group(Group& group, const std::vector<std::string>& artifacts) {
    auto there = contained(group.artifacts, artifacts);
    erase(group.artifacts, keys_of(artifacts));
    return there;
}

std::vector<std::string> remove_if(
    Collection& collection, const std::function<bool(const std::string& artifact)>& is_unwanted) {
    std::vector<std::string> taken;
    std::copy_if(collection.artifacts.begin(), collection.artifacts.end(),
                 std::back_inserter(taken), is_unwanted);
    remove_artifacts(collection, taken);
    return taken;
}

}  // namespace skillmeat::collections
