#include <skillmeat/detect/detector.hpp>
#include <skillmeat/tree/memory_tree.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

// Any bytes in the files that decide are detected or rejected, twice the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace skillmeat;
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const auto detect_once = [&] {
        const auto tree = tree::make_memory_tree({{".claude-plugin/marketplace.json", bytes},
                                                  {".claude-plugin/plugin.json", bytes},
                                                  {".codex/agents/a.toml", bytes},
                                                  {".mcp.json", bytes},
                                                  {"agents/a.md", bytes},
                                                  {"apm.yml", bytes},
                                                  {"commands/c.md", bytes},
                                                  {"hooks/hooks.json", bytes},
                                                  {"skills/s/SKILL.md", bytes}});
        return detect::detect(*tree, {});
    };
    const auto first = detect_once();
    const auto second = detect_once();
    if (!first || !second || first->items != second->items) {
        std::abort();
    }
    return 0;
}
