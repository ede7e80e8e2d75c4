#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include <skillmeat/discover/reference.hpp>
#include <skillmeat/ops/discover/index_tokens.hpp>
#include <skillmeat/ops/services.hpp>

namespace skillmeat::ops {

/// What comparing a listed file with its digest gave.
enum class DigestCheck {
    unchecked,  ///< not asked for, no digest, or no file that is read (archives)
    matches,
    differs,
    failed,  ///< the file could not be had
};
[[nodiscard]] std::string_view to_string(DigestCheck check);

struct CheckedDigest {
    DigestCheck result = DigestCheck::unchecked;
    std::optional<Error> error;  ///< `integrity_failed`, or why the file could not be had
};

/// Reads the SKILL.md of each skill that has a digest, at most `jobs` at once, and compares. Only
/// the bytes' digest is kept. One result for each reference, in their order.
[[nodiscard]] std::vector<CheckedDigest> check_digests(
    Services& services, const IndexTokens& tokens,
    const std::vector<discover::Reference>& references, std::size_t jobs);

}  // namespace skillmeat::ops
