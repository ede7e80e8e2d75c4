#pragma once

#include <span>
#include <string>
#include <string_view>

namespace skillmeat::app::commands {

/// Something `help TOPIC` explains.
struct Topic {
    std::string_view name = {};
    std::string_view summary = {};
    std::string (*text)() = nullptr;  ///< made when asked for; ends with a line feed
};

/// In the order of the list in help.
[[nodiscard]] std::span<const Topic> topics();

}  // namespace skillmeat::app::commands
