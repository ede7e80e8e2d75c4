#include <skillmeat/index/document.hpp>

#include <array>

namespace skillmeat::index {
namespace {

constexpr std::array by_name{ArtifactType::agent, ArtifactType::bundle, ArtifactType::command,
                             ArtifactType::hook,  ArtifactType::mcp,    ArtifactType::plugin,
                             ArtifactType::skill};
static_assert(by_name.size() == artifact_types.size());

}  // namespace

int type_rank(ArtifactType type) {
    return static_cast<int>(std::find(by_name.begin(), by_name.end(), type) - by_name.begin());
}

ArtifactType type_of_rank(std::int64_t rank) {
    return rank >= 0 && rank < static_cast<std::int64_t>(by_name.size())
               ? by_name[static_cast<std::size_t>(rank)]
               : ArtifactType::skill;
}

}  // namespace skillmeat::index
