#include <skillmeat/model/source.hpp>

namespace skillmeat {

std::string_view to_string(Trust trust) {
    return trust == Trust::signed_ ? "signed" : "unsigned";
}

std::string_view to_string(Visibility visibility) {
    return visibility == Visibility::private_ ? "private" : "public";
}

std::string_view to_string(Transport transport) {
    switch (transport) {
        case Transport::automatic:
            return "auto";
        case Transport::git:
            return "git";
        case Transport::api:
            return "api";
    }
    return {};
}

std::optional<Trust> parse_trust(std::string_view text) {
    for (const auto trust : {Trust::unsigned_, Trust::signed_}) {
        if (text == to_string(trust)) {
            return trust;
        }
    }
    return std::nullopt;
}

std::optional<Visibility> parse_visibility(std::string_view text) {
    for (const auto visibility : {Visibility::public_, Visibility::private_}) {
        if (text == to_string(visibility)) {
            return visibility;
        }
    }
    return std::nullopt;
}

std::optional<Transport> parse_transport(std::string_view text) {
    for (const auto transport : {Transport::automatic, Transport::git, Transport::api}) {
        if (text == to_string(transport)) {
            return transport;
        }
    }
    return std::nullopt;
}

bool Source::operator==(const Source& other) const {
    return id == other.id && url == other.url && ref == other.ref && root == other.root &&
           map == other.map && tags == other.tags && trust == other.trust &&
           visibility == other.visibility && import_description == other.import_description &&
           import_readme == other.import_readme && description == other.description &&
           min_confidence == other.min_confidence && transport == other.transport &&
           exclude == other.exclude;
}

}  // namespace skillmeat
