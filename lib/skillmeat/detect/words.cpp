#include <skillmeat/detect/words.hpp>

#include <skillmeat/base/text.hpp>

#include <algorithm>
#include <array>
#include <span>

namespace skillmeat::detect {
namespace {

constexpr std::array ignored_segments{
    std::string_view{".git"},          std::string_view{"node_modules"},
    std::string_view{"__pycache__"},   std::string_view{".venv"},
    std::string_view{"venv"},          std::string_view{".tox"},
    std::string_view{"site-packages"}, std::string_view{"bower_components"}};

constexpr std::array demoting_segments{std::string_view{"test"},
                                       std::string_view{"tests"},
                                       std::string_view{"__tests__"},
                                       std::string_view{"testdata"},
                                       std::string_view{"test-data"},
                                       std::string_view{"test_data"},
                                       std::string_view{"fixture"},
                                       std::string_view{"fixtures"},
                                       std::string_view{"__fixtures__"},
                                       std::string_view{"test-fixtures"},
                                       std::string_view{"test_fixtures"},
                                       std::string_view{"example"},
                                       std::string_view{"examples"},
                                       std::string_view{"sample"},
                                       std::string_view{"samples"},
                                       std::string_view{"demo"},
                                       std::string_view{"demos"},
                                       std::string_view{"template"},
                                       std::string_view{"templates"},
                                       std::string_view{"doc"},
                                       std::string_view{"docs"},
                                       std::string_view{"eval"},
                                       std::string_view{"evals"},
                                       std::string_view{"mock"},
                                       std::string_view{"mocks"},
                                       std::string_view{"__mocks__"},
                                       std::string_view{"e2e"},
                                       std::string_view{"integration-tests"},
                                       std::string_view{"integration_tests"}};

constexpr std::array sample_words{std::string_view{"example"}, std::string_view{"sample"},
                                  std::string_view{"demo"}, std::string_view{"template"}};
constexpr std::array kind_words{std::string_view{"plugin"},  std::string_view{"skill"},
                                std::string_view{"agent"},   std::string_view{"command"},
                                std::string_view{"hook"},    std::string_view{"extension"},
                                std::string_view{"package"}, std::string_view{"server"}};

constexpr std::array code_extensions{
    std::string_view{"c"},     std::string_view{"cc"},     std::string_view{"cjs"},
    std::string_view{"cpp"},   std::string_view{"cs"},     std::string_view{"cxx"},
    std::string_view{"dart"},  std::string_view{"ex"},     std::string_view{"exs"},
    std::string_view{"go"},    std::string_view{"h"},      std::string_view{"hpp"},
    std::string_view{"hs"},    std::string_view{"java"},   std::string_view{"js"},
    std::string_view{"jsx"},   std::string_view{"kt"},     std::string_view{"lua"},
    std::string_view{"m"},     std::string_view{"mjs"},    std::string_view{"php"},
    std::string_view{"py"},    std::string_view{"rb"},     std::string_view{"rs"},
    std::string_view{"scala"}, std::string_view{"svelte"}, std::string_view{"swift"},
    std::string_view{"ts"},    std::string_view{"tsx"},    std::string_view{"vue"},
    std::string_view{"zig"}};

constexpr std::array usual_documents{std::string_view{"changelog"},
                                     std::string_view{"contributing"},
                                     std::string_view{"license"},
                                     std::string_view{"code_of_conduct"},
                                     std::string_view{"code-of-conduct"},
                                     std::string_view{"security"},
                                     std::string_view{"todo"},
                                     std::string_view{"index"},
                                     std::string_view{"agents"},
                                     std::string_view{"claude"},
                                     std::string_view{"gemini"}};

bool contains(std::span<const std::string_view> words, std::string_view word) {
    return std::ranges::any_of(
        words, [&](std::string_view each) { return equals_ignoring_case(each, word); });
}

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

bool has_upper(std::string_view text) {
    return std::ranges::any_of(text, is_upper);
}

}  // namespace

Container container_of(std::string_view segment, bool after_dot) {
    struct Name {
        std::string_view text;
        Container container;
    };
    static constexpr std::array names{
        Name{"skills", Container::skills},     Name{"agents", Container::agents},
        Name{"subagents", Container::agents},  Name{"sub-agents", Container::agents},
        Name{"commands", Container::commands}, Name{"slash-commands", Container::commands},
        Name{"prompts", Container::prompts},   Name{"hooks", Container::hooks},
        Name{"settings", Container::settings}, Name{"chatmodes", Container::chatmodes}};
    static constexpr std::array singular{Name{"skill", Container::skills},
                                         Name{"agent", Container::agents},
                                         Name{"command", Container::commands}};
    const auto fits = [&](const Name& name) { return equals_ignoring_case(name.text, segment); };
    if (const auto* found = std::ranges::find_if(names, fits); found != names.end()) {
        return found->container;
    }
    if (after_dot) {
        if (const auto* found = std::ranges::find_if(singular, fits); found != singular.end()) {
            return found->container;
        }
    }
    const auto lower = segment.size() < 64 ? ascii_lower(segment) : std::string{};
    return lower.find("mcp") != std::string::npos ? Container::mcp : Container::none;
}

bool is_ignored_segment(std::string_view segment) {
    return std::ranges::find(ignored_segments, segment) != ignored_segments.end();
}

bool is_build_segment(std::string_view segment) {
    return segment == "build" || segment == "dist";
}

bool is_demoting_segment(std::string_view segment) {
    return contains(demoting_segments, segment);
}

bool is_retired_segment(std::string_view segment) {
    static constexpr std::array retired{
        std::string_view{"deprecated"}, std::string_view{"archive"}, std::string_view{"archived"},
        std::string_view{"backup"},     std::string_view{"backups"}, std::string_view{"obsolete"}};
    while (segment.starts_with('_') || segment.starts_with('.')) {
        segment.remove_prefix(1);
    }
    return contains(retired, segment);
}

bool is_sample_name(std::string_view segment) {
    if (contains(sample_words, segment)) {
        return true;
    }
    const auto cut = segment.find_first_of("-_");
    if (cut == std::string_view::npos) {
        return false;
    }
    const auto first = segment.substr(0, cut);
    const auto rest = segment.substr(cut + 1);
    return (contains(sample_words, first) && contains(kind_words, rest)) ||
           (contains(kind_words, first) && contains(sample_words, rest));
}

bool is_source_segment(std::string_view segment) {
    return segment == "src" || segment == "lib" || segment == "internal" || segment == "pkg" ||
           segment == "cmd" || segment == "app" || segment == "website" || segment == "site" ||
           segment == "public" || segment == "content";
}

bool is_package_file(std::string_view file_name) {
    return file_name == "package.json" || file_name == "pyproject.toml" ||
           file_name == "Cargo.toml" || file_name == "go.mod";
}

bool is_code_file(std::string_view file_name) {
    const auto dot = file_name.rfind('.');
    return dot != std::string_view::npos && dot > 0 &&
           std::ranges::binary_search(code_extensions, file_name.substr(dot + 1));
}

bool is_reserved_document(std::string_view file_name) {
    static constexpr std::array reserved{std::string_view{"agents"}, std::string_view{"claude"},
                                         std::string_view{"gemini"}, std::string_view{"index"}};
    if (file_name.empty() || file_name.front() == '_' || file_name.front() == '.') {
        return true;
    }
    const auto stem = file_stem(file_name);
    return (stem.size() >= 6 && equals_ignoring_case(stem.substr(0, 6), "readme") &&
            (stem.size() == 6 || stem[6] == '.' || stem[6] == '-' || stem[6] == '_')) ||
           equals_ignoring_case(stem, "copilot-instructions") ||
           (has_upper(stem) && contains(reserved, stem));
}

bool is_usual_document(std::string_view file_name) {
    return contains(usual_documents, file_stem(file_name));
}

bool is_command_word(std::string_view file_name) {
    static constexpr std::array never{
        std::string_view{"license"}, std::string_view{"code_of_conduct"},
        std::string_view{"code-of-conduct"}, std::string_view{"index"}};
    const auto stem = file_stem(file_name);
    return !has_upper(stem) && !contains(never, stem);
}

bool is_placeholder_text(std::string_view text) {
    return text.size() > 2 && ((text.front() == '<' && text.back() == '>') ||
                               (text.front() == '[' && text.back() == ']') ||
                               (text.front() == '{' && text.back() == '}'));
}

bool is_placeholder_name(std::string_view name) {
    const auto open = name.find('<');
    return is_placeholder_text(name) || name.find("{{") != std::string_view::npos ||
           (open != std::string_view::npos && name.find('>', open) != std::string_view::npos);
}

bool is_shouted(std::string_view file_name) {
    const auto stem = file_stem(file_name);
    const auto upper = std::ranges::count_if(stem, is_upper);
    return upper >= 2 && std::ranges::none_of(stem, [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string_view last_segment(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view parent_path(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

std::string_view file_stem(std::string_view path) {
    const auto name = last_segment(path);
    const auto dot = name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

bool ends_with_ignoring_case(std::string_view text, std::string_view suffix) {
    return text.size() >= suffix.size() &&
           equals_ignoring_case(text.substr(text.size() - suffix.size()), suffix);
}

std::string join_path(std::string_view dir, std::string_view name) {
    std::string path(dir);
    if (!path.empty() && !name.empty()) {
        path += '/';
    }
    path += name;
    return path;
}

bool is_within(std::string_view path, std::string_view dir) {
    return dir.empty() || path == dir ||
           (path.size() > dir.size() && path.starts_with(dir) && path[dir.size()] == '/');
}

}  // namespace skillmeat::detect
