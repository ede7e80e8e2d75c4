#pragma once

#include <string>

#include <app/cli/spec.hpp>
#include <app/commands/source/shared.hpp>

namespace skillmeat::app::commands {

// Options that `source add` and `source update` share.

inline constexpr cli::OptionSpec ref_option{
    .name = "ref",
    .kind = cli::Kind::text,
    .value_name = "REF",
    .help = "branch, tag or commit; default: the repository's default branch"};
inline constexpr cli::OptionSpec root_option{.name = "root",
                                             .kind = cli::Kind::text,
                                             .value_name = "DIR",
                                             .help = "scan only this directory of the repository"};
inline constexpr cli::OptionSpec map_option{.name = "map",
                                            .kind = cli::Kind::text,
                                            .value_name = "PATH=TYPE",
                                            .help = "take PATH as TYPE, whatever detection thinks",
                                            .repeatable = true};
inline constexpr cli::OptionSpec new_tag_option{.name = "tag",
                                                .kind = cli::Kind::text,
                                                .value_name = "TAG",
                                                .help = "tag of the source, at most 20",
                                                .repeatable = true,
                                                .completion = cli::Completion::tag};
inline constexpr cli::OptionSpec trust_option{.name = "trust",
                                              .kind = cli::Kind::choice,
                                              .value_name = "LEVEL",
                                              .help = "required trust level",
                                              .allowed = trust_values,
                                              .default_text = "unsigned",
                                              .completion = cli::Completion::allowed};
inline constexpr cli::OptionSpec visibility_option{
    .name = "visibility",
    .kind = cli::Kind::choice,
    .value_name = "WHO",
    .help = "private: kept out of the committed files",
    .allowed = visibility_values,
    .default_text = "public",
    .completion = cli::Completion::allowed};
inline constexpr cli::OptionSpec description_option{.name = "description",
                                                    .kind = cli::Kind::text,
                                                    .value_name = "TEXT",
                                                    .help = "your own words about the source"};
inline constexpr cli::OptionSpec min_confidence_option{
    .name = "min-confidence",
    .kind = cli::Kind::integer,
    .value_name = "N",
    .help = "list entries detected with at least this confidence",
    .default_text = "50",
    .minimum = 0,
    .maximum = 100};
inline constexpr cli::OptionSpec import_description_option{
    .name = "import-description",
    .kind = cli::Kind::toggle,
    .help = "fetch the repository's description from its host"};
inline constexpr cli::OptionSpec import_readme_option{
    .name = "import-readme", .kind = cli::Kind::toggle, .help = "keep a copy of its README"};
inline constexpr cli::OptionSpec transport_option{
    .name = "transport",
    .kind = cli::Kind::choice,
    .value_name = "HOW",
    .help = "read it with git or over GitHub's API; auto: git where there is git",
    .allowed = transport_values,
    .default_text = "the setting `transport`",
    .completion = cli::Completion::allowed};
inline constexpr cli::OptionSpec no_scan_option{
    .name = "no-scan", .help = "write the manifest only; no network, no lock, no catalog"};

/// A directory as people type it, without `./` in front and slashes behind; "." is the whole tree.
[[nodiscard]] std::string normal_root(std::string text);

}  // namespace skillmeat::app::commands
