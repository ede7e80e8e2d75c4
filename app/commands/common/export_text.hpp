#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <app/cli/parse.hpp>
#include <app/cli/spec.hpp>
#include <app/context.hpp>

namespace skillmeat::app::commands {

// What commands that export one text have in common.

inline constexpr cli::OptionSpec output_file_option{
    .name = "output",
    .kind = cli::Kind::text,
    .value_name = "FILE",
    .help = "write to FILE, replacing it, instead of stdout",
    .completion = cli::Completion::file};

/// The file of --output; nothing for stdout.
[[nodiscard]] Result<std::optional<std::string>> output_file(const cli::Values& values);

/// Writes the text to the file, if there is one, and says so ("wrote 3 sources to 'FILE'"); tells
/// how many private things were left out; then prints `json`, or the text when it is for stdout.
[[nodiscard]] Result<void> put_export(Context& context, const std::optional<std::string>& file,
                                      const std::string& text, std::string_view content,
                                      std::size_t left_out, std::string_view schema,
                                      std::string json);

}  // namespace skillmeat::app::commands
