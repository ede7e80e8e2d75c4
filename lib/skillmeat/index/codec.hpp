#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/diagnostic.hpp>
#include <skillmeat/model/catalog_entry.hpp>
#include <skillmeat/model/source.hpp>

namespace skillmeat::index {

// Values as bytes of the index, which never leave this machine: texts and lists with their length
// before them, numbers as variable-length integers.

class Encoder {
  public:
    Encoder& number(std::int64_t value);
    Encoder& text(std::string_view value);
    Encoder& texts(const std::vector<std::string>& values);
    Encoder& time(const std::optional<Timestamp>& value);
    [[nodiscard]] std::string take() { return std::move(bytes_); }

  private:
    std::string bytes_;
};

/// Reads what Encoder wrote. After something that does not fit, ok() is false and values are empty.
class Decoder {
  public:
    explicit Decoder(std::string_view bytes) : bytes_(bytes) {}
    [[nodiscard]] std::int64_t number();
    [[nodiscard]] std::string text();
    [[nodiscard]] std::vector<std::string> texts();
    [[nodiscard]] std::optional<Timestamp> time();
    /// Nothing failed, and nothing is left.
    [[nodiscard]] bool complete() const { return ok_ && bytes_.empty(); }
    [[nodiscard]] bool ok() const { return ok_; }

  private:
    std::string_view bytes_;
    bool ok_ = true;
};

[[nodiscard]] std::string encode(const Source& source);
[[nodiscard]] std::string encode(const LockRow& row);
[[nodiscard]] std::string encode(const SourceState& state);
[[nodiscard]] std::string encode(const CatalogHeader& header);
[[nodiscard]] std::string encode(const std::vector<std::string>& texts);
[[nodiscard]] std::string encode(const std::vector<Diagnostic>& messages);

// Nothing when the bytes are not what encode() makes.
[[nodiscard]] std::optional<Source> decode_source(std::string_view bytes);
[[nodiscard]] std::optional<LockRow> decode_lock_row(std::string_view bytes);
[[nodiscard]] std::optional<SourceState> decode_state(std::string_view bytes);
[[nodiscard]] std::optional<CatalogHeader> decode_header(std::string_view bytes);
[[nodiscard]] std::optional<std::vector<std::string>> decode_texts(std::string_view bytes);
[[nodiscard]] std::optional<std::vector<Diagnostic>> decode_messages(std::string_view bytes);

}  // namespace skillmeat::index
