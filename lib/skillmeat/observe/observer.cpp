#include <skillmeat/observe/observer.hpp>

namespace skillmeat::observe {

// Not inline: GCC 12 gives false alarms about moved variants whose alternative it can see.
Attribute::Attribute(std::string_view its_key, Value its_value)
    : key(its_key), value(std::move(its_value)) {}

}  // namespace skillmeat::observe
