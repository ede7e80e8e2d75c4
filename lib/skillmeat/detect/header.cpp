#include <skillmeat/detect/content.hpp>
#include <skillmeat/detect/front_matter.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/toml/parse.hpp>

#include <algorithm>
#include <array>

namespace skillmeat::detect {
namespace {

struct KeyBit {
    std::string_view key;
    std::uint32_t bit;
};

// Keys of artifact-formats 1 to 3, and the usual ones of documentation generators.
constexpr std::array key_bits{KeyBit{"name", keys::name},
                              KeyBit{"description", keys::description},
                              KeyBit{"tools", keys::tools},
                              KeyBit{"model", keys::model},
                              KeyBit{"color", keys::agent},
                              KeyBit{"disallowedTools", keys::agent},
                              KeyBit{"permissionMode", keys::agent},
                              KeyBit{"maxTurns", keys::agent},
                              KeyBit{"mcpServers", keys::agent},
                              KeyBit{"mcp-servers", keys::agent},
                              KeyBit{"initialPrompt", keys::agent},
                              KeyBit{"readonly", keys::agent},
                              KeyBit{"is_background", keys::agent},
                              KeyBit{"handoffs", keys::agent},
                              KeyBit{"temperature", keys::agent},
                              KeyBit{"argument-hint", keys::command},
                              KeyBit{"arguments", keys::command},
                              KeyBit{"allowed-tools", keys::command},
                              KeyBit{"disable-model-invocation", keys::command},
                              KeyBit{"agent", keys::command},
                              KeyBit{"subtask", keys::command},
                              KeyBit{"mode", keys::agent},
                              KeyBit{"title", keys::title},
                              KeyBit{"layout", keys::page},
                              KeyBit{"slug", keys::page},
                              KeyBit{"sidebar", keys::page},
                              KeyBit{"sidebar_position", keys::page},
                              KeyBit{"sidebar_label", keys::page},
                              KeyBit{"sidebarTitle", keys::page},
                              KeyBit{"permalink", keys::page},
                              KeyBit{"date", keys::page},
                              KeyBit{"weight", keys::page},
                              KeyBit{"nav_order", keys::page},
                              KeyBit{"parent", keys::page},
                              KeyBit{"draft", keys::page},
                              KeyBit{"toc", keys::page},
                              KeyBit{"ms.date", keys::page},
                              KeyBit{"ms.topic", keys::page},
                              KeyBit{"weight", keys::page},
                              KeyBit{"metadata.github-repo", keys::installed},
                              KeyBit{"metadata.local-path", keys::installed},
                              KeyBit{"version", 0},
                              KeyBit{"category", 0},
                              KeyBit{"tags", 0},
                              KeyBit{"license", 0},
                              KeyBit{"author", 0},
                              KeyBit{"metadata", 0},
                              KeyBit{"hooks", 0},
                              KeyBit{"source", 0}};

std::uint32_t bit_of(std::string_view key) {
    const auto* found =
        std::ranges::find_if(key_bits, [&](const KeyBit& each) { return each.key == key; });
    if (found != key_bits.end()) {
        return found->bit;
    }
    return key.find('.') == std::string_view::npos ? keys::other : 0U;
}

std::string text_of(const FrontMatter& matter, std::string_view key) {
    const auto* field = matter.find(key);
    return field != nullptr && field->kind == Field::Kind::text ? std::string(trim(field->text))
                                                                : std::string{};
}

std::string first_of(const FrontMatter& matter, std::string_view key, std::string_view other) {
    auto text = text_of(matter, key);
    return text.empty() ? text_of(matter, other) : text;
}

std::vector<std::string> list_of(const FrontMatter& matter, std::string_view key) {
    const auto* field = matter.find(key);
    if (field == nullptr) {
        return {};
    }
    if (field->kind == Field::Kind::list) {
        return field->items;
    }
    std::vector<std::string> items;
    if (field->kind == Field::Kind::text) {
        for (const auto part : split(field->text, ',')) {
            if (!trim(part).empty()) {
                items.emplace_back(trim(part));
            }
        }
    }
    return items;
}

void take_fields(const FrontMatter& matter, Header& header) {
    for (const auto& field : matter.fields) {
        if (field.kind != Field::Kind::null) {
            header.keys |= bit_of(field.key);
        }
    }
    if (text_of(matter, "metadata.internal") == "true") {
        header.keys |= keys::internal;
    }
    header.name = text_of(matter, "name");
    header.description = text_of(matter, "description");
    header.version = first_of(matter, "version", "metadata.version");
    header.category = first_of(matter, "category", "metadata.category");
    header.upstream = first_of(matter, "metadata.github-repo", "homepage");
    header.tags = list_of(matter, "tags");
    if (header.tags.empty()) {
        header.tags = list_of(matter, "metadata.tags");
    }
}

Header::Matter matter_of(FrontMatter::State state) {
    switch (state) {
        case FrontMatter::State::absent:
            return Header::Matter::absent;
        case FrontMatter::State::ok:
            return Header::Matter::ok;
        case FrontMatter::State::recovered:
            return Header::Matter::recovered;
        case FrontMatter::State::bad:
            return Header::Matter::bad;
        case FrontMatter::State::too_large:
            return Header::Matter::too_large;
    }
    return Header::Matter::absent;
}

}  // namespace

Header read_header(std::string_view markdown) {
    Header header;
    header.read = ReadState::ok;
    if (markdown.find('\0') != std::string_view::npos) {
        header.read = ReadState::binary;
        return header;
    }
    header.empty = markdown.find_first_not_of(" \t\r\n") == std::string_view::npos;
    const auto matter = read_front_matter(markdown);
    header.matter = matter_of(matter.state);
    header.open = matter.open;
    take_fields(matter, header);
    return header;
}

Header read_toml_header(std::string_view text) {
    Header header;
    header.read = ReadState::ok;
    header.empty = trim(text).empty();
    const auto table = tomlfile::parse(text, "");
    if (!table) {
        header.matter = Header::Matter::bad;
        return header;
    }
    header.matter = Header::Matter::ok;
    const auto read = [&](std::string_view key) {
        const auto* value = table->find(key);
        const auto* string = value == nullptr ? nullptr : value->string();
        return string == nullptr ? std::string{} : *string;
    };
    header.name = read("name");
    header.description = read("description");
    const bool prompt = !trim(read("prompt")).empty();
    const bool instructions = !trim(read("developer_instructions")).empty();
    header.prompt = prompt || instructions ? "yes" : "";
    header.keys = (header.name.empty() ? 0U : keys::name) |
                  (header.description.empty() ? 0U : keys::description) |
                  (prompt ? keys::command : 0U) | (instructions ? keys::agent : 0U);
    return header;
}

}  // namespace skillmeat::detect
