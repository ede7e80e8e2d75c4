#include <skillmeat/github/api.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/github/blob_store.hpp>
#include <skillmeat/github/call.hpp>
#include <skillmeat/github/github_tree.hpp>
#include <skillmeat/github/json_answers.hpp>
#include <skillmeat/github/questions.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace skillmeat::github {
namespace {

constexpr int most_pages = 50;
constexpr int most_tags = 5;  // a tag may name a tag

std::string name_of(const Repository& repository) {
    return repository.owner + '/' + repository.name;
}

tl::unexpected<Error> no_such_commit(const Repository& repository, std::string_view id) {
    return fail(
        ErrorCode::ref_not_found,
        quote(name_of(repository)) + " on " + repository.host + " has no commit " + quote(id),
        "update the source to the ref's present commit");
}

}  // namespace

class Api::Implementation {
  public:
    Implementation(net::HttpClient& http, sys::FileSystem& files, const sys::Clock& clock,
                   Tokens& tokens, ApiOptions options)
        : options_(std::move(options)),
          caller_(http, files, clock, tokens, options_),
          blobs_(files, options_.cache.empty() ? sys::Path() : options_.cache / "blobs") {}

    [[nodiscard]] const ApiOptions& options() const { return options_; }
    [[nodiscard]] Caller& caller() { return caller_; }
    [[nodiscard]] const BlobStore& blobs() const { return blobs_; }

    /// The refs of exactly these names (without `refs/`), in their order; those that are not there
    /// are left out.
    Result<std::vector<Ref>> find_refs(const Repository& repository,
                                       const std::vector<std::string>& names,
                                       const CallOptions& call);

  private:
    /// The ref in a list of all that begin with its name, of which `answer` is the first page.
    Result<std::optional<Ref>> pick_ref(const Repository& repository, const std::string& name,
                                        Answer answer, const CallOptions& call);
    Result<std::string> peel(const Repository& repository, ObjectName object,
                             const CallOptions& call);

    ApiOptions options_;
    Caller caller_;
    BlobStore blobs_;
};

Result<std::vector<Ref>> Api::Implementation::find_refs(const Repository& repository,
                                                        const std::vector<std::string>& names,
                                                        const CallOptions& call) {
    std::vector<Question> questions;
    for (const auto& name : names) {
        questions.push_back(ask_refs(repository, name));
    }
    std::vector<Answer> answers(names.size());
    SKILLMEAT_TRY(caller_.get_all(repository, questions, call,
                                  [&](std::size_t index, Result<Answer> answer) -> Result<void> {
                                      SKILLMEAT_ASSIGN(answers[index], std::move(answer));
                                      return {};
                                  }));
    std::vector<Ref> found;
    for (std::size_t index = 0; index < names.size(); ++index) {
        SKILLMEAT_ASSIGN(auto ref,
                         pick_ref(repository, names[index], std::move(answers[index]), call));
        if (ref) {
            found.push_back(*std::move(ref));
        }
    }
    return found;
}

Result<std::optional<Ref>> Api::Implementation::pick_ref(const Repository& repository,
                                                         const std::string& name, Answer answer,
                                                         const CallOptions& call) {
    auto question = ask_refs(repository, name);
    for (int page = 1; page <= most_pages; ++page) {
        SKILLMEAT_ASSIGN(const auto rows,
                         caller_.understand(repository, question, call, answer, read_refs));
        const auto row = std::find_if(rows.begin(), rows.end(), [&](const RefRow& candidate) {
            return candidate.name == "refs/" + name;
        });
        if (row != rows.end()) {
            Ref ref{row->name, row->object.id, {}};
            if (row->object.type == "tag") {
                SKILLMEAT_ASSIGN(ref.peeled, peel(repository, row->object, call));
            }
            return ref;
        }
        question.url = next_page(answer);
        if (question.url.empty()) {
            return std::nullopt;
        }
        if (page < most_pages) {
            SKILLMEAT_ASSIGN(answer, caller_.get(repository, question, call));
        }
    }
    return fail(ErrorCode::network_error,
                repository.host + " lists refs that begin with " + quote(name) + " on more than " +
                    counted(most_pages, "page"),
                "name the ref in full, or use git for this source: --transport git");
}

