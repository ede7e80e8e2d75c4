#include <skillmeat/deploy/execute.hpp>

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/deploy/settings_merge.hpp>
#include <skillmeat/sys/temporary_name.hpp>

namespace skillmeat::deploy {
namespace {

using Kind = Operation::Kind;
using sys::Confined;
using sys::FileKind;

constexpr std::uint64_t largest_settings = std::uint64_t{16} << 20;  // bytes

std::string_view parent_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos || slash == 0 ? "." : path.substr(0, slash);
}

Result<bool> exists(const Confined& place, std::string_view path) {
    if (path.empty()) {
        return false;
    }
    SKILLMEAT_ASSIGN(const auto there, place.lstat(confined(path)));
    return there.has_value();
}

/// Folders above a path, the topmost first.
Result<void> make_parents(Confined& place, std::string_view path) {
    const auto inside = confined(path);
    for (auto slash = inside.find('/'); slash != std::string_view::npos;
         slash = inside.find('/', slash + 1)) {
        const auto folder = inside.substr(0, slash);
        SKILLMEAT_ASSIGN(const auto there, place.lstat(folder));
        if (!there) {
            SKILLMEAT_TRY(place.create_directory(folder));
        }
    }
    return {};
}

/// Up to the first part with the name of a temporary: what is removed as a whole.
std::string_view temporary_root(std::string_view path) {
    for (std::size_t begin = 0; begin < path.size();) {
        const auto end = std::min(path.find('/', begin), path.size());
        if (sys::is_temporary_name(path.substr(begin, end - begin))) {
            return path.substr(0, end);
        }
        begin = end + 1;
    }
    return {};
}

Result<std::string> read_settings(const Confined& place, std::string_view path) {
    SKILLMEAT_ASSIGN(auto text, place.read(confined(path), largest_settings));
    return text ? *std::move(text) : std::string();
}

Result<void> put_value(Confined& place, std::string_view path, const MergedValue& value) {
    SKILLMEAT_ASSIGN(const auto text, read_settings(place, path));
    SKILLMEAT_ASSIGN(const auto presence, look_for(text, value));
    // A table or list that was made to hold others holds them by now when this is done again.
    if (presence == Presence::other && !is_container(value)) {
        return fail(ErrorCode::already_exists,
                    fmt::format("{} has {} of its own", quote(path), quote(join(value.key, "."))),
                    "rename or remove it there, then run the command again");
    }
    if (presence != Presence::absent) {
        return {};
    }
    SKILLMEAT_ASSIGN(const auto after, add_value(text, value));
    return place.write(confined(path), after);
}

Result<void> take_value(Confined& place, std::string_view path, const MergedValue& value) {
    SKILLMEAT_ASSIGN(const auto text, read_settings(place, path));
    SKILLMEAT_ASSIGN(const auto after, remove_value(text, value));
    return after == text ? Result<void>() : place.write(confined(path), after);
}

Result<void> put_aside(Confined& place, const Operation& operation) {
    SKILLMEAT_ASSIGN(const bool done, exists(place, operation.aside));
    SKILLMEAT_ASSIGN(const auto found, fingerprint(place, operation.path));
    if (done || (found.empty() && operation.kind == Kind::take_away)) {
        return {};
    }
    if (found != operation.before) {
        return fail(ErrorCode::locally_modified,
                    fmt::format("{} is not as it was written", quote(operation.path)),
                    "keep a copy of it, then run the command with --force");
    }
    SKILLMEAT_TRY(make_parents(place, operation.aside));
    return place.move(confined(operation.path), confined(operation.aside));
}

Result<void> put_in_place(Confined& place, const Operation& operation) {
    SKILLMEAT_ASSIGN(const bool waits, exists(place, operation.staged));
    if (!waits) {
        SKILLMEAT_ASSIGN(const bool there, exists(place, operation.path));
        return there ? Result<void>()
                     : Result<void>(
                           fail(ErrorCode::io_error,
                                fmt::format("what was to become {} is gone", quote(operation.path)),
                                "run the command again"));
    }
    if (!operation.before.empty()) {
        SKILLMEAT_TRY(put_aside(place, operation));
    }
    return place.move(confined(operation.staged), confined(operation.path));
}

Result<void> drop_settings(Confined& place, const std::string& path) {
    SKILLMEAT_ASSIGN(const auto text, place.read(confined(path), largest_settings));
    if (text && holds_nothing(*text, path)) {
        SKILLMEAT_TRY(place.remove_file(confined(path)));
    }
    return {};
}

Result<void> do_one(Confined& place, const Operation& operation) {
    switch (operation.kind) {
        case Kind::require: {
            SKILLMEAT_ASSIGN(const bool there, exists(place, operation.path));
            return there ? Result<void>()
                         : Result<void>(fail(ErrorCode::io_error,
                                             fmt::format("{} is gone", quote(operation.path)),
                                             "run the command again"));
        }
        case Kind::make_directory: {
            SKILLMEAT_TRY(place.create_directory(confined(operation.path)));
            return {};
        }
        case Kind::place:
            return put_in_place(place, operation);
        case Kind::take_away:
            return put_aside(place, operation);
        case Kind::make_settings: {
            SKILLMEAT_ASSIGN(const bool there, exists(place, operation.path));
            return there ? Result<void>() : place.write(confined(operation.path), operation.text);
        }
        case Kind::put_value:
            return put_value(place, operation.path, *operation.value);
        case Kind::take_value:
            return take_value(place, operation.path, *operation.value);
        case Kind::drop_settings:
            return drop_settings(place, operation.path);
        case Kind::drop_directory:  // what was put aside may still lie in it: see
                                    // drop_directories()
            return {};
    }
    return {};
}

/// Back to where it was, when it was put aside and nothing took its place.
Result<void> put_back(Confined& place, const Operation& operation) {
    SKILLMEAT_ASSIGN(const bool aside, exists(place, operation.aside));
    SKILLMEAT_ASSIGN(const bool taken, exists(place, operation.path));
    if (aside && !taken) {
        return place.move(confined(operation.aside), confined(operation.path));
    }
    return {};
}

Result<void> undo_place(Confined& place, const Operation& operation) {
    SKILLMEAT_ASSIGN(const bool waits, exists(place, operation.staged));
    SKILLMEAT_ASSIGN(const bool there, exists(place, operation.path));
    if (!waits && there) {
        SKILLMEAT_TRY(place.move(confined(operation.path), confined(operation.staged)));
    }
    return put_back(place, operation);
}

Result<void> undo_one(Confined& place, const Operation& operation) {
    switch (operation.kind) {
        case Kind::require:
        case Kind::drop_settings:  // what it held is put back by what comes before
        case Kind::drop_directory:
            return {};
        case Kind::make_directory: {
            SKILLMEAT_TRY(place.remove_directory(confined(operation.path)));
            return {};
        }
        case Kind::place:
            return undo_place(place, operation);
        case Kind::take_away:
            return put_back(place, operation);
        case Kind::make_settings:
            return drop_settings(place, operation.path);
        case Kind::put_value:
            return take_value(place, operation.path, *operation.value);
        case Kind::take_value:
            return put_value(place, operation.path, *operation.value);
    }
    return {};
}

/// Takes back the first `count` operations, the last one first; what cannot be is told with the
/// error that made it necessary, and the others still are.
Error undo(Confined& place, const Change& change, std::size_t count, Error error) {
    while (count-- > 0) {
        if (const auto undone = undo_one(place, change.operations[count]); !undone) {
            error.context.push_back("could not be taken back: " + undone.error().message);
        }
    }
    return error;
}

Result<void> write_files(Confined& place, const StagedContent& content) {
    const std::string top(confined(content.staged));
    SKILLMEAT_TRY(place.create_directory(top));
    std::set<std::string, std::less<>> made;
    for (const auto* file : content.files) {
        const auto path = top + '/' + file->path;
        for (auto slash = path.find('/', top.size() + 1); slash != std::string::npos;
             slash = path.find('/', slash + 1)) {
            if (made.insert(path.substr(0, slash)).second) {
                SKILLMEAT_TRY(place.create_directory(path.substr(0, slash)));
            }
        }
        SKILLMEAT_TRY(place.create_file(path, file->bytes, file->executable ? 0777U : 0666U));
    }
    return {};
}

bool is_in_settings(Kind kind) {
    return kind == Kind::make_settings || kind == Kind::put_value || kind == Kind::take_value;
}

/// What a run that was killed while it wrote a settings file left beside it.
Result<void> tidy_beside(Confined& place, std::string_view file) {
    const auto folder = parent_of(file);
    const auto name = folder == "." ? file : file.substr(folder.size() + 1);
    SKILLMEAT_ASSIGN(const auto entries, place.list(folder));
    for (const auto& entry : entries) {
        const bool leftover = entry.kind == FileKind::regular &&
                              entry.name.starts_with(fmt::format(".{}.skillmeat-", name)) &&
                              sys::is_temporary_name(entry.name);
        if (leftover) {
            SKILLMEAT_TRY(place.remove_file(
                folder == "." ? entry.name : fmt::format("{}/{}", folder, entry.name)));
        }
    }
    return {};
}

}  // namespace

