#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace skillmeat::detect {

/// What a directory's name says about the files below it (artifact-formats 1 to 5).
enum class Container : std::uint8_t {
    none,
    skills,
    agents,
    commands,
    prompts,
    hooks,
    mcp,
    settings,
    chatmodes
};

/// By the last segment alone; `after_dot` when the segment above begins with a dot, where some
/// vendors use the singular.
[[nodiscard]] Container container_of(std::string_view segment, bool after_dot);

/// Directories that hold what tools produce or download (artifact-formats 10).
[[nodiscard]] bool is_ignored_segment(std::string_view segment);

/// Ignored as a build product, but a good name for an artifact inside a container.
[[nodiscard]] bool is_build_segment(std::string_view segment);

/// Segments such as `tests` or `examples`: what stands below them is shown, not offered.
[[nodiscard]] bool is_demoting_segment(std::string_view segment);

/// `deprecated`, `archive`, `backups`: what is kept, but no longer offered.
[[nodiscard]] bool is_retired_segment(std::string_view segment);

/// `example-plugin`, `sample-skill`, `template`: an artifact that says of itself that it is a
/// sample.
[[nodiscard]] bool is_sample_name(std::string_view segment);

/// `src`, `lib`, `internal`...: where ordinary software keeps its source.
[[nodiscard]] bool is_source_segment(std::string_view segment);

/// `package.json`, `pyproject.toml`, ...: what stands below its directory is a package of its own.
[[nodiscard]] bool is_package_file(std::string_view file_name);

/// A file a compiler or an interpreter reads, by its extension.
[[nodiscard]] bool is_code_file(std::string_view file_name);

/// README, CLAUDE.md, `_x.md`, ...: never an agent or a command. Agent programs read their
/// instructions from names in capitals; `claude.md` may be a command that asks it.
[[nodiscard]] bool is_reserved_document(std::string_view file_name);

/// CHANGELOG, SECURITY, TODO, ...: documents, unless their front matter says otherwise.
[[nodiscard]] bool is_usual_document(std::string_view file_name);

/// A name that could be a usual document, but written as commands are: `changelog.md`.
[[nodiscard]] bool is_command_word(std::string_view file_name);

/// `CONTRIBUTORS.md`: in capitals, as documents for people are written.
[[nodiscard]] bool is_shouted(std::string_view file_name);

/// `{name}`, `<name>`, `[name]`: text that waits to be filled in.
[[nodiscard]] bool is_placeholder_text(std::string_view text);
/// Likewise, also in part: `{{owner}}-x`, `io.example/<name>`.
[[nodiscard]] bool is_placeholder_name(std::string_view name);

[[nodiscard]] std::string_view last_segment(std::string_view path);
/// Directory part without the slash; empty for a file at the root.
[[nodiscard]] std::string_view parent_path(std::string_view path);
/// File name without `extension`, or up to its last dot when that is empty.
[[nodiscard]] std::string_view file_stem(std::string_view path);
[[nodiscard]] bool ends_with_ignoring_case(std::string_view text, std::string_view suffix);
/// `dir/name`, or `name` when `dir` is the root.
[[nodiscard]] std::string join_path(std::string_view dir, std::string_view name);
/// `path` is `dir` or stands below it; everything stands below the root.
[[nodiscard]] bool is_within(std::string_view path, std::string_view dir);

}  // namespace skillmeat::detect
