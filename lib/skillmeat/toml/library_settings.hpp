#pragma once

// To be included before toml++, in every file that includes it: the library must be compiled the
// same way everywhere.

#include <stdexcept>

namespace skillmeat::tomlfile {

[[noreturn]] inline void throw_assertion(const char* expression) {
    throw std::logic_error(expression);
}

}  // namespace skillmeat::tomlfile

#define TOML_ENABLE_FORMATTERS 0

// With NDEBUG toml++ lets the compiler assume what it asserts, yet some invalid texts break its
// assertions (`[[=` in 3.3): that would be undefined behaviour on input anyone can write.
#undef NDEBUG
#define TOML_ASSERT(expression) \
    ((expression) ? static_cast<void>(0) : ::skillmeat::tomlfile::throw_assertion(#expression))
