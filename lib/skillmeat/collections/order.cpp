#include <skillmeat/collections/order.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

namespace skillmeat::collections {
namespace {

tl::unexpected<Error> given_twice(const Ordered& ordered, std::size_t item) {
    return fail(ErrorCode::invalid_value,
                fmt::format("{} {} is given twice", ordered.what, quote(ordered.names[item])),
                "give each once");
}

/// "'a', 'b' and 3 more"
std::string some_of(const std::vector<std::string>& names) {
    constexpr std::size_t most = 3;
    std::vector<std::string> shown;
    for (std::size_t i = 0; i < names.size() && i < most; ++i) {
        shown.push_back(quote(names[i]));
    }
    const auto text = join(shown, ", ");
    return names.size() > most ? fmt::format("{} and {} more", text, names.size() - most) : text;
}

/// Splits `NAME=POSITION`; nothing for a word that is none. A number too large for any list stays
/// too large.
std::optional<std::pair<std::string, std::size_t>> as_pair(const std::string& word) {
    const auto equals = word.rfind('=');
    if (equals == std::string::npos || equals == 0) {
        return std::nullopt;
    }
    std::size_t position = 0;
    const auto* const end = word.data() + word.size();
    const auto [stop, error] = std::from_chars(word.data() + equals + 1, end, position);
    if (stop != end || error == std::errc::invalid_argument) {
        return std::nullopt;
    }
    if (error == std::errc::result_out_of_range) {
        position = SIZE_MAX;
    }
    return std::pair(word.substr(0, equals), position);
}

}  // namespace

Result<OrderWords> read_order_words(const std::vector<std::string>& words,
                                    const std::function<bool(const std::string& word)>& is_name) {
    OrderWords result;
    for (const auto& word : words) {
        auto pair = is_name(word) ? std::nullopt : as_pair(word);
        if (pair) {
            result.positions.push_back(pair->second);
        }
        result.names.push_back(pair ? std::move(pair->first) : word);
    }
    if (!result.positions.empty() && result.positions.size() != result.names.size()) {
        return fail(ErrorCode::invalid_usage,
                    "expected either all names in their new order or NAME=POSITION for each, found "
                    "both",
                    "give every name a position, or none");
    }
    return result;
}

Result<Order> order_of(const OrderWords& words, const std::vector<std::size_t>& items,
                       const Ordered& ordered) {
    if (words.positions.empty()) {
        return whole_order(items, ordered);
    }
    std::vector<Placement> placements;
    for (std::size_t i = 0; i < items.size(); ++i) {
        placements.push_back({items[i], words.positions[i]});
    }
    return placed_order(placements, ordered);
}

Result<void> check_position(std::size_t position, std::size_t last, std::string_view what) {
    if (position <= last) {
        return {};
    }
    return fail(
        ErrorCode::invalid_value,
        fmt::format("expected a position from 0 to {} for the {}, found {}", last, what, position));
}

Result<Order> whole_order(const std::vector<std::size_t>& items, const Ordered& ordered) {
    std::vector<bool> given(ordered.names.size(), false);
    for (const auto item : items) {
        if (given[item]) {
            return given_twice(ordered, item);
        }
        given[item] = true;
    }
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < given.size(); ++i) {
        if (!given[i]) {
            missing.push_back(ordered.names[i]);
        }
    }
    if (!missing.empty()) {
        return fail(ErrorCode::invalid_value,
                    fmt::format("expected all {}, missing {}",
                                counted(ordered.names.size(), ordered.what), some_of(missing)),
                    "name them all, or write NAME=POSITION for those to move");
    }
    return items;
}

Result<Order> placed_order(const std::vector<Placement>& placements, const Ordered& ordered) {
    const auto size = ordered.names.size();
    std::vector<std::optional<std::size_t>> places(size);
    std::vector<bool> given(size, false);
    for (const auto& [item, position] : placements) {
        SKILLMEAT_TRY(check_position(position, size - 1, ordered.what));
        if (given[item]) {
            return given_twice(ordered, item);
        }
        if (places[position]) {
            return fail(
                ErrorCode::invalid_value,
                fmt::format("position {} is given to {} and {}", position,
                            quote(ordered.names[*places[position]]), quote(ordered.names[item])),
                "give each position once");
        }
        given[item] = true;
        places[position] = item;
    }
    Order order;
    std::size_t next = 0;
    for (const auto& place : places) {
        if (place) {
            order.push_back(*place);
            continue;
        }
        while (given[next]) {
            ++next;
        }
        order.push_back(next++);
    }
    return order;
}

}  // namespace skillmeat::collections
