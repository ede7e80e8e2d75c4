#include <skillmeat/ops/user_file.hpp>

#include <skillmeat/ops/paths.hpp>
#include <skillmeat/sys/temporary_name.hpp>

namespace skillmeat::ops {
namespace {

constexpr std::uint32_t private_directory = 0700;

/// Temporaries of this file alone: those of other files there are under another lock (rule R3).
Result<void> remove_leftovers(const Services& services, const sys::Path& path) {
    const auto beginning = "." + path.filename().string() + ".";
    SKILLMEAT_ASSIGN(const auto entries, services.files.list(path.parent_path()));
    for (const auto& entry : entries) {
        if (entry.name.starts_with(beginning) && sys::is_temporary_name(entry.name)) {
            SKILLMEAT_TRY(services.files.remove_file(path.parent_path() / entry.name));
        }
    }
    return {};
}

}  // namespace

Result<sys::Path> user_file_path(const Services& services, std::string_view name) {
    SKILLMEAT_ASSIGN(const auto config, require(user_paths(services.environment).config,
                                                "user's configuration", "XDG_CONFIG_HOME"));
    return config / (std::string(name) + ".toml");
}

Result<std::optional<std::string>> read_user_file(const Services& services, std::string_view name) {
    const auto path = user_file_path(services, name);
    return path ? services.files.read(*path) : std::optional<std::string>();
}

Result<void> edit_user_file(Services& services, std::string_view name, std::int64_t timeout_ms,
                            const UserFileEdit& edit) {
    SKILLMEAT_ASSIGN(const auto path, user_file_path(services, name));
    SKILLMEAT_ASSIGN(const auto state, require(user_paths(services.environment).state,
                                               "user's state", "XDG_STATE_HOME"));
    SKILLMEAT_TRY(services.files.create_directories(state, private_directory));
    sys::LockOptions options;
    options.timeout_ms = timeout_ms;
    SKILLMEAT_ASSIGN(const auto held,
                     services.files.lock(state / (std::string(name) + ".lock"), options));
    SKILLMEAT_ASSIGN(const auto before, services.files.read(path));
    SKILLMEAT_ASSIGN(const auto after, edit(before));
    if (after) {
        SKILLMEAT_TRY(services.files.create_directories(path.parent_path(), private_directory));
        SKILLMEAT_TRY(remove_leftovers(services, path));
        SKILLMEAT_TRY(services.files.write(path, *after));
    }
    return {};
}

}  // namespace skillmeat::ops
