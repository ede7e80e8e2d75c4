#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/error.hpp>

namespace skillmeat::observe {

/// Makes secrets unreadable in text that leaves the program (rule R37): values it was told, tokens
/// of known shape (`ghp_…`, `github_pat_…`, `glpat-…`, `Bearer …`, `Basic …`), values of headers
/// that authorise, `token=` in queries and user info in URLs become `***`. The bare user of an ssh
/// URL stays: it is no secret, and the URL is no good without it. Safe to use from several threads.
class Redactor {
  public:
    using Known = std::function<std::vector<std::string>()>;

    /// `known` gives values that are secret from the start; it is asked once, when something is
    /// cleaned for the first time, so that a run that prints nothing does not look for them.
    explicit Redactor(Known known = {});

    /// A value that must never be seen. Shorter than 8 bytes is no secret: it would blot out words.
    void add(std::string secret);
    [[nodiscard]] std::string clean(std::string_view text) const;
    /// All texts of the error.
    [[nodiscard]] Error clean(Error error) const;

  private:
    void learn() const;
    [[nodiscard]] std::string clean_locked(std::string_view text) const;

    mutable std::mutex mutex_;
    mutable Known known_;
    mutable std::vector<std::string> secrets_;  ///< longest first
};

}  // namespace skillmeat::observe
