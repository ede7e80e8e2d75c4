#pragma once

#include <string>
#include <vector>

#include <skillmeat/base/error_code.hpp>

namespace skillmeat {

/// Where something was found: a file or URL, and for text a position in it.
struct Origin {
    std::string path;  ///< file path or URL (without credentials); empty when there is none
    int line = 0;      ///< from 1; 0 when unknown
    int column = 0;    ///< from 1, in code points; 0 when unknown

    bool operator==(const Origin&) const = default;
};

/// Why an operation failed, in words for a person and a code for a script.
struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string message;  ///< lower case, no full stop, the object in 'quotes', expected and found
    Origin origin;
    std::vector<std::string> context;  ///< outermost last: "while scanning 'acme/tools'"
    std::string hint;                  ///< one thing to do, or empty

    bool operator==(const Error&) const = default;
};

}  // namespace skillmeat
