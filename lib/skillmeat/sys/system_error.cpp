#include <skillmeat/sys/system_error.hpp>

#include <cerrno>
#include <system_error>

#include <skillmeat/base/text.hpp>

namespace skillmeat::sys {
namespace {

std::string_view hint_for(int error_number) {
    switch (error_number) {
        case EACCES:
        case EPERM:
            return "check the owner and the permissions of the path and of the folders above it";
        case EROFS:
            return "the file system is mounted read-only; mount it writable or use another place";
        case ENOSPC:
        case EDQUOT:
            return "free some space on that file system, then run the command again";
        case EFBIG:
            return "raise the limit on file sizes (see `ulimit -f`)";
        case EMFILE:
        case ENFILE:
            return "raise the limit on open files (see `ulimit -n`)";
        case ELOOP:
            return "a symbolic link there leads to itself; remove or correct it";
        case EXDEV:
            return "keep both paths on one file system";
        default:
            return "";
    }
}

}  // namespace

std::string system_message(int error_number) {
    std::string text = std::generic_category().message(error_number);
    if (!text.empty()) {
        text.front() = ascii_lower(text.front());
    }
    return text;
}

Error system_error(std::string_view attempt, const std::filesystem::path& path, int error_number) {
    std::string message = "cannot ";
    message += attempt;
    message += ' ';
    message += quote(path.native());
    message += ": ";
    message += system_message(error_number);
    return Error{ErrorCode::io_error,
                 std::move(message),
                 Origin{path.native(), 0, 0},
                 {},
                 std::string(hint_for(error_number))};
}

Result<void> check_path(const std::filesystem::path& path) {
    if (path.native().find('\0') != std::string::npos) {
        return fail(ErrorCode::io_error,
                    "no file can be named " + quote(path.native()) + ": it holds a NUL byte");
    }
    return {};
}

}  // namespace skillmeat::sys
