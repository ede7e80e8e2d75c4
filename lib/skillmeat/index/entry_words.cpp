#include <skillmeat/index/entry_words.hpp>

#include <array>

#include <skillmeat/index/tokens.hpp>

namespace skillmeat::index {
namespace {

constexpr std::array<std::string_view, 3> file_endings{".md", ".json", ".toml"};

/// A path without what tells nothing: the ending of its file.
std::string_view telling_path(std::string_view path) {
    for (const auto ending : file_endings) {
        if (path.ends_with(ending)) {
            return path.substr(0, path.size() - ending.size());
        }
    }
    return path;
}

/// The plugin's directory, for plugins whose name says less.
std::string_view last_segment(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace

void TermCounts::add(std::string_view term, int uses) {
    const auto found = counts_.find(term);
    if (found != counts_.end()) {
        found->second += uses;
    } else {
        counts_.emplace(std::string(term), uses);
    }
}

std::size_t append_words(std::string& out, std::string_view text, TermCounts& terms, int uses) {
    Tokens tokens(text);
    Token token;
    std::string parts;
    std::size_t count = 0;
    while (tokens.next(token)) {
        auto& target = token.is_part ? parts : out;
        target += token.text;
        target += ' ';
        count += token.is_part ? 0 : 1;
        terms.add(token.text, uses);
    }
    out += parts;
    return count;
}

void make_words(EntryWords& words, const CatalogEntry& entry, std::string_view plugin_name,
                TermCounts& terms, int uses) {
    words.all_words = 0;
    const auto fill = [&](std::string& column, std::string_view text) {
        column.clear();
        return append_words(column, text, terms, uses);
    };
    words.name_words = fill(words.name, entry.name);
    words.tags.clear();
    for (const auto& tag : entry.tags) {
        words.all_words += append_words(words.tags, tag, terms, uses);
    }
    words.all_words += fill(words.category, entry.category);
    words.all_words +=
        fill(words.plugin, plugin_name.empty() ? last_segment(entry.plugin) : plugin_name);
    words.all_words += fill(words.path, telling_path(entry.path));
    words.all_words += fill(words.description, entry.description);
    words.all_words += words.name_words;
}

}  // namespace skillmeat::index
