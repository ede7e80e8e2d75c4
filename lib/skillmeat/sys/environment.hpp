#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <skillmeat/base/result.hpp>

namespace skillmeat::sys {

/// What the surroundings of the process say. Variables that are set but empty count as not set.
class Environment {
  public:
    virtual ~Environment() = default;
    [[nodiscard]] virtual std::optional<std::string> get(std::string_view name) const = 0;
    /// All variables, for children; empty ones included.
    [[nodiscard]] virtual std::map<std::string, std::string> all() const = 0;
    [[nodiscard]] virtual Result<std::filesystem::path> current_directory() const = 0;
};

[[nodiscard]] std::unique_ptr<Environment> make_process_environment();

/// First executable file `name` on the absolute entries of PATH (rule R26), or nothing.
[[nodiscard]] std::optional<std::filesystem::path> find_program(const Environment& environment,
                                                                std::string_view name);

}  // namespace skillmeat::sys
