#pragma once

#include <string>
#include <vector>

#include <skillmeat/ops/sources/change_source.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec source_tag_add_spec;
extern const cli::CommandSpec source_tag_remove_spec;
extern const cli::CommandSpec source_tag_set_spec;
extern const cli::CommandSpec source_tag_list_spec;
extern const cli::CommandSpec source_tag_suggest_spec;

struct SourceTagOptions {
    std::string source;
    std::vector<std::string> tags;
};

[[nodiscard]] Result<SourceTagOptions> bind_source_tag(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_source_tag(const SourceTagOptions& options, ops::TagEdit edit,
                                             Context& context);
[[nodiscard]] Result<Outcome> run_source_tag_list(const SourceTagOptions& options,
                                                  Context& context);

struct TagSuggestOptions {
    std::string source;
    bool offline = false;
};

[[nodiscard]] Result<TagSuggestOptions> bind_source_tag_suggest(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_source_tag_suggest(const TagSuggestOptions& options,
                                                     Context& context);

}  // namespace skillmeat::app::commands
