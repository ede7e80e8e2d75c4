// The one place where toml++ is compiled; parse.cpp declares it only.
#include <skillmeat/toml/library_settings.hpp>

#define TOML_IMPLEMENTATION

#if __has_include(<toml++/toml.hpp>)
#include <toml++/toml.hpp>
#else
#include <toml++/toml.h>
#endif
