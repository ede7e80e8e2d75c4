#include <skillmeat/interop/foreign.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/interop/collector.hpp>

namespace skillmeat::interop {
namespace {

constexpr std::array formats{Format::skills_lock, Format::skill_lock, Format::claude, Format::apm};

std::string_view file_name(std::string_view path) {
    return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

Result<void> check_size(const ForeignFile& file) {
    if (file.text.size() > max_file) {
        return fail(ErrorCode::too_large,
                    fmt::format("{} is larger than {} MiB", quote(file.path), max_file >> 20U));
    }
    return {};
}

std::optional<Format> recognise_json(const ForeignFile& file) {
    const auto root = read_json(file.text, file.path);
    if (!root || !root->is_map()) {
        return std::nullopt;
    }
    const auto* skills = root->find("skills");
    const auto* version = root->find("version");
    if (skills != nullptr && skills->is_map() && version != nullptr) {
        const bool by_name = file_name(file.path) == ".skill-lock.json";
        return by_name || version->text == "3" ? Format::skill_lock : Format::skills_lock;
    }
    return is_claude(*root) ? std::optional(Format::claude) : std::nullopt;
}

bool is_apm(const ForeignFile& file) {
    const auto name = file_name(file.path);
    if (name == "apm.yml" || name == "apm.yaml") {
        return true;
    }
    const auto root = read_yaml(file.text, file.path);
    return root && root->is_map() &&
           (root->find("dependencies") != nullptr || root->find("devDependencies") != nullptr);
}

}  // namespace

std::string_view to_string(Format format) {
    switch (format) {
        case Format::skills_lock:
            return "skills-lock";
        case Format::skill_lock:
            return "skill-lock";
        case Format::claude:
            return "claude";
        case Format::apm:
            return "apm";
    }
    return {};
}

std::optional<Format> parse_format(std::string_view text) {
    for (const auto format : formats) {
        if (text == to_string(format)) {
            return format;
        }
    }
    return std::nullopt;
}

Result<Format> recognise(const ForeignFile& file) {
    SKILLMEAT_TRY(check_size(file));
    if (const auto format = recognise_json(file)) {
        return *format;
    }
    if (is_apm(file)) {
        return Format::apm;
    }
    return fail(ErrorCode::invalid_value,
                fmt::format("{} is none of the files that can be imported: an export of skillmeat, "
                            "skills-lock.json, .skill-lock.json, settings of Claude Code, apm.yml",
                            quote(file.path)),
                "name its format with --from");
}

Result<Foreign> read(Format format, const std::vector<ForeignFile>& files) {
    for (const auto& file : files) {
        SKILLMEAT_TRY(check_size(file));
    }
    if (files.empty() || (files.size() > 1 && format != Format::claude)) {
        return fail(ErrorCode::invalid_usage,
                    fmt::format("expected one file of format {}, found {}", to_string(format),
                                files.size()));
    }
    switch (format) {
        case Format::skills_lock:
            return read_skills_lock(files.front());
        case Format::skill_lock:
            return read_skill_lock(files.front());
        case Format::claude:
            return read_claude(files);
        case Format::apm:
            return read_apm(files.front());
    }
    return fail(ErrorCode::internal, "a format without a reader");
}

}  // namespace skillmeat::interop
