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

/// Returns from the enclosing function when `expression`, a Result, holds an error.
#define SKILLMEAT_TRY(expression)                                                  \
    do {                                                                           \
        if (auto skillmeat_try_ = (expression); !skillmeat_try_) {                 \
            return ::tl::unexpected<::skillmeat::Error>(                           \
                std::move(skillmeat_try_).error());                                \
        }                                                                          \
    } while (false)

#define SKILLMEAT_CONCAT_(a, b) a##b
#define SKILLMEAT_CONCAT(a, b) SKILLMEAT_CONCAT_(a, b)

/// `SKILLMEAT_ASSIGN(auto text, files.read(path));` declares or assigns the value, or returns the
/// error from the enclosing function.
#define SKILLMEAT_ASSIGN(target, expression)                                              \
    auto SKILLMEAT_CONCAT(skillmeat_result_, __LINE__) = (expression);                    \
    if (!SKILLMEAT_CONCAT(skillmeat_result_, __LINE__)) {                                 \
        return ::tl::unexpected<::skillmeat::Error>(                                      \
            std::move(SKILLMEAT_CONCAT(skillmeat_result_, __LINE__)).error());            \
    }                                                                                     \
    target = *std::move(SKILLMEAT_CONCAT(skillmeat_result_, __LINE__))
