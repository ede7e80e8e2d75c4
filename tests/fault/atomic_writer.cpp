// Drives the real disk for the fault tests:
//   atomic_writer write FILE LETTER COUNT   writes COUNT times LETTER
//   atomic_writer lock FILE                 says whether a lock was held
//   atomic_writer clean FOLDER              removes leftovers, says how many
// Exit code 1 and the error on stderr when the disk says no.

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <skillmeat/sys/filesystem.hpp>
#include <skillmeat/sys/interrupt.hpp>

namespace {

using namespace skillmeat;

int failed(const Error& error) {
    std::fprintf(stderr, "%s\n", error.message.c_str());
    return 1;
}

int act(sys::FileSystem& disk, const std::vector<std::string>& words) {
    if (words.size() == 4 && words[0] == "write") {
        const auto written =
            disk.write(words[1], std::string(std::stoul(words[3]), words[2].front()));
        return written ? 0 : failed(written.error());
    }
    if (words.size() == 2 && words[0] == "lock") {
        sys::LockOptions options;
        options.timeout_ms = 0;
        const auto lock = disk.lock(words[1], options);
        if (!lock) {
            return failed(lock.error());
        }
        std::puts((*lock)->held() ? "held" : "not held");
        return 0;
    }
    if (words.size() == 2 && words[0] == "clean") {
        const auto removed = disk.remove_leftovers(words[1]);
        if (!removed) {
            return failed(removed.error());
        }
        std::printf("%zu\n", *removed);
        return 0;
    }
    return 2;
}

}  // namespace

int main(int argc, char** argv) {
    sys::install_signal_handlers();
    const auto disk = sys::make_disk();
    return act(*disk, std::vector<std::string>(argv + 1, argv + argc));
}
