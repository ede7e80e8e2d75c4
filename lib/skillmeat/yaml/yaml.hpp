#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>

namespace skillmeat::yaml {

/// One value of a YAML document. Scalars of every type are text: what they mean is for the caller.
struct Node {
    enum class Kind { null, text, list, map };
    Kind kind = Kind::null;
    std::string text;
    std::vector<Node> children;  ///< of a list its items; of a map keys and values in turn
    int line = 0;                ///< from 1
};

struct Limits {
    std::size_t depth = 16;
    std::size_t nodes = 1000;  ///< that aliases may expand to
};

/// Reads the one document of a text, strictly. `invalid_value`, with the position in the file
/// called `path`, when it is not valid, holds another number of documents, is too deep or aliases
/// expand too far. Nothing but built-in kinds is made: tags mean nothing.
[[nodiscard]] Result<Node> parse(std::string_view text, const std::string& path,
                                 const Limits& limits = {});

/// Whether a plain scalar means "no value".
[[nodiscard]] bool is_null(std::string_view plain);

}  // namespace skillmeat::yaml
