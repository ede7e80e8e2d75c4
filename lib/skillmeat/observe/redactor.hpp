#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace skillmeat::observe {

/// Makes secrets unreadable in text that leaves the program (rule R37): values it was told, tokens
/// of known shape (`ghp_…`, `github_pat_…`, `Bearer …`, `Basic …`) and user info in URLs become
/// `***`. Safe to use from several threads.
class Redactor {
  public:
    /// A value that must never be seen. Shorter than 8 bytes is no secret: it would blot out words.
    void add(std::string secret);
    [[nodiscard]] std::string clean(std::string_view text) const;

  private:
    mutable std::mutex mutex_;
    std::vector<std::string> secrets_;
};

}  // namespace skillmeat::observe
