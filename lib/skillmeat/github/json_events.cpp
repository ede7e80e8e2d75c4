#include <skillmeat/github/json_events.hpp>

#include <skillmeat/base/text.hpp>

#include <nlohmann/json.hpp>

#include <vector>

namespace skillmeat::github {
namespace {

using Json = nlohmann::json;

class Reader final : public nlohmann::json_sax<Json> {
  public:
    explicit Reader(const std::function<bool(const JsonEvent&)>& visit) : visit_(visit) {}

    [[nodiscard]] const std::string& fault() const { return fault_; }

    bool null() override { return tell({{}, JsonKind::null, {}, false, 0}); }
    bool boolean(bool value) override { return tell({{}, JsonKind::boolean, {}, value, 0}); }
    bool number_integer(number_integer_t value) override {
        return tell({{}, JsonKind::number, {}, false, static_cast<double>(value)});
    }
    bool number_unsigned(number_unsigned_t value) override {
        return tell({{}, JsonKind::number, {}, false, static_cast<double>(value)});
    }
    bool number_float(number_float_t value, const string_t& /*text*/) override {
        return tell({{}, JsonKind::number, {}, false, value});
    }
    bool string(string_t& value) override { return tell({{}, JsonKind::string, value, false, 0}); }
    bool binary(binary_t& /*value*/) override { return false; }

    bool start_object(std::size_t /*size*/) override { return enter(JsonKind::object); }
    bool start_array(std::size_t /*size*/) override { return enter(JsonKind::array); }
    bool end_object() override { return leave(); }
    bool end_array() override { return leave(); }
    bool key(string_t& value) override {
        path_.resize(lengths_.back());
        const bool plain = !value.empty() && value.find('/') == value.npos;
        append(plain ? std::string_view(value) : "?");
        return true;
    }
    bool parse_error(std::size_t position, const std::string& /*last_token*/,
                     const nlohmann::detail::exception& /*reason*/) override {
        fault_ = "JSON that breaks at byte " + std::to_string(position);
        return false;
    }

  private:
    void append(std::string_view part) {
        if (!path_.empty()) {
            path_ += '/';
        }
        path_ += part;
    }

    bool tell(JsonEvent event) {
        event.path = path_;
        return visit_(event);
    }

    bool enter(JsonKind kind) {
        if (static_cast<int>(lengths_.size()) == max_json_depth) {
            fault_ = "JSON nested deeper than " + std::to_string(max_json_depth) + " levels";
            return false;
        }
        if (!tell({{}, kind, {}, false, 0})) {
            return false;
        }
        lengths_.push_back(path_.size());
        if (kind == JsonKind::array) {
            append("*");
        }
        return true;
    }

    bool leave() {
        path_.resize(lengths_.back());
        lengths_.pop_back();
        return true;
    }

    const std::function<bool(const JsonEvent&)>& visit_;
    std::string path_;                  ///< of the value that comes next
    std::vector<std::size_t> lengths_;  ///< of the paths of the containers that are open
    std::string fault_;
};

}  // namespace

std::string read_json(std::string_view text, const std::function<bool(const JsonEvent&)>& visit) {
    const auto content = trim(text);
    if (content.empty()) {
        return "nothing";
    }
    if (content.starts_with('<')) {
        return "HTML or XML";
    }
    Reader reader(visit);
    // Its result is false too when `visit` had enough.
    (void)Json::sax_parse(content, &reader);
    return reader.fault();
}

std::string_view name_of(JsonKind kind) {
    switch (kind) {
        case JsonKind::null:
            return "null";
        case JsonKind::boolean:
            return "a boolean";
        case JsonKind::number:
            return "a number";
        case JsonKind::string:
            return "a string";
        case JsonKind::object:
            return "an object";
        case JsonKind::array:
            return "an array";
    }
    return "nothing";
}

}  // namespace skillmeat::github
