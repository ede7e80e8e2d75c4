#include <skillmeat/toml/section.hpp>

#include <skillmeat/base/edit_distance.hpp>
#include <skillmeat/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace skillmeat::tomlfile {

const Value* Section::any(std::string_view key) {
    known_.push_back(key);
    return table_.find(key);
}

const Value* Section::wrong_type(std::string_view key, std::string_view expected,
                                 const Value& value) {
    fault(value, fmt::format("expected {} for {}, found {}", expected, quote(key), value.kind()));
    return nullptr;
}

const Value* Section::string(std::string_view key) {
    const auto* value = any(key);
    return value == nullptr || value->string() != nullptr ? value
                                                          : wrong_type(key, "a string", *value);
}

const Value* Section::integer(std::string_view key) {
    const auto* value = any(key);
    return value == nullptr || value->integer() != nullptr ? value
                                                           : wrong_type(key, "an integer", *value);
}

const Value* Section::boolean(std::string_view key) {
    const auto* value = any(key);
    return value == nullptr || value->boolean() != nullptr
               ? value
               : wrong_type(key, "true or false", *value);
}

const Value* Section::timestamp(std::string_view key) {
    const auto* value = any(key);
    return value == nullptr || value->timestamp() != nullptr
               ? value
               : wrong_type(key, "a moment such as 2026-11-20T10:00:00Z", *value);
}

const Value* Section::table(std::string_view key) {
    const auto* value = any(key);
    return value == nullptr || value->table() != nullptr ? value
                                                         : wrong_type(key, "a table", *value);
}

const Value* Section::array(std::string_view key) {
    const auto* value = any(key);
    return value == nullptr || value->array() != nullptr ? value
                                                         : wrong_type(key, "an array", *value);
}

void Section::fault(const Origin& origin, std::string message, std::string hint) {
    sink_.report({Severity::error, std::move(message), origin, std::move(hint)});
}

void Section::fault(const Value& value, std::string message, std::string hint) {
    fault(origin(value), std::move(message), std::move(hint));
}

void Section::fault(const Value& value, const Error& error) {
    fault(origin(value), error.message, error.hint);
}

void Section::warn(const Value& value, std::string message, std::string hint) {
    sink_.report({Severity::warning, std::move(message), origin(value), std::move(hint)});
}

bool Section::is_known(std::string_view key) const {
    return std::find(known_.begin(), known_.end(), key) != known_.end();
}

void Section::warn_unknown() {
    for (const auto& [key, value] : table_.members) {
        if (is_known(key)) {
            continue;
        }
        const auto near = closest(key, known_);
        sink_.report({Severity::warning, fmt::format("unknown key {} in {}", quote(key), name_),
                      key_origin(value),
                      near ? fmt::format("did you mean {}?", quote(*near)) : std::string()});
    }
}

void Section::refuse_unknown(std::string_view expected) {
    for (const auto& [key, value] : table_.members) {
        if (!is_known(key)) {
            fault(key_origin(value),
                  fmt::format("expected {} in {}, found {}", expected, name_, quote(key)));
        }
    }
}

Origin Section::origin(const Value& value) const {
    return {path_, value.line, value.column};
}

Origin Section::key_origin(const Value& value) const {
    return {path_, value.key_line, value.key_column};
}

namespace {

Error first_fault(const std::vector<Diagnostic>& items) {
    const auto is_error = [](const Diagnostic& item) { return item.severity == Severity::error; };
    const auto& first = *std::find_if(items.begin(), items.end(), is_error);
    const auto others = std::count_if(items.begin(), items.end(), is_error) - 1;
    Error error{ErrorCode::invalid_manifest, first.message, first.origin, {}, first.hint};
    if (others > 0) {
        error.message +=
            fmt::format(" (and {} more)", counted(static_cast<std::size_t>(others), "fault"));
    }
    return error;
}

}  // namespace

Result<void> report_sorted(DiagnosticList found, DiagnosticSink& sink) {
    std::stable_sort(found.items.begin(), found.items.end(), [](const auto& a, const auto& b) {
        return std::tie(a.origin.line, a.origin.column) < std::tie(b.origin.line, b.origin.column);
    });
    for (const auto& item : found.items) {
        sink.report(item);
    }
    return found.has_errors() ? Result<void>(fail(first_fault(found.items))) : Result<void>();
}

}  // namespace skillmeat::tomlfile
