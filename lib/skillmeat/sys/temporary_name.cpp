#include <skillmeat/sys/temporary_name.hpp>

#include <sys/random.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <ctime>

namespace skillmeat::sys {
namespace {

constexpr std::string_view marker = ".skillmeat-";
constexpr std::string_view ending = ".tmp";
constexpr std::size_t random_digits = 16;
constexpr std::size_t longest_file_name = 255;

std::uint64_t random_number() {
    std::uint64_t number = 0;
    if (::getrandom(&number, sizeof number, 0) != static_cast<ssize_t>(sizeof number)) {
        // O_EXCL finds a clash out; the number need not be a secret.
        timespec now = {};
        ::clock_gettime(CLOCK_MONOTONIC, &now);
        number = static_cast<std::uint64_t>(now.tv_nsec) * 0x9e3779b97f4a7c15U;
    }
    return number;
}

std::string hexadecimal(std::uint64_t number) {
    std::string digits(random_digits, '0');
    for (std::size_t i = random_digits; i-- > 0; number >>= 4U) {
        digits[i] = "0123456789abcdef"[number & 15U];
    }
    return digits;
}

bool is_decimal_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_hex_digit(char c) {
    return is_decimal_digit(c) || (c >= 'a' && c <= 'f');
}

}  // namespace

std::string temporary_name(std::string_view name) {
    std::string suffix(marker);
    suffix += std::to_string(::getpid());
    suffix += '-';
    suffix += hexadecimal(random_number());
    suffix += ending;
    std::string result = ".";
    result += name.substr(0, longest_file_name - 1 - suffix.size());
    result += suffix;
    return result;
}

bool is_temporary_name(std::string_view name) {
    const auto at = name.rfind(marker);
    if (at == std::string_view::npos || at < 2 || name.front() != '.' || !name.ends_with(ending)) {
        return false;
    }
    const auto numbers =
        name.substr(at + marker.size(), name.size() - at - marker.size() - ending.size());
    const auto dash = numbers.find('-');
    if (dash == 0 || dash == std::string_view::npos) {
        return false;
    }
    const auto pid = numbers.substr(0, dash);
    const auto random = numbers.substr(dash + 1);
    return std::ranges::all_of(pid, is_decimal_digit) && random.size() == random_digits &&
           std::ranges::all_of(random, is_hex_digit);
}

}  // namespace skillmeat::sys
