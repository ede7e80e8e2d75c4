#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/model/collection.hpp>
#include <skillmeat/ops/collections/edit_collections.hpp>
#include <skillmeat/report/collection_json.hpp>

#include <app/cli/spec.hpp>
#include <app/context.hpp>
#include <app/print/output.hpp>

namespace skillmeat::app::commands {

// What commands on collections and groups share.

inline constexpr cli::ArgumentSpec collection_argument{.name = "COLLECTION",
                                                       .help = "name or id of a collection",
                                                       .completion = cli::Completion::collection};
inline constexpr cli::ArgumentSpec references_argument{
    .name = "REF",
    .help = "artifacts: [TYPE:]NAME[@SOURCE] or [TYPE:]./PATH[@SOURCE]",
    .maximum = cli::many,
    .completion = cli::Completion::artifact};
inline constexpr cli::OptionSpec words_option{.name = "description",
                                              .kind = cli::Kind::text,
                                              .value_name = "TEXT",
                                              .help = "what it is for, at most 2000 characters"};
inline constexpr cli::OptionSpec text_search_option{
    .name = "search",
    .kind = cli::Kind::text,
    .value_name = "TEXT",
    .help = "only where name or description contain TEXT"};

[[nodiscard]] report::CollectionFacts facts_of(const ops::CollectionView& view);

/// A collection by itself: what `show` prints and changes end with.
[[nodiscard]] std::vector<print::Field> collection_fields(const ops::CollectionView& view);

/// Status of a member, coloured by what it means.
[[nodiscard]] print::Cell status_cell(const Member& member);

/// `{"artifacts": [{"id": ..., "changed": ...}]}` of a change.
[[nodiscard]] print::ItemList artifact_changes(const std::vector<ops::ArtifactChange>& artifacts);

/// How many of the artifacts changed.
[[nodiscard]] std::size_t count_changed(const std::vector<ops::ArtifactChange>& artifacts);

/// A note for each artifact that was as the command wants it: "'skill:./x@y' " and `text`.
void note_unchanged(Context& context, const std::vector<ops::ArtifactChange>& artifacts,
                    std::string_view text);

/// Prints a change in the formats for programs: the collection, `changed`, and the artifacts named.
void print_collection(Context& context, std::string_view schema, const ops::CollectionView& view,
                      bool changed, const std::vector<ops::ArtifactChange>* artifacts = nullptr);

}  // namespace skillmeat::app::commands
