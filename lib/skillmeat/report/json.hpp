#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace skillmeat::report {

/// A JSON string with quotes. Control, bidirectional and other invisible characters are written as
/// \u escapes, bytes that are not UTF-8 as the text \xNN.
[[nodiscard]] std::string json_string(std::string_view text);

/// Builds one object as text; members stand in the order of the calls. Keys are names of ours:
/// plain ASCII without quotes; keys from elsewhere go through entry().
class JsonObject {
  public:
    JsonObject() { body_.reserve(reserved); }
    JsonObject& text(std::string_view key, std::string_view value);
    /// Null for an empty text.
    JsonObject& text_or_null(std::string_view key, std::string_view value);
    /// A member whose key is any text.
    JsonObject& entry(std::string_view key, std::string_view value);
    JsonObject& integer(std::string_view key, std::int64_t value);
    JsonObject& boolean(std::string_view key, bool value);
    JsonObject& null(std::string_view key);
    JsonObject& raw(std::string_view key, std::string_view json);  ///< JSON text as value
    /// The finished object; nothing may be added afterwards.
    [[nodiscard]] std::string str() {
        body_ += '}';
        return std::move(body_);
    }

  private:
    static constexpr std::size_t reserved = 240;
    void key(std::string_view name);
    std::string body_ = "{";
};

/// Builds one array as text.
class JsonArray {
  public:
    JsonArray& text(std::string_view value);
    JsonArray& raw(std::string_view json);
    /// The finished array; nothing may be added afterwards.
    [[nodiscard]] std::string str() {
        body_ += ']';
        return std::move(body_);
    }

  private:
    void separate();
    std::string body_ = "[";
};

}  // namespace skillmeat::report
