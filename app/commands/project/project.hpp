#pragma once

#include <string>

#include <skillmeat/ops/project_registry.hpp>

#include <app/print/output.hpp>

namespace skillmeat::app::commands {

/// A registered project as the verbs of `project` show it.
[[nodiscard]] std::string project_json(const ops::RegisteredProject& project);
[[nodiscard]] print::Row project_row(const ops::RegisteredProject& project);
[[nodiscard]] print::Item project_item(const ops::RegisteredProject& project);

}  // namespace skillmeat::app::commands