Result<std::string> Api::Implementation::peel(const Repository& repository, ObjectName object,
                                              const CallOptions& call) {
    for (int depth = 0; object.type == "tag"; ++depth) {
        if (depth == most_tags) {
            return fail(ErrorCode::ref_not_found, "tag " + quote(object.id) + " of " +
                                                      quote(name_of(repository)) +
                                                      " names a tag that names a tag, more than " +
                                                      std::to_string(most_tags) + " deep");
        }
        SKILLMEAT_ASSIGN(object,
                         caller_.ask(repository, ask_tag(repository, object.id), call, read_tag));
    }
    return std::move(object.id);
}

Api::Api(net::HttpClient& http, sys::FileSystem& files, const sys::Clock& clock, Tokens& tokens,
         ApiOptions options)
    : implementation_(
          std::make_unique<Implementation>(http, files, clock, tokens, std::move(options))) {}

Api::~Api() = default;

const Hosts& Api::hosts() const {
    return implementation_->options().hosts;
}

Result<RepositoryFacts> Api::repository(const Repository& repository, const CallOptions& call) {
    return implementation_->caller().ask(repository, ask_repository(repository), call,
                                         read_repository);
}

bool Api::was_moved(const Repository& repository) const {
    return implementation_->caller().was_moved(repository);
}

Result<std::string> Api::commit_id(const Repository& repository, std::string_view name,
                                   const CallOptions& call) {
    return implementation_->caller().ask(repository, ask_commit_id(repository, name), call,
                                         read_commit_id);
}

Result<std::vector<Ref>> Api::find_refs(const Repository& repository, std::string_view name,
                                        const CallOptions& call) {
    constexpr std::string_view full = "refs/";
    std::vector<std::string> names{"heads/" + std::string(name), "tags/" + std::string(name)};
    if (name.starts_with(full)) {
        names = {std::string(name.substr(full.size()))};
    }
    return implementation_->find_refs(repository, names, call);
}

Result<CommitFacts> Api::commit(const Repository& repository, std::string_view id,
                                const CallOptions& call) {
    const auto read = [&](std::string_view body, std::string_view url) -> Result<CommitFacts> {
        SKILLMEAT_ASSIGN(auto facts, read_commit(body, url));
        if (facts.id != id) {
            return fail(ErrorCode::integrity_failed,
                        repository.host + " sent commit " + quote(facts.id) + " when asked for " +
                            quote(id),
                        "try again");
        }
        return facts;
    };
    auto facts = implementation_->caller().ask(repository, ask_commit(repository, id), call, read);
    if (!facts && facts.error().code == ErrorCode::repository_not_found) {
        // GitHub says no more than 404 when the repository or only the commit is not there.
        SKILLMEAT_TRY(this->repository(repository, call));
        return no_such_commit(repository, id);
    }
    return facts;
}

Result<std::unique_ptr<tree::SourceTree>> Api::open_tree(const Repository& repository,
                                                         const CommitFacts& commit,
                                                         std::size_t max_files,
                                                         const CallOptions& call) {
    return GitHubTree::open(implementation_->caller(), implementation_->blobs(),
                            implementation_->options(), repository, commit, max_files, call);
}

Result<std::string> Api::blob(const Repository& repository, std::string_view id, std::size_t limit,
                              const CallOptions& call) {
    const auto too_large =
        fail(ErrorCode::too_large, "blob " + quote(id) + " of " + quote(name_of(repository)) +
                                       " has more than " + std::to_string(limit) + " bytes");
    const auto& store = implementation_->blobs();
    if (auto found = store.find(id, limit)) {
        return found->too_large ? Result<std::string>(too_large) : std::move(found->bytes);
    }
    SKILLMEAT_ASSIGN(auto answer, implementation_->caller().get(
                                      repository, ask_blob(repository, id, limit), call));
    if (!is_blob(id, answer.body)) {
        return fail(ErrorCode::integrity_failed,
                    repository.host + " sent other bytes than those of blob " + quote(id),
                    "try again");
    }
    // A disk that does not take it only costs another request.
    (void)store.put(id, answer.body);
    return std::move(answer.body);
}

}  // namespace skillmeat::github
