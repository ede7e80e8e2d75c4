#pragma once

#include <skillmeat/report/json.hpp>

namespace skillmeat::app::print {

using report::json_string;
using report::JsonArray;
using report::JsonObject;

}  // namespace skillmeat::app::print
