#include <skillmeat/ops/sources/readme.hpp>

#include <array>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>

namespace skillmeat::ops {
namespace {

constexpr std::array<std::string_view, 3> directories{"", ".github/", "docs/"};
constexpr std::array<std::string_view, 4> names{"readme.md", "readme.rst", "readme.txt", "readme"};
constexpr std::size_t unranked = directories.size() * names.size();

/// The place of a file among those that may be the README; `unranked` when it is none.
std::size_t rank_of(const tree::Entry& entry) {
    if (entry.mode != tree::mode_file && entry.mode != tree::mode_executable) {
        return unranked;
    }
    const auto slash = entry.path.rfind('/');
    const auto name_start = slash == std::string_view::npos ? 0 : slash + 1;
    const auto directory = entry.path.substr(0, name_start);
    const auto name = entry.path.substr(name_start);
    for (std::size_t i = 0; i < directories.size(); ++i) {
        for (std::size_t k = 0; k < names.size() && directory == directories.at(i); ++k) {
            if (equals_ignoring_case(name, names.at(k))) {
                return i * names.size() + k;
            }
        }
    }
    return unranked;
}

}  // namespace

std::optional<std::size_t> find_readme(const tree::SourceTree& tree) {
    const auto files = tree.files();
    std::optional<std::size_t> best;
    auto best_rank = unranked;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const auto rank = rank_of(files[i]);
        if (rank < best_rank) {
            best = i;
            best_rank = rank;
        }
    }
    return best;
}

Result<std::string> readme_text(std::string_view bytes) {
    if (!is_valid_utf8(bytes)) {
        return fail(ErrorCode::invalid_value, "the README is not UTF-8 text");
    }
    return std::string(truncate_utf8(bytes, max_readme));
}

std::string readme_hash(std::string_view text) {
    return hex_digest(HashKind::sha256, text);
}

}  // namespace skillmeat::ops
