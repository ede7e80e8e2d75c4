#include <skillmeat/sys/random.hpp>

#include <sys/random.h>

#include <cerrno>

#include <skillmeat/sys/system_error.hpp>

namespace skillmeat::sys {
namespace {

class SystemRandom final : public RandomSource {
  public:
    [[nodiscard]] Result<std::string> bytes(std::size_t count) const override {
        std::string result(count, '\0');
        std::size_t done = 0;
        while (done < count) {
            const auto got = ::getrandom(result.data() + done, count - done, 0);
            if (got > 0) {
                done += static_cast<std::size_t>(got);
            } else if (errno != EINTR) {
                return fail(ErrorCode::io_error,
                            "cannot get random bytes: " + system_message(errno));
            }
        }
        return result;
    }
};

}  // namespace

const RandomSource& system_random() {
    static const SystemRandom source;
    return source;
}

}  // namespace skillmeat::sys
