#include <skillmeat/sys/environment.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <system_error>

#include <skillmeat/base/text.hpp>
#include <skillmeat/sys/system_error.hpp>

namespace skillmeat::sys {
namespace {

class ProcessEnvironment final : public Environment {
  public:
    std::optional<std::string> get(std::string_view name) const override {
        const char* value = std::getenv(std::string(name).c_str());
        if (value == nullptr || *value == '\0') {
            return std::nullopt;
        }
        return value;
    }

    std::map<std::string, std::string> all() const override {
        std::map<std::string, std::string> variables;
        for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
            const std::string_view text = *entry;
            const auto equals = text.find('=');
            if (equals != std::string_view::npos) {
                variables.try_emplace(std::string(text.substr(0, equals)), text.substr(equals + 1));
            }
        }
        return variables;
    }

    Result<std::filesystem::path> current_directory() const override {
        std::error_code error;
        auto path = std::filesystem::current_path(error);
        if (error) {
            return fail(ErrorCode::io_error,
                        "cannot tell the current directory: " + system_message(error.value()),
                        "it may have been removed; change to another directory");
        }
        return path;
    }
};

bool is_program(const std::filesystem::path& path) {
    struct stat status = {};
    return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
           ::access(path.c_str(), X_OK) == 0;
}

}  // namespace

std::unique_ptr<Environment> make_process_environment() {
    return std::make_unique<ProcessEnvironment>();
}

std::optional<std::filesystem::path> find_program(const Environment& environment,
                                                  std::string_view name) {
    const auto search_path = environment.get("PATH");
    if (!search_path || name.empty() || name.find('/') != std::string_view::npos) {
        return std::nullopt;
    }
    for (const std::string_view entry : split(*search_path, ':')) {
        const std::filesystem::path directory = entry;
        if (!directory.is_absolute()) {
            continue;
        }
        auto candidate = directory / name;
        if (is_program(candidate)) {
            return candidate;
        }
    }
    return std::nullopt;
}

}  // namespace skillmeat::sys
