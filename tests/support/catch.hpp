#pragma once

// Catch2 2 and 3 differ in header and in little else that the tests use.
#ifdef SKILLMEAT_CATCH2_V2
#include <catch2/catch.hpp>
#else
#include <catch2/catch_all.hpp>
#endif
