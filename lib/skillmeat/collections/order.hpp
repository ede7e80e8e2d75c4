#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>

namespace skillmeat::collections {

/// `order[i]` is the present position of what comes to stand at position i; each once.
using Order = std::vector<std::size_t>;

/// What is put in order, for messages.
struct Ordered {
    std::string_view what;           ///< "group" or "artifact"
    std::vector<std::string> names;  ///< by present position
};

/// One item and the position it is to have.
struct Placement {
    std::size_t item = 0;
    std::size_t position = 0;
};

// Errors of all below are `invalid_value`: a position out of range, an item or a position that is
// given twice, an item that is missing.

/// From 0 to `last`.
[[nodiscard]] Result<void> check_position(std::size_t position, std::size_t last,
                                          std::string_view what);

/// The order as given in full.
[[nodiscard]] Result<Order> whole_order(const std::vector<std::size_t>& items,
                                        const Ordered& ordered);

/// Some items get a position; the others fill the places left, in the order they have.
[[nodiscard]] Result<Order> placed_order(const std::vector<Placement>& placements,
                                         const Ordered& ordered);

/// The words of a command that puts things in order: all their names, or `NAME=POSITION` for those
/// to place.
struct OrderWords {
    std::vector<std::string> names;
    std::vector<std::size_t> positions;  ///< of the names; empty when the names are the order
};

/// A word that is a name as a whole is one, whatever is in it. Both kinds in one command are
/// `invalid_usage`.
[[nodiscard]] Result<OrderWords> read_order_words(
    const std::vector<std::string>& words,
    const std::function<bool(const std::string& word)>& is_name);

/// The order the words ask for; `items` are what their names mean.
[[nodiscard]] Result<Order> order_of(const OrderWords& words, const std::vector<std::size_t>& items,
                                     const Ordered& ordered);

/// The items in that order.
template <class Item>
[[nodiscard]] std::vector<Item> in_order(const std::vector<Item>& items, const Order& order) {
    std::vector<Item> result;
    result.reserve(order.size());
    for (const auto from : order) {
        result.push_back(items[from]);
    }
    return result;
}

}  // namespace skillmeat::collections
