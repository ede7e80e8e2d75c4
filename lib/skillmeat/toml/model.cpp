#include <skillmeat/toml/model.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/toml/serialize.hpp>

namespace skillmeat::tomlfile {

namespace {

KeyPath parent(const KeyPath& path) {
    return {path.begin(), path.end() - 1};
}

tl::unexpected<Error> wrong_kind(const KeyPath& path, std::string_view expected, const Value& found,
                                 const std::string& file) {
    return fail(ErrorCode::invalid_manifest,
                fmt::format("expected {} to be {}, found {}", quote(path_text(path)), expected,
                            found.kind()),
                fmt::format("make it {}", expected), {file, found.line, found.column});
}

tl::unexpected<Error> no_element(const KeyPath& array, std::size_t index, std::size_t size) {
    return fail(ErrorCode::internal, fmt::format("no position {} in {}, which has {}", index,
                                                 quote(path_text(array)), counted(size, "value")));
}

/// The value at a path that is a table or an array; missing tables on the way are made.
Result<Value*> reach(Value& root, const KeyPath& path, const std::string& file) {
    Value* value = &root;
    KeyPath walked;
    for (const Step& step : path) {
        if (const auto* index = std::get_if<std::size_t>(&step)) {
            Array* array = value->array();
            if (array == nullptr) {
                return wrong_kind(walked, "an array", *value, file);
            }
            if (*index >= array->size()) {
                return no_element(walked, *index, array->size());
            }
            value = &(*array)[*index];
        } else {
            Table* table = value->table();
            if (table == nullptr) {
                return wrong_kind(walked, "a table", *value, file);
            }
            const auto& key = std::get<std::string>(step);
            Value* member = table->find(key);
            value = member != nullptr ? member : &table->set(key, Table{});
        }
        walked.push_back(step);
    }
    return value;
}

}  // namespace

std::string path_text(const KeyPath& path) {
    std::string text;
    for (const Step& step : path) {
        if (const auto* index = std::get_if<std::size_t>(&step)) {
            text += fmt::format("[{}]", *index);
        } else {
            text += text.empty() ? "" : ".";
            text += key_text(std::string_view(std::get<std::string>(step)));
        }
    }
    return text;
}

const Value* find_value(const Value& root, const KeyPath& path) {
    const Value* value = &root;
    for (const Step& step : path) {
        if (const auto* index = std::get_if<std::size_t>(&step)) {
            const Array* array = value->array();
            value = array != nullptr && *index < array->size() ? &(*array)[*index] : nullptr;
        } else {
            const Table* table = value->table();
            value = table != nullptr ? table->find(std::get<std::string>(step)) : nullptr;
        }
        if (value == nullptr) {
            return nullptr;
        }
    }
    return value;
}

Value* find_value(Value& root, const KeyPath& path) {
    return const_cast<Value*>(find_value(std::as_const(root), path));
}

Result<void> set_value(Value& root, const KeyPath& path, const Value& value,
                       const std::string& file) {
    const KeyPath above = parent(path);
    SKILLMEAT_ASSIGN(Value * container, reach(root, above, file));
    if (const auto* index = std::get_if<std::size_t>(&path.back())) {
        if (container->array() == nullptr) {
            return wrong_kind(above, "an array", *container, file);
        }
        if (*index >= container->array()->size()) {
            return no_element(above, *index, container->array()->size());
        }
        (*container->array())[*index] = value;
        return {};
    }
    if (container->table() == nullptr) {
        return wrong_kind(above, "a table", *container, file);
    }
    container->table()->set(std::get<std::string>(path.back()), value);
    return {};
}

Result<void> insert_value(Value& root, const KeyPath& array, std::size_t index, const Value& value,
                          const std::string& file) {
    Value* found = find_value(root, array);
    if (found == nullptr) {
        SKILLMEAT_TRY(set_value(root, array, Array{}, file));
        found = find_value(root, array);
    }
    Array* elements = found->array();
    if (elements == nullptr) {
        return wrong_kind(array, "an array", *found, file);
    }
    if (index > elements->size()) {
        return no_element(array, index, elements->size());
    }
    elements->insert(elements->begin() + static_cast<std::ptrdiff_t>(index), value);
    return {};
}

void erase_value(Value& root, const KeyPath& path) {
    Value* container = find_value(root, parent(path));
    if (const auto* index = std::get_if<std::size_t>(&path.back())) {
        Array& array = *container->array();
        array.erase(array.begin() + static_cast<std::ptrdiff_t>(*index));
        return;
    }
    std::erase_if(container->table()->members, [&](const auto& member) {
        return member.first == std::get<std::string>(path.back());
    });
}

}  // namespace skillmeat::tomlfile
