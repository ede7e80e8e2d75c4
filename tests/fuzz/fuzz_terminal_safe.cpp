// Text made safe for a terminal is valid UTF-8 without controls, and making it safe again changes
// nothing. The functions that cut text are run along, for their bounds.
#include <skillmeat/base/unicode.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

void require(bool condition) {
    if (!condition) {
        std::abort();
    }
}

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::string safe = skillmeat::terminal_safe(text);
    require(skillmeat::is_valid_utf8(safe));
    require(std::none_of(safe.begin(), safe.end(), is_control));
    require(skillmeat::terminal_safe(safe) == safe);

    require(skillmeat::is_valid_utf8(skillmeat::to_valid_utf8(text)));
    for (std::size_t width = 0; width < 12; ++width) {
        require(skillmeat::display_width(skillmeat::fit_width(safe, width)) <= width);
        const auto cut = skillmeat::truncate_utf8(safe, width);
        require(cut.size() <= width && skillmeat::is_valid_utf8(cut));
        require(skillmeat::count_characters(skillmeat::truncate_characters(text, width)) <= width);
    }
    require(skillmeat::contains_folded(text, skillmeat::fold_case(text)));
    require(skillmeat::is_valid_utf8(skillmeat::collision_key(safe)));
    return 0;
}
