#include <skillmeat/discover/site_index.hpp>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/discover/entries.hpp>
#include <skillmeat/discover/json.hpp>
#include <skillmeat/discover/marketplace.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/net/url.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace skillmeat::discover {
namespace {

using nlohmann::json;

constexpr std::string_view schema_0_2 =
    "https://schemas.agentskills.io/discovery/0.2.0/schema.json";

/// Names as the specification of skills has them: 1 to 64 of `a-z0-9-`, no `-` at an end or twice.
bool is_skill_name(std::string_view name) {
    return name.size() <= 64 && !name.starts_with('-') && !name.ends_with('-') &&
           name.find("--") == std::string_view::npos &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") ==
               std::string_view::npos;
}

void read_digest(const json& entry, Reference& reference) {
    constexpr std::string_view prefix = "sha256:";
    const auto text = text_of(entry, "digest");
    if (!entry.contains("digest")) {
        reference.notes.emplace_back("no digest: its content cannot be checked");
    } else if (text.starts_with(prefix) && text.size() == prefix.size() + 64 &&
               from_hex(std::string_view(text).substr(prefix.size()))) {
        reference.digest = ascii_lower(text.substr(prefix.size()));
    } else {
        reference.reason = "its digest is not of the form sha256:HEX";
    }
}

/// The repository a file on GitHub belongs to can be a source; other files cannot.
void read_repository_page(Reference& reference) {
    const auto argument = parse_repo_argument(reference.url);
    if (argument && argument->is_blob && reference.addable()) {
        reference.add = reference.url;
    } else if (reference.addable()) {
        reference.reason = "it is a file at a URL; sources are repositories and directories";
    }
}

/// Reads the skills of one index.
class SkillReader {
  public:
    SkillReader(net::Url base, bool local) : base_(std::move(base)), local_(local) {}

    void read(const json& entry, Reference& reference) const {
        const auto type = text_of(entry, "type");
        if (!is_skill_name(reference.name)) {
            reference.notes.emplace_back("its name is none that a skill may have");
        }
        if (entry.contains("url")) {
            read_artifact(entry, type, reference);
        } else if (entry.contains("files") && type.empty()) {
            read_files(reference);
        } else {
            reference.reason = "it names neither a URL nor files";
        }
    }

  private:
    /// 0.2.0
    void read_artifact(const json& entry, const std::string& type, Reference& reference) const {
        reference.target = text_of(entry, "url");
        read_digest(entry, reference);
        resolve(reference.target, reference);
        if (type == "skill-md") {
            reference.kind = ReferenceKind::skill;
            read_repository_page(reference);
        } else if (type == "archive") {
            reference.kind = ReferenceKind::archive;
            reference.reason = "it is an archive; archives are not downloaded";
        } else {
            reference.reason = fmt::format("it is of the unknown type {}", quote(type));
        }
    }

    /// 0.1.0: the files stand in a directory of the skill's name beside the index.
    void read_files(Reference& reference) const {
        reference.kind = ReferenceKind::skill;
        if (!is_skill_name(reference.name)) {
            reference.target = reference.name;
            reference.reason = "its name leads to no directory beside the index";
            return;
        }
        reference.target = reference.name + "/SKILL.md";
        reference.notes.emplace_back("no digest: its content cannot be checked");
        resolve(reference.target, reference);
        read_repository_page(reference);
    }

    void resolve(const std::string& target, Reference& reference) const {
        const auto url = target.empty() ? fail(ErrorCode::invalid_value, "its URL is empty")
                                        : net::resolve_reference(base_, target);
        if (!url) {
            reference.reason = url.error().message;
        } else if (url->origin.scheme != "https" &&
                   !(local_ && net::is_loopback(url->origin.host))) {
            reference.reason =
                fmt::format("its URL {} is not https", quote(without_credentials(target)));
        } else {
            reference.url = url->text;
        }
    }

    net::Url base_;
    bool local_;
};

}  // namespace

Result<std::vector<Reference>> read_site_index(std::string_view text, const std::string& url,
                                               bool local, DiagnosticSink& sink) {
    const auto shown = net::shown_url(url);
    const auto refuse = [&shown](std::string_view why, std::string hint = {}) {
        return fail(ErrorCode::index_not_found,
                    fmt::format("{} is no index of skills: it {}", quote(shown), why),
                    std::move(hint), {shown, 0, 0});
    };
    SKILLMEAT_ASSIGN(auto base, net::parse_url(url));
    const auto root = parse_json(text);
    if (!root) {
        return refuse("is not JSON, or nested too deeply");
    }
    if (root->is_object() && root->contains("plugins") && !root->contains("skills")) {
        Surroundings surroundings;
        surroundings.local = local;
        return read_marketplace(text, shown, surroundings, sink);
    }
    if (!root->is_object() || !root->contains("skills") || !(*root)["skills"].is_array()) {
        return refuse("has no array 'skills'");
    }
    const auto schema = text_of(*root, "$schema");
    if (root->contains("$schema") && schema != schema_0_2) {
        return refuse(fmt::format("is of the form {}, which is not known", quote(schema)),
                      "a newer skillmeat may know it");
    }
    const SkillReader reader(std::move(base), local);
    return read_entries(
        *root, "skills", shown, sink,
        [&reader](const json& entry, Reference& reference) { reader.read(entry, reference); });
}

}  // namespace skillmeat::discover
