#include <skillmeat/lock/read_rows.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/lock/fields.hpp>
#include <skillmeat/toml/owned_file.hpp>

#include <fmt/format.h>

#include <unordered_map>
#include <utility>

namespace skillmeat::lock {
namespace {

using tomlfile::Value;

constexpr tomlfile::OwnedFile lock_file{
    "lock",
    "restore it from version control, or delete it and run `skillmeat source scan`",
    "take either side, for example with `git checkout --theirs`, and run `skillmeat source scan`",
    ErrorCode::lock_damaged,
    ErrorCode::lock_conflicted,
    ErrorCode::lock_newer,
    current_version};

class GeneralReader {
  public:
    explicit GeneralReader(const std::string& path) : path_(path) {}

    Result<LockFile> read(const tomlfile::Table& root) {
        LockFile file;
        SKILLMEAT_ASSIGN(file.version, tomlfile::read_version(lock_file, root, path_));
        for (const auto& [key, value] : root.members) {
            if (key == "source") {
                SKILLMEAT_ASSIGN(file.rows, read_sources(value, file.version));
            } else if (key != "version") {
                return damaged(
                    {value.key_line, value.key_column, fmt::format("unknown key {}", quote(key))});
            }
        }
        return file;
    }

  private:
    [[nodiscard]] tl::unexpected<Error> damaged(const tomlfile::RecordFault& fault) const {
        return tomlfile::damaged(lock_file, path_, fault);
    }

    [[nodiscard]] Result<std::vector<LockRow>> read_sources(const Value& sources,
                                                            int version) const {
        std::optional<tomlfile::RecordFault> fault;
        const auto tables = tomlfile::tables_of(sources, "source", fault);
        if (fault) {
            return damaged(*fault);
        }
        std::vector<LockRow> rows;
        std::unordered_map<std::string, int> lines;
        for (const auto* table : tables) {
            const auto& element = *table;
            SKILLMEAT_ASSIGN(auto row, read_row(element, version));
            const auto [twin, added] = lines.emplace(ascii_lower(row.id), element.line);
            if (!added) {
                return damaged({element.line, element.column,
                                fmt::format("a second row for {}; the first is at line {}",
                                            quote(row.id), twin->second)});
            }
            rows.push_back(std::move(row));
        }
        return rows;
    }

    [[nodiscard]] Result<LockRow> read_row(const Value& element, int version) const {
        LockRow row;
        const auto none_other = [](std::string_view) { return false; };
        if (const auto fault =
                tomlfile::store_table(row, fields(version), element, "source", none_other)) {
            return damaged(*fault);
        }
        if (const auto fault = check_row(row)) {
            const auto& value = *element.table()->find(fault->key);
            return damaged({value.line, value.column, fault->message});
        }
        return row;
    }

    const std::string& path_;
};

}  // namespace

Result<LockFile> read_general(std::string_view text, const std::string& path) {
    SKILLMEAT_ASSIGN(const auto root, tomlfile::parse_owned(lock_file, text, path));
    return GeneralReader(path).read(root);
}

}  // namespace skillmeat::lock
