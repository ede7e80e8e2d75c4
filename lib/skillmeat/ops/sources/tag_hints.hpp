#pragma once

#include <set>
#include <string>
#include <vector>

#include <skillmeat/base/diagnostic.hpp>

namespace skillmeat::ops {

/// Warns of each tag asked for that nothing carries (ignoring case), with the nearest known one: an
/// empty list alone would look like an answer.
void warn_unknown_tags(DiagnosticSink& sink, const std::vector<std::string>& wanted,
                       const std::set<std::string>& known);

}  // namespace skillmeat::ops
