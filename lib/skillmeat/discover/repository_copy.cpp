#include <skillmeat/discover/repository_copy.hpp>

#include <charconv>
#include <utility>

namespace skillmeat::discover {
namespace {

constexpr std::string_view format_name = "skillmeat-index-1";

/// Takes lines and counted bytes off a text; not good any more once something is missing.
class Reader {
  public:
    explicit Reader(std::string_view rest) : rest_(rest) {}

    std::string_view line() {
        const auto end = rest_.find('\n');
        if (end == std::string_view::npos) {
            good_ = false;
            return {};
        }
        const auto line = rest_.substr(0, end);
        rest_.remove_prefix(end + 1);
        return line;
    }

    std::size_t number() {
        const auto text = line();
        std::size_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        // No number of lines or bytes is larger than the text it counts.
        good_ = good_ && error == std::errc() && end == text.data() + text.size() &&
                value <= rest_.size();
        return good_ ? value : 0;
    }

    std::string_view bytes(std::size_t count) {
        good_ = good_ && count <= rest_.size();
        const auto bytes = rest_.substr(0, good_ ? count : 0);
        rest_.remove_prefix(bytes.size());
        return bytes;
    }

    [[nodiscard]] bool at_end() const { return good_ && rest_.empty(); }
    [[nodiscard]] bool good() const { return good_; }

  private:
    std::string_view rest_;
    bool good_ = true;
};

void add_line(std::string& bytes, std::string_view line) {
    bytes += line;
    bytes += '\n';
}

}  // namespace

std::string write_copy(const RepositoryCopy& copy) {
    std::string bytes;
    add_line(bytes, format_name);
    add_line(bytes, copy.ref);
    add_line(bytes, copy.base);
    add_line(bytes, copy.commit);
    add_line(bytes, std::to_string(copy.files.size()));
    for (const auto& file : copy.files) {
        add_line(bytes, file.path);
        add_line(bytes, std::to_string(file.text.size()));
        bytes += file.text;
    }
    add_line(bytes, std::to_string(copy.directories.size()));
    for (const auto& directory : copy.directories) {
        add_line(bytes, directory);
    }
    return bytes;
}

std::optional<RepositoryCopy> read_copy(std::string_view bytes) {
    Reader reader(bytes);
    if (reader.line() != format_name) {
        return std::nullopt;
    }
    RepositoryCopy copy;
    copy.ref = reader.line();
    copy.base = reader.line();
    copy.commit = reader.line();
    for (auto left = reader.number(); left > 0 && reader.good(); --left) {
        RepositoryCopy::File file;
        file.path = reader.line();
        file.text = reader.bytes(reader.number());
        copy.files.push_back(std::move(file));
    }
    for (auto left = reader.number(); left > 0 && reader.good(); --left) {
        copy.directories.emplace_back(reader.line());
    }
    return reader.at_end() ? std::optional(std::move(copy)) : std::nullopt;
}

}  // namespace skillmeat::discover
