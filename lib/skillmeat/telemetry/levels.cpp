#include <skillmeat/telemetry/levels.hpp>

#include <algorithm>
#include <array>

namespace skillmeat::telemetry {
namespace {

using observe::Level;
using observe::SpanKind;

struct Row {
    SpanKind kind;
    std::string_view prefix;  ///< of the name
    Level level;
    Level failed;
};

// The first row that fits decides; the last of each kind fits every name.
constexpr std::array rows{
    Row{SpanKind::client, "", Level::debug, Level::warn},
    Row{SpanKind::internal, "file.", Level::debug, Level::warn},
    Row{SpanKind::internal, "", Level::info, Level::error},
};

}  // namespace

std::string_view to_string(Level level) {
    constexpr std::array<std::string_view, 5> names{"error", "warn", "info", "debug", "trace"};
    return names.at(static_cast<std::size_t>(level));
}

Level level_of(SpanKind kind, std::string_view name, bool failed) {
    const auto* const row = std::find_if(rows.begin(), rows.end(), [&](const Row& one) {
        return one.kind == kind && name.starts_with(one.prefix);
    });
    return failed ? row->failed : row->level;
}

}  // namespace skillmeat::telemetry
