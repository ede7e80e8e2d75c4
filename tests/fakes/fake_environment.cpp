#include <fakes/fake_environment.hpp>

#include <utility>

namespace skillmeat::fakes {

FakeEnvironment::FakeEnvironment(std::map<std::string, std::string> set,
                                 std::filesystem::path current)
    : variables(std::move(set)), directory(std::move(current)) {}

std::optional<std::string> FakeEnvironment::get(std::string_view name) const {
    const auto found = variables.find(std::string(name));
    if (found == variables.end() || found->second.empty()) {
        return std::nullopt;
    }
    return found->second;
}

Result<std::filesystem::path> FakeEnvironment::current_directory() const {
    if (directory.empty()) {
        return fail(ErrorCode::io_error, "cannot tell the current directory");
    }
    return directory;
}

}  // namespace skillmeat::fakes
