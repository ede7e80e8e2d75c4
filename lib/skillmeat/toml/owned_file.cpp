#include <skillmeat/toml/owned_file.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/toml/parse.hpp>

#include <fmt/format.h>

#include <utility>

namespace skillmeat::tomlfile {

tl::unexpected<Error> damaged(const OwnedFile& file, const std::string& path,
                              const RecordFault& fault) {
    return fail(file.damaged,
                fmt::format("the {} {} is damaged: {}", file.what, quote(path), fault.message),
                std::string(file.remedy), {path, fault.line, fault.column});
}

Result<Table> parse_owned(const OwnedFile& file, std::string_view text, const std::string& path) {
    if (const int line = find_merge_conflict(text); line > 0) {
        return fail(file.conflicted,
                    fmt::format("the {} {} holds a merge conflict at line {}", file.what,
                                quote(path), line),
                    std::string(file.conflict_remedy), {path, line, 1});
    }
    auto root = parse(text, path);
    if (!root) {
        auto error = std::move(root).error();
        error.code = file.damaged;
        error.message =
            fmt::format("the {} {} is damaged: {}", file.what, quote(path), error.message);
        error.hint = file.remedy;
        return fail(std::move(error));
    }
    return *std::move(root);
}

Result<int> read_version(const OwnedFile& file, const Table& root, const std::string& path) {
    const auto* value = root.find("version");
    if (value == nullptr) {
        return damaged(file, path, {1, 1, "expected a key 'version', found none"});
    }
    const auto* number = value->integer();
    if (number == nullptr || *number < 0) {
        return damaged(
            file, path,
            {value->line, value->column, "expected the number of the format for 'version'"});
    }
    if (*number > file.current_version) {
        return fail(file.newer,
                    fmt::format("the {} {} is of version {}, and this skillmeat knows versions up "
                                "to {}",
                                file.what, quote(path), *number, file.current_version),
                    "install a newer skillmeat", {path, value->line, value->column});
    }
    return static_cast<int>(*number);
}

Result<int> read_owned(const OwnedFile& file, std::string_view text, const std::string& path,
                       std::string_view row_table,
                       const std::function<std::optional<RecordFault>(const Value&)>& read_rows) {
    SKILLMEAT_ASSIGN(const auto root, parse_owned(file, text, path));
    SKILLMEAT_ASSIGN(const auto version, read_version(file, root, path));
    for (const auto& [key, value] : root.members) {
        if (key == row_table) {
            if (const auto fault = read_rows(value)) {
                return damaged(file, path, *fault);
            }
        } else if (key != "version") {
            return damaged(
                file, path,
                {value.key_line, value.key_column, fmt::format("unknown key {}", quote(key))});
        }
    }
    return version;
}

}  // namespace skillmeat::tomlfile
