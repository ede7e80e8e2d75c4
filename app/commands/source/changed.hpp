#pragma once

#include <string_view>

#include <skillmeat/ops/sources/change_source.hpp>

#include <app/context.hpp>

namespace skillmeat::app::commands {

/// Prints what a command did to a source: one line for people (`verb` as in "updated"), the source
/// and `changed` for the other formats.
void print_changed(Context& context, std::string_view schema, const ops::Changed& changed,
                   std::string_view verb);

}  // namespace skillmeat::app::commands
