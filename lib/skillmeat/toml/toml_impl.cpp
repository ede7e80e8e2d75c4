// The one place where toml++ is compiled; parse.cpp declares it only.
#define TOML_IMPLEMENTATION
#define TOML_ENABLE_FORMATTERS 0

#if __has_include(<toml++/toml.hpp>)
#include <toml++/toml.hpp>
#else
#include <toml++/toml.h>
#endif
