#pragma once

#include <string>

namespace skillmeat::app::commands {

// The texts of the help topics that are prose. Wrapped by hand at 80 columns.
[[nodiscard]] std::string environment_topic();
[[nodiscard]] std::string formatting_topic();
[[nodiscard]] std::string references_topic();
[[nodiscard]] std::string scopes_topic();
[[nodiscard]] std::string detection_topic();
[[nodiscard]] std::string agents_topic();
[[nodiscard]] std::string github_topic();
[[nodiscard]] std::string logging_topic();
[[nodiscard]] std::string migration_topic();

}  // namespace skillmeat::app::commands
