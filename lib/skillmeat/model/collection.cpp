#include <skillmeat/model/collection.hpp>

namespace skillmeat {

std::string_view to_string(MemberStatus status) {
    switch (status) {
        case MemberStatus::fresh:
            return "new";
        case MemberStatus::updated:
            return "updated";
        case MemberStatus::unchanged:
            return "unchanged";
        case MemberStatus::excluded:
            return "excluded";
        case MemberStatus::missing:
            return "missing";
        case MemberStatus::not_scanned:
            return "not_scanned";
    }
    return "";
}

}  // namespace skillmeat
