#include <skillmeat/manifest/rename_keys.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <tuple>

namespace skillmeat::manifest {
namespace {

/// Where each line starts.
std::vector<std::size_t> line_starts(std::string_view text) {
    std::vector<std::size_t> starts{0};
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') {
            starts.push_back(i + 1);
        }
    }
    return starts;
}

/// Length of the key `name` at the start of `text`, bare or in quotes; 0 when another key is there.
std::size_t key_length(std::string_view text, std::string_view name) {
    const bool quoted = text.starts_with('"') || text.starts_with('\'');
    const auto content = quoted ? text.substr(1) : text;
    if (!content.starts_with(name)) {
        return 0;
    }
    if (!quoted) {
        return name.size();
    }
    return content.substr(name.size()).starts_with(text.front()) ? name.size() + 2 : 0;
}

}  // namespace

Result<std::string> rename_keys(std::string_view text, std::vector<KeyRename> renames) {
    std::sort(renames.begin(), renames.end(), [](const auto& a, const auto& b) {
        return std::tie(a.line, a.column) < std::tie(b.line, b.column);
    });
    const auto starts = line_starts(text);
    std::string result;
    std::size_t copied = 0;
    for (const auto& rename : renames) {
        const auto line = static_cast<std::size_t>(rename.line);
        const auto before = static_cast<std::size_t>(rename.column) - 1;
        if (rename.line < 1 || rename.column < 1 || line > starts.size()) {
            return fail(ErrorCode::internal,
                        fmt::format("key {} has no place", quote(rename.from)));
        }
        const auto rest = text.substr(starts[line - 1]);
        const auto offset = starts[line - 1] + truncate_characters(rest, before).size();
        const auto length = key_length(text.substr(offset), rename.from);
        if (length == 0 || offset < copied) {
            return fail(ErrorCode::internal,
                        fmt::format("key {} does not stand at line {}, column {}",
                                    quote(rename.from), rename.line, rename.column));
        }
        result += text.substr(copied, offset - copied);
        result += rename.to;
        copied = offset + length;
    }
    result += text.substr(copied);
    return result;
}

}  // namespace skillmeat::manifest
