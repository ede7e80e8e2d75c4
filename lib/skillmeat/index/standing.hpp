#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/index/document.hpp>
#include <skillmeat/index/entry_query.hpp>

namespace skillmeat::index {

/// Whether an entry that stands so is asked for, labels aside. `min_confidence` is its source's.
[[nodiscard]] bool stands(const Conditions& asked, const Document& document, int min_confidence);

/// stands() of many entries: judged once for all that stand alike.
class StandingMemo {
  public:
    explicit StandingMemo(const Conditions& asked) : asked_(asked) {}
    [[nodiscard]] bool shows(std::uint32_t document, int min_confidence);

  private:
    enum class Answer : std::uint8_t { unknown, no, yes };
    const Conditions& asked_;
    int min_confidence_ = 0;  ///< that the answers belong to
    std::vector<Answer> answers_;
};

/// How many entries of a source stand alike, so that counts and totals walk no entries.
class Tally {
  public:
    void add(const Document& document, int min_confidence);
    /// As SourceRow::tally keeps it.
    [[nodiscard]] std::string encode() const;

  private:
    std::map<std::uint32_t, std::uint32_t> counts_;
};

/// Entries of a tally that lists show unless asked otherwise, by type (as enumerated); nothing when
/// it is no tally.
[[nodiscard]] std::optional<TypeCounts> shown_by_type(std::string_view tally);

/// count_entries() for conditions without labels. Confidence of the question's own is looked up
/// entry by entry, in what searches keep of each.
[[nodiscard]] Result<std::vector<Count>> count_standing(const Index& index, const Bounds& bounds,
                                                        const Conditions& conditions, CountKey key);

}  // namespace skillmeat::index
