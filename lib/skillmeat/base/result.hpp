#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

#include <skillmeat/base/error.hpp>

namespace skillmeat {

template <class T>
using Result = tl::expected<T, Error>;

/// `return fail(ErrorCode::io_error, "cannot read 'x'", "check its permissions");`
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message,
                                                std::string hint = {}, Origin origin = {}) {
    return tl::unexpected<Error>(
        Error{code, std::move(message), std::move(origin), {}, std::move(hint)});
}

[[nodiscard]] inline tl::unexpected<Error> fail(Error error) {
    return tl::unexpected<Error>(std::move(error));
}

}  // namespace skillmeat

#define SKILLMEAT_CONCAT_(a, b) a##b
#define SKILLMEAT_CONCAT(a, b) SKILLMEAT_CONCAT_(a, b)

#define SKILLMEAT_TRY_(name, expression)                                          \
    do {                                                                          \
        if (auto name = (expression); !name) {                                    \
            return ::tl::unexpected<::skillmeat::Error>(std::move(name).error()); \
        }                                                                         \
    } while (false)

#define SKILLMEAT_ASSIGN_(name, target, expression)                           \
    auto name = (expression);                                                 \
    if (!name) {                                                              \
        return ::tl::unexpected<::skillmeat::Error>(std::move(name).error()); \
    }                                                                         \
    target = *std::move(name)

/// Returns from the enclosing function when `expression`, a Result, holds an error.
#define SKILLMEAT_TRY(expression) \
    SKILLMEAT_TRY_(SKILLMEAT_CONCAT(skillmeat_result_, __COUNTER__), expression)

/// `SKILLMEAT_ASSIGN(auto text, files.read(path));` declares or assigns the value, or returns the
/// error from the enclosing function.
#define SKILLMEAT_ASSIGN(target, expression) \
    SKILLMEAT_ASSIGN_(SKILLMEAT_CONCAT(skillmeat_result_, __COUNTER__), target, expression)
