#include <skillmeat/ops/deploy/content_store.hpp>

#include <skillmeat/deploy/execute.hpp>
#include <skillmeat/ops/paths.hpp>
#include <skillmeat/sys/confined.hpp>
#include <skillmeat/sys/temporary_name.hpp>

namespace skillmeat::ops {
namespace {

constexpr std::uint32_t private_directory = 0700;

/// What killed runs left; with the store's lock held nobody else has any.
Result<void> remove_leftovers(sys::Confined& store) {
    SKILLMEAT_ASSIGN(const auto entries, store.list("."));
    for (const auto& entry : entries) {
        if (sys::is_temporary_name(entry.name)) {
            SKILLMEAT_TRY(store.remove_tree(entry.name));
        }
    }
    return {};
}

}  // namespace

std::string store_directory(const Services& services) {
    const auto paths = user_paths(services.environment);
    if (!paths.data) {
        return {};
    }
    const auto path = *paths.data / "store";
    const auto resolved = services.files.canonical(path);
    return (resolved ? *resolved : path).native();
}

Result<void> put_in_store(Services& services, const deploy::Contents& contents) {
    const auto paths = user_paths(services.environment);
    SKILLMEAT_TRY(require(paths.data, "store of deployed content", "XDG_DATA_HOME"));
    const sys::Path directory = store_directory(services);
    SKILLMEAT_TRY(services.files.create_directories(directory, private_directory));
    SKILLMEAT_ASSIGN(const auto store, services.files.confine(directory));
    const auto name = contents.hash.substr(contents.hash.find(':') + 1);
    SKILLMEAT_ASSIGN(const auto there, store->lstat(name));
    if (there) {
        return {};
    }
    SKILLMEAT_ASSIGN(const auto held, services.files.lock(directory / ".lock", {}));
    SKILLMEAT_TRY(remove_leftovers(*store));
    deploy::StagedContent staged{sys::temporary_name(name), true, {}, ""};
    for (const auto& file : contents.files) {
        staged.files.push_back(&file);
    }
    SKILLMEAT_TRY(deploy::stage(*store, staged));
    SKILLMEAT_TRY(store->sync_tree(staged.staged));
    const auto moved = store->move(staged.staged, name);
    if (!moved && moved.error().code != ErrorCode::already_exists) {
        return moved;
    }
    return store->sync_directory(".");
}

}  // namespace skillmeat::ops