std::string_view confined(std::string_view path) {
    return path.starts_with('/') ? path.substr(1) : path;
}

std::string file_fingerprint(std::string_view sha256) {
    return fmt::format("file {}", sha256);
}

std::string link_fingerprint(std::string_view target) {
    return fmt::format("link {}", target);
}

Result<std::string> fingerprint(const Confined& place, std::string_view path) {
    SKILLMEAT_ASSIGN(const auto there, place.lstat(confined(path)));
    if (!there) {
        return std::string();
    }
    switch (there->kind) {
        case FileKind::directory:
            return std::string("directory");
        case FileKind::symlink: {
            SKILLMEAT_ASSIGN(const auto target, place.read_link(confined(path)));
            return link_fingerprint(target);
        }
        case FileKind::regular: {
            SKILLMEAT_ASSIGN(const auto bytes, place.read(confined(path)));
            return bytes ? file_fingerprint(hex_digest(HashKind::sha256, *bytes)) : std::string();
        }
        case FileKind::other:
            break;
    }
    return std::string("other");
}

Result<bool> stage(Confined& place, const StagedContent& content) {
    SKILLMEAT_TRY(make_parents(place, content.staged));
    const auto path = confined(content.staged);
    if (!content.link.empty()) {
        const auto made = place.create_link(path, content.link);
        if (made || made.error().code != ErrorCode::io_error) {
            SKILLMEAT_TRY(made);
            return true;
        }
    }
    if (content.directory) {
        SKILLMEAT_TRY(write_files(place, content));
    } else {
        const auto& file = *content.files.front();
        SKILLMEAT_TRY(place.create_file(path, file.bytes, file.executable ? 0777U : 0666U));
    }
    return content.link.empty();
}

