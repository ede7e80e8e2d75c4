#include <skillmeat/ops/sources/details.hpp>

#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/ops/network.hpp>
#include <skillmeat/ops/sources/readme.hpp>

namespace skillmeat::ops {
namespace {

constexpr std::int64_t time_limit_ms = 5'000;
constexpr std::size_t largest_readme = std::size_t{10} << 20;

class Fetch {
  public:
    Fetch(const Reader& reader, const DetailsRequest& request)
        : reader_(reader), request_(request), source_(request.record.source) {
        call_.offline = reader.options.fetch.offline;
        call_.deadline_ms = reader.services.clock.ticks_ms() + time_limit_ms;
    }

    Details run();

  private:
    [[nodiscard]] const LockRow* row() const {
        return request_.record.lock ? &*request_.record.lock : nullptr;
    }
    [[nodiscard]] bool same_commit() const {
        return row() != nullptr && row()->url == source_.url &&
               row()->commit == request_.resolved.ref.commit;
    }
    Result<github::Api*> find_api();
    void fetch_description();
    void fetch_verification();
    void note_move();
    [[nodiscard]] bool needs_readme() const;
    void fetch_readme();
    Result<std::optional<std::string>> read_readme();
    Result<std::string> read_blob(tree::SourceTree& tree, std::size_t index);
    void note_failure(Error error, std::string_view what);

