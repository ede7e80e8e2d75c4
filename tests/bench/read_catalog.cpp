// Reads one catalog again and again with the program's reader and with toml++, and prints the
// nanoseconds an entry takes with each, fastest runs. Usage: read_catalog FILE
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <skillmeat/catalog/format.hpp>

#if __has_include(<toml++/toml.hpp>)
#include <toml++/toml.hpp>
#else
#include <toml++/toml.h>
#endif

namespace {

template <class Read>
double fastest(std::size_t entries, Read read) {
    using Clock = std::chrono::steady_clock;
    double best = 1e18;
    for (int run = 0; run < 15; ++run) {
        const auto begin = Clock::now();
        read();
        const std::chrono::duration<double, std::nano> took = Clock::now() - begin;
        best = std::min(best, took.count() / static_cast<double>(entries));
    }
    return best;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        return 2;
    }
    std::ifstream file(argv[1], std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto catalog = skillmeat::catalog::read(text, argv[1]);
    if (!catalog || catalog->entries.empty()) {
        return 1;
    }
    const auto count = catalog->entries.size();
    const auto ours = fastest(count, [&] { (void)skillmeat::catalog::read(text, argv[1]); });
    const auto general = fastest(count, [&] { (void)toml::parse(std::string_view(text)); });
    std::printf("%.0f %.0f\n", ours, general);
    return 0;
}
