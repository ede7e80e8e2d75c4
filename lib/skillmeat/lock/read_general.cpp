#include <skillmeat/lock/read_rows.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/lock/fields.hpp>
#include <skillmeat/toml/parse.hpp>

#include <fmt/format.h>

#include <type_traits>
#include <unordered_map>
#include <utility>

namespace skillmeat::lock {
namespace {

using tomlfile::Value;

constexpr std::string_view remedy =
    "restore it from version control, or delete it and run `skillmeat source scan`";

bool is_conflict_marker(std::string_view line) {
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") ||
           line.starts_with("||||||| ") || line == "=======" || line == "<<<<<<<" ||
           line == ">>>>>>>" || line == "|||||||";
}

/// Line of the first marker git leaves after a merge; 0 when there is none.
int find_conflict(std::string_view text) {
    int number = 0;
    while (!text.empty()) {
        ++number;
        const auto end = text.find('\n');
        if (is_conflict_marker(text.substr(0, end))) {
            return number;
        }
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return 0;
}

std::string_view expected_kind(const Member& member) {
    return std::visit(
        [](auto pointer) -> std::string_view {
            using Target = std::remove_reference_t<decltype(std::declval<LockRow&>().*pointer)>;
            if constexpr (std::is_same_v<Target, std::string>) {
                return "a string";
            } else if constexpr (std::is_same_v<Target, std::vector<std::string>>) {
                return "an array of strings";
            } else if constexpr (std::is_same_v<Target, bool> ||
                                 std::is_same_v<Target, std::optional<bool>>) {
                return "a boolean";
            } else {
                return "a date";
            }
        },
        member);
}

bool store_strings(std::vector<std::string>& target, const Value& value) {
    if (value.array() == nullptr) {
        return false;
    }
    for (const auto& element : *value.array()) {
        if (element.string() == nullptr) {
            return false;
        }
        target.push_back(*element.string());
    }
    return true;
}

bool store(LockRow& row, const Member& member, const Value& value) {
    const auto take = [](auto& target, const auto* found) {
        if (found != nullptr) {
            target = *found;
        }
        return found != nullptr;
    };
    return std::visit(
        [&](auto pointer) {
            auto& target = row.*pointer;
            using Target = std::remove_reference_t<decltype(target)>;
            if constexpr (std::is_same_v<Target, std::string>) {
                return take(target, value.string());
            } else if constexpr (std::is_same_v<Target, std::vector<std::string>>) {
                return store_strings(target, value);
            } else if constexpr (std::is_same_v<Target, bool> ||
                                 std::is_same_v<Target, std::optional<bool>>) {
                return take(target, value.boolean());
            } else {
                return take(target, value.timestamp());
            }
        },
        member);
}

class GeneralReader {
  public:
    explicit GeneralReader(const std::string& path) : path_(path) {}

    Result<LockFile> read(const tomlfile::Table& root) {
        LockFile file;
        SKILLMEAT_ASSIGN(file.version, read_version(root));
        for (const auto& [key, value] : root.members) {
            if (key == "source") {
                SKILLMEAT_ASSIGN(file.rows, read_sources(value, file.version));
            } else if (key != "version") {
                return damaged(value.key_line, value.key_column,
                               fmt::format("unknown key {}", quote(key)));
            }
        }
        return file;
    }

  private:
    [[nodiscard]] tl::unexpected<Error> damaged(int line, int column,
                                                const std::string& what) const {
        return fail(ErrorCode::lock_damaged,
                    fmt::format("the lock {} is damaged: {}", quote(path_), what),
                    std::string(remedy), {path_, line, column});
    }

    [[nodiscard]] Result<int> read_version(const tomlfile::Table& root) const {
        const auto* value = root.find("version");
        if (value == nullptr) {
            return damaged(1, 1, "expected a key 'version', found none");
        }
        const auto* number = value->integer();
        if (number == nullptr || *number < 0) {
            return damaged(value->line, value->column,
                           "expected the number of the format for 'version'");
        }
        if (*number > current_version) {
            return fail(ErrorCode::lock_newer,
                        fmt::format("the lock {} is of version {}, and this skillmeat knows "
                                    "versions up to {}",
                                    quote(path_), *number, current_version),
                        "install a newer skillmeat", {path_, value->line, value->column});
        }
        return static_cast<int>(*number);
    }

    [[nodiscard]] Result<std::vector<LockRow>> read_sources(const Value& sources,
                                                            int version) const {
        if (sources.array() == nullptr) {
            return damaged(sources.line, sources.column,
                           fmt::format("expected tables [[source]], found {}", sources.kind()));
        }
        std::vector<LockRow> rows;
        std::unordered_map<std::string, int> lines;
        for (const auto& element : *sources.array()) {
            if (element.table() == nullptr) {
                return damaged(
                    element.line, element.column,
                    fmt::format("expected a table [[source]], found {}", element.kind()));
            }
            SKILLMEAT_ASSIGN(auto row, read_row(element, version));
            const auto [twin, added] = lines.emplace(ascii_lower(row.id), element.line);
            if (!added) {
                return damaged(element.line, element.column,
                               fmt::format("a second row for {}; the first is at line {}",
                                           quote(row.id), twin->second));
            }
            rows.push_back(std::move(row));
        }
        return rows;
    }

    [[nodiscard]] Result<LockRow> read_row(const Value& element, int version) const {
        LockRow row;
        const auto& table = *element.table();
        for (const auto& [key, value] : table.members) {
            const auto* field = find_field(version, key);
            if (field == nullptr) {
                return damaged(value.key_line, value.key_column,
                               fmt::format("unknown key {} in [[source]]", quote(key)));
            }
            if (!store(row, field->member, value)) {
                return damaged(value.line, value.column,
                               fmt::format("expected {} for {}, found {}",
                                           expected_kind(field->member), quote(key), value.kind()));
            }
        }
        for (const auto& field : fields(version)) {
            if (field.required && table.find(field.key) == nullptr) {
                return damaged(
                    element.line, element.column,
                    fmt::format("expected a key {} in [[source]], found none", quote(field.key)));
            }
        }
        if (const auto fault = check_row(row)) {
            const auto& value = *table.find(fault->key);
            return damaged(value.line, value.column, fault->message);
        }
        return row;
    }

    const std::string& path_;
};

}  // namespace

Result<LockFile> read_general(std::string_view text, const std::string& path) {
    if (const int line = find_conflict(text); line > 0) {
        return fail(ErrorCode::lock_conflicted,
                    fmt::format("the lock {} holds a merge conflict at line {}", quote(path), line),
                    "take either side, for example with `git checkout --theirs`, and run "
                    "`skillmeat source scan`",
                    {path, line, 1});
    }
    auto root = tomlfile::parse(text, path);
    if (!root) {
        auto error = std::move(root).error();
        error.code = ErrorCode::lock_damaged;
        error.message = fmt::format("the lock {} is damaged: {}", quote(path), error.message);
        error.hint = remedy;
        return fail(std::move(error));
    }
    return GeneralReader(path).read(*root);
}

}  // namespace skillmeat::lock
