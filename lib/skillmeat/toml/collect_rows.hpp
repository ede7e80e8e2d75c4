#pragma once

#include <string_view>

#include <skillmeat/toml/rows.hpp>

namespace skillmeat::tomlfile {

/// Gives every row of a text to `collector`: headers to `begin(name)`, members to `member(row)`.
/// False at the first row that it refuses, or that is in no form known here.
template <class Collector>
[[nodiscard]] bool collect_rows(std::string_view text, Collector& collector) {
    RowReader reader(text);
    while (true) {
        const auto row = reader.next();
        switch (row.kind) {
            case Row::Kind::header:
                if (!collector.begin(row.name)) {
                    return false;
                }
                break;
            case Row::Kind::member:
                if (!collector.member(row)) {
                    return false;
                }
                break;
            case Row::Kind::end:
                return true;
            case Row::Kind::fault:
                return false;
        }
    }
}

}  // namespace skillmeat::tomlfile