Result<void> sync_staged(Confined& place, const Change& change) {
    std::set<std::string_view> roots;
    for (const auto& operation : change.operations) {
        roots.insert(temporary_root(confined(operation.staged)));
    }
    roots.erase(std::string_view());
    for (const auto root : roots) {
        SKILLMEAT_TRY(place.sync_tree(root));
    }
    return {};
}

Result<void> carry_out(Confined& place, const Change& change) {
    for (std::size_t i = 0; i < change.operations.size(); ++i) {
        if (auto done = do_one(place, change.operations[i]); !done) {
            return fail(undo(place, change, i + 1, std::move(done).error()));
        }
    }
    return {};
}

Result<void> tidy(Confined& place, const Change& change) {
    std::set<std::string_view> roots;
    std::set<std::string_view> settings;
    for (const auto& operation : change.operations) {
        roots.insert(temporary_root(confined(operation.staged)));
        roots.insert(temporary_root(confined(operation.aside)));
        if (is_in_settings(operation.kind)) {
            settings.insert(confined(operation.path));
        }
    }
    roots.erase(std::string_view());
    Result<void> result;
    for (const auto root : roots) {
        if (auto removed = place.remove_tree(root); !removed && result) {
            result = Result<void>(fail(std::move(removed).error()));
        }
    }
    for (const auto file : settings) {
        if (auto tidied = tidy_beside(place, file); !tidied && result) {
            result = std::move(tidied);
        }
    }
    return result;
}

Result<void> drop_directories(Confined& place, const Change& change) {
    for (const auto& operation : change.operations) {
        if (operation.kind != Kind::drop_directory) {
            continue;
        }
        const auto there = place.lstat(confined(operation.path));
        const bool theirs = !there && there.error().code == ErrorCode::unsafe_path;
        if (theirs) {
            continue;  // behind a link that took the place of a folder
        }
        SKILLMEAT_TRY(there);
        if (*there && (*there)->kind == FileKind::directory) {
            SKILLMEAT_TRY(place.remove_directory(confined(operation.path)));
        }
    }
    return {};
}

Result<void> sync_change(Confined& place, const Change& change) {
    std::set<std::string_view> folders;
    for (const auto& operation : change.operations) {
        if (operation.kind != Kind::require && operation.kind != Kind::drop_directory) {
            folders.insert(parent_of(confined(operation.path)));
        }
    }
    for (const auto folder : folders) {
        SKILLMEAT_ASSIGN(const auto there, place.lstat(folder));
        if (there) {
            SKILLMEAT_TRY(place.sync_directory(folder));
        }
    }
    return {};
}

}  // namespace skillmeat::deploy
