#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include <skillmeat/model/catalog_entry.hpp>

namespace skillmeat::index {

/// How often each word was added (or, below zero, taken away).
class TermCounts {
  public:
    void add(std::string_view term, int uses);
    [[nodiscard]] const auto& all() const { return counts_; }
    void clear() { counts_.clear(); }

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>()(text);
        }
    };
    std::unordered_map<std::string, std::int64_t, Hash, std::equal_to<>> counts_;
};

/// Appends the words of a text as they are indexed: in search form with a space behind each, parts
/// of words in camel case after all others, so that neighbours in the text stay neighbours. How
/// many words were in the text, parts aside. Each is added to `terms` with `uses`.
std::size_t append_words(std::string& out, std::string_view text, TermCounts& terms, int uses);

/// An entry's words, by the columns of the words table.
struct EntryWords {
    std::string name;
    std::string tags;
    std::string category;
    std::string plugin;
    std::string path;
    std::string description;
    std::size_t name_words = 0;
    std::size_t all_words = 0;
};

/// Makes the words of an entry; memory of `words` is used again.
void make_words(EntryWords& words, const CatalogEntry& entry, std::string_view plugin_name,
                TermCounts& terms, int uses);

}  // namespace skillmeat::index
