#include <app/commands/source/shared.hpp>

#include <fmt/format.h>

#include <skillmeat/base/edit_distance.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/report/json.hpp>

#include <app/commands/source/shared_options.hpp>

namespace skillmeat::app::commands {

report::SourceFacts facts_of(const ops::SourceView& view) {
    report::SourceFacts facts;
    facts.source = &view.record.source;
    facts.lock = view.record.lock ? &*view.record.lock : nullptr;
    facts.state = view.record.state ? &*view.record.state : nullptr;
    facts.counts = view.counts;
    facts.project_id = view.project_id;
    facts.project_name = view.project_name;
    return facts;
}

std::string counts_text(const TypeCounts& counts) {
    std::vector<std::string> parts;
    for (const auto type : artifact_types) {
        if (counts[type] == 0) {
            continue;
        }
        // "mcp" names a protocol: people say servers.
        parts.push_back(
            counted(counts[type], type == ArtifactType::mcp ? "mcp server" : to_string(type)));
    }
    return parts.empty() ? "none" : join(parts, ", ");
}

namespace {

/// A scan that itself went well notes an error of its details at the same moment.
bool only_details_failed(const ops::SourceRecord& record) {
    const auto& state = *record.state;
    return record.lock && state.last_sync == state.last_error->at &&
           (record.lock->description_status == "failed" || record.lock->readme_status == "failed");
}

}  // namespace

std::string added_text(const ops::Added& added) {
    if (!added.scan) {
        return fmt::format("added {} (not scanned)", quote(added.source.id));
    }
    return fmt::format("added {} at {}: {}", quote(added.source.id),
                       added.scan->new_commit.empty() ? "the files as they are"
                                                      : short_commit(added.scan->new_commit),
                       counts_text(added.scan->counts));
}

print::Cell status_cell(const ops::SourceView& view) {
    const auto& record = view.record;
    if (record.state && record.state->last_error) {
        return only_details_failed(record) ? print::Cell{"no details", print::Style::yellow}
                                           : print::Cell{"failed", print::Style::red};
    }
    if (!record.lock) {
        return {"not scanned", print::Style::yellow};
    }
    if (view.incomplete) {
        return {"incomplete", print::Style::yellow};
    }
    return {"ok", print::Style::green};
}

std::string summary_text(const catalog::MergeSummary& summary) {
    return fmt::format("{} new, {} updated, {} removed, {} unchanged", summary.fresh,
                       summary.updated, summary.removed, summary.unchanged);
}

std::string summary_json(const catalog::MergeSummary& summary) {
    report::JsonObject object;
    object.integer("new", static_cast<std::int64_t>(summary.fresh));
    object.integer("updated", static_cast<std::int64_t>(summary.updated));
    object.integer("removed", static_cast<std::int64_t>(summary.removed));
    object.integer("unchanged", static_cast<std::int64_t>(summary.unchanged));
    return object.str();
}

std::string short_commit(const std::string& commit) {
    return commit.substr(0, 12);
}

namespace {

void add_text(std::vector<print::Field>& fields, std::string_view label, std::string text) {
    if (!text.empty()) {
        fields.push_back({label, {std::move(text)}});
    }
}

void add_time(std::vector<print::Field>& fields, std::string_view label,
              const std::optional<Timestamp>& time) {
    if (time) {
        fields.push_back({label, {to_string(*time)}});
    }
}

std::string map_text(const Source& source) {
    std::vector<std::string> parts;
    for (const auto& [path, type] : source.map) {
        parts.push_back(fmt::format("{}={}", path, to_string(type)));
    }
    return join(parts, ", ");
}

void add_resolved(std::vector<print::Field>& fields, const LockRow& row) {
    add_text(fields, "commit", row.commit);
    add_text(fields, "tree", row.tree);
    add_text(fields, "upstream says", row.repo_description);
    add_text(fields, "README", row.readme_status == "skipped" ? "" : row.readme_status);
    add_text(fields, "trust level", fmt::format("{} ({})", row.trust_level, row.trust_reason));
    if (row.host_verified) {
        add_text(fields, "host says",
                 fmt::format("{} ({})", *row.host_verified ? "verified" : "not verified",
                             row.host_verification_reason));
    }
    add_time(fields, "added", row.added_at);
    add_time(fields, "updated", row.updated_at);
}

}  // namespace

std::vector<print::Field> source_fields(const ops::SourceView& view) {
    const auto& record = view.record;
    const auto& source = record.source;
    std::vector<print::Field> fields;
    fields.push_back({"id", {source.id, print::Style::bold}});
    add_text(fields, "project", view.project_name);
    add_text(fields, "url", without_credentials(source.url));
    add_text(fields, "ref", source.ref.empty() ? "(default branch)" : source.ref);
    add_text(fields, "root", source.root);
    add_text(fields, "map", map_text(source));
    add_text(fields, "description", source.description);
    add_text(fields, "tags", join(source.tags, ", "));
    add_text(fields, "visibility", std::string(to_string(source.visibility)));
    add_text(fields, "trust wanted", std::string(to_string(source.trust)));
    add_text(fields, "min confidence", std::to_string(source.min_confidence));
    fields.push_back({"status", status_cell(view)});
    add_text(fields, "artifacts", view.counts ? counts_text(*view.counts) : "unknown");
    if (record.lock) {
        add_resolved(fields, *record.lock);
    }
    if (record.state) {
        add_time(fields, "last sync", record.state->last_sync);
        if (record.state->last_error) {
            fields.push_back(
                {"last error", {record.state->last_error->message, print::Style::red}});
        }
    }
    return fields;
}

print::Section exclusion_section(const Source& source) {
    print::Section section;
    section.title = "excluded";
    section.columns = {
        {.header = "ARTIFACT"}, {.header = "SINCE"}, {.header = "REASON", .shrink = 1}};
    for (const auto& row : source.exclude) {
        section.rows.push_back({{row.artifact}, {row.at ? to_string(*row.at) : ""}, {row.reason}});
    }
    return section;
}

namespace {

std::string without_dots(std::string path) {
    while (path.rfind("./", 0) == 0) {
        path.erase(0, 2);
    }
    while (path.size() > 1 && path.back() == '/') {
        path.pop_back();
    }
    return path;
}

}  // namespace

std::string normal_root(std::string text) {
    auto path = without_dots(std::move(text));
    return path == "." ? "" : path;
}

Result<std::map<std::string, ArtifactType>> parse_map(const std::vector<std::string>& words) {
    std::map<std::string, ArtifactType> map;
    for (const auto& word : words) {
        const auto equals = word.rfind('=');
        if (equals == std::string::npos || equals == 0) {
            return fail(ErrorCode::invalid_value, fmt::format("{} is no PATH=TYPE", quote(word)),
                        "write for example `--map prompts/review=command`");
        }
        const auto text = word.substr(equals + 1);
        const auto type = parse_artifact_type(text);
        if (!type) {
            std::vector<std::string_view> names;
            for (const auto known : artifact_types) {
                names.push_back(to_string(known));
            }
            const auto near = closest(text, names);
            return fail(ErrorCode::invalid_value,
                        fmt::format("{} in {} is no artifact type", quote(text), quote(word)),
                        near ? fmt::format("did you mean {}?", quote(*near))
                             : std::string("types are skill, agent, command, mcp, plugin, hook and "
                                           "bundle"));
        }
        map[without_dots(word.substr(0, equals))] = *type;
    }
    return map;
}

std::optional<Trust> trust_of(const cli::Values& values) {
    const auto text = values.text("trust");
    return text ? parse_trust(*text) : std::nullopt;
}

std::optional<Transport> transport_of(const cli::Values& values) {
    const auto text = values.text("transport");
    return text ? parse_transport(*text) : std::nullopt;
}

std::optional<Visibility> visibility_of(const cli::Values& values) {
    const auto text = values.text("visibility");
    return text ? parse_visibility(*text) : std::nullopt;
}

}  // namespace skillmeat::app::commands
