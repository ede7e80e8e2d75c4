#pragma once

#include <filesystem>
#include <map>
#include <string>

#include <skillmeat/sys/environment.hpp>

namespace skillmeat::fakes {

/// Says what the test put in; change `variables` and `directory` at will.
class FakeEnvironment final : public sys::Environment {
  public:
    explicit FakeEnvironment(std::map<std::string, std::string> set = {},
                             std::filesystem::path current = "/work");

    std::optional<std::string> get(std::string_view name) const override;
    std::map<std::string, std::string> all() const override { return variables; }
    /// io_error when `directory` is empty.
    Result<std::filesystem::path> current_directory() const override;

    std::map<std::string, std::string> variables;
    std::filesystem::path directory;
};

}  // namespace skillmeat::fakes