    const Reader& reader_;
    const DetailsRequest& request_;
    const Source& source_;
    github::CallOptions call_;
    std::optional<github::Repository> repository_;  // of a host with an API
    Details details_;
};

void Fetch::note_failure(Error error, std::string_view what) {
    error.message = fmt::format("{} could not be fetched: {}", what, error.message);
    if (!details_.failure) {
        details_.failure = std::move(error);
    }
}

Result<github::Api*> Fetch::find_api() {
    SKILLMEAT_ASSIGN(auto* api, github_api(reader_.services));
    repository_ = request_.resolved.api
                      ? request_.resolved.api
                      : github::repository_of(request_.resolved.url, api->hosts());
    return api;
}

bool was_renamed(const github::Repository& asked, const github::RepositoryFacts& facts) {
    return !facts.full_name.empty() &&
           !equals_ignoring_case(facts.full_name, asked.owner + "/" + asked.name);
}

void Fetch::fetch_description() {
    const auto api = find_api();
    if (!api) {
        details_.description_status = "failed";
        return note_failure(api.error(), "the description");
    }
    if (!repository_) {
        details_.description_status = "absent";
        return;
    }
    auto facts = (*api)->repository(*repository_, call_);
    if (!facts) {
        details_.description_status = "failed";
        return note_failure(std::move(facts).error(), "the description");
    }
    details_.description = truncate_characters(facts->description, max_description);
    details_.description_status = details_.description.empty() ? "absent" : "ok";
    if (was_renamed(*repository_, *facts)) {
        details_.moved_to = facts->web_url;
    }
}

/// The host's word is taken where its API is asked anyway; without it nothing is missing.
void Fetch::fetch_verification() {
    const bool known = same_commit() && row()->host_verified.has_value();
    const auto& commit = request_.resolved.ref.commit;
    if (known || commit.empty() ||
        !(request_.resolved.api || details_.description_status == "ok" ||
          details_.description_status == "absent")) {
        return;
    }
    const auto api = find_api();
    if (api && repository_) {
        if (const auto facts = (*api)->commit(*repository_, commit, call_)) {
            details_.verification = facts->verification;
        }
    }
}

/// A repository that is read over the API tells of its renaming even when no details are wanted.
void Fetch::note_move() {
    if (!request_.resolved.api || !details_.moved_to.empty()) {
        return;
    }
    const auto api = find_api();
    if (api && (*api)->was_moved(*repository_)) {
        if (const auto facts = (*api)->repository(*repository_, call_)) {
            details_.moved_to = facts->web_url;
        }
    }
}

bool Fetch::needs_readme() const {
    const auto* known = row();
    if (request_.locked) {
        return known != nullptr && !known->readme_hash.empty() &&
               request_.readme_on_disk != known->readme_hash;
    }
    if (!source_.import_readme) {
        return false;
    }
    // A plain directory has no commit that would tell whether its README changed.
    if (!same_commit() || request_.resolved.ref.commit.empty()) {
        return true;
    }
    return known->readme_status == "ok" ? request_.readme_on_disk != known->readme_hash
                                        : known->readme_status != "absent";
}

Result<std::string> Fetch::read_blob(tree::SourceTree& tree, std::size_t index) {
    const std::size_t wanted[] = {index};
    const auto brought = tree.prefetch(wanted);
    std::optional<std::string> bytes;
    auto state = tree::BlobState::missing;
    SKILLMEAT_TRY(tree.read(wanted, largest_readme, [&](std::size_t, const tree::Blob& blob) {
        state = blob.state;
        if (blob.state == tree::BlobState::ok) {
            bytes = std::string(blob.bytes);
        }
    }));
    if (bytes) {
        return *std::move(bytes);
    }
    if (state == tree::BlobState::too_large) {
        return fail(ErrorCode::too_large, "the README is larger than 10 MiB");
    }
    // What git cannot bring, the host's API may.
    const auto api = find_api();
    if (api && repository_) {
        return (*api)->blob(*repository_, tree.files()[index].id, largest_readme, call_);
    }
    SKILLMEAT_TRY(brought);
    return fail(ErrorCode::objects_missing, "the README's content is not in the repository");
}

/// The kept text, or nothing when the repository has no README.
Result<std::optional<std::string>> Fetch::read_readme() {
    std::unique_ptr<tree::SourceTree> opened;
    auto* tree = request_.tree;
    if (tree == nullptr) {
        SKILLMEAT_ASSIGN(opened, open_tree(reader_, request_.resolved));
        tree = opened.get();
    }
    const auto index = find_readme(*tree);
    if (!index) {
        return std::nullopt;
    }
    SKILLMEAT_ASSIGN(const auto bytes, read_blob(*tree, *index));
    SKILLMEAT_ASSIGN(auto text, readme_text(bytes));
    return text;
}

void Fetch::fetch_readme() {
    auto text = read_readme();
    if (!text && call_.offline && text.error().code == ErrorCode::objects_missing) {
        return;  // it stays to be fetched
    }
    if (!text) {
        details_.readme_status = "failed";
        return note_failure(std::move(text).error(), "the README");
    }
    details_.readme_status = *text ? "ok" : "absent";
    details_.readme = std::move(*text).value_or("");
}

Details Fetch::run() {
    observe::Span span(reader_.services.observer, "source.details");
    span.set("source_id", source_.id);
    if (source_.import_description && !request_.locked && !call_.offline) {
        fetch_description();
    }
    if (!request_.locked && !call_.offline) {
        fetch_verification();
        note_move();
    }
    if (needs_readme()) {
        fetch_readme();
    }
    // A clone gets the text its lock names, and nothing else: the lock is not moved by this.
    if (request_.locked &&
        (details_.readme_status != "ok" || readme_hash(details_.readme) != row()->readme_hash)) {
        details_.readme_status.clear();
        details_.readme.clear();
    }
    if (details_.failure) {
        span.fail(*details_.failure);
    }
    return std::move(details_);
}

}  // namespace

Details fetch_details(const Reader& reader, const DetailsRequest& request) {
    return Fetch(reader, request).run();
}

void put_details(LockRow& row, const Details& details, Timestamp now) {
    bool changed = false;
    if (!details.description_status.empty()) {
        const bool failed = details.description_status == "failed";
        row.description_status = details.description_status;
        changed |= !failed && row.repo_description != details.description;
        row.repo_description = failed ? row.repo_description : details.description;
    }
    if (!details.readme_status.empty()) {
        const bool failed = details.readme_status == "failed";
        const auto hash = details.readme_status == "ok" ? readme_hash(details.readme) : "";
        row.readme_status = details.readme_status;
        changed |= !failed && row.readme_hash != hash;
        row.readme_hash = failed ? row.readme_hash : hash;
    }
    if (details.verification) {
        row.host_verified = details.verification->verified;
        row.host_verification_reason = details.verification->reason;
    }
    const bool has_some = !details.description_status.empty() || !details.readme_status.empty();
    if (changed || (has_some && !details.failure && !row.fetch_timestamp)) {
        row.fetch_timestamp = now;
    }
}

void drop_details(LockRow& row, const Source& source, const std::string& commit) {
    const bool moved = row.url != source.url;
    if (moved || !source.import_description) {
        row.description_status = "skipped";
        row.repo_description.clear();
    }
    if (moved || !source.import_readme) {
        row.readme_status = "skipped";
        row.readme_hash.clear();
    }
    if (row.description_status == "skipped" && row.readme_status == "skipped") {
        row.fetch_timestamp.reset();
    }
    if (moved || row.commit != commit) {
        row.host_verified.reset();
        row.host_verification_reason.clear();
    }
}

}  // namespace skillmeat::ops
