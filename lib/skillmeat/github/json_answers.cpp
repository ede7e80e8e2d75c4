#include <skillmeat/github/json_answers.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/github/json_events.hpp>
#include <skillmeat/net/url.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace skillmeat::github {
namespace {

constexpr std::size_t most_topics = 100;  // GitHub allows 20

/// Reads one answer: what is wrong with it is noted once and ends the reading.
class Answer {
  public:
    Answer(std::string_view url, std::string_view what) : url_(url), what_(what) {}

    template <class Visit>
    Result<void> read(std::string_view body, const Visit& visit) {
        auto fault = read_json(body, [&](const JsonEvent& event) {
            visit(event);
            return !error_;
        });
        if (!error_ && !fault.empty()) {
            find_fault(std::move(fault));
        }
        return error_ ? Result<void>(fail(*error_)) : Result<void>();
    }

    bool expect(const JsonEvent& event, JsonKind kind) {
        if (event.kind != kind && !error_) {
            find_fault(std::string(name_of(event.kind)) + " where " + std::string(name_of(kind)) +
                       " was expected, at " + quote(event.path));
        }
        return event.kind == kind;
    }

    void take(const JsonEvent& event, std::string& target) {
        if (expect(event, JsonKind::string)) {
            target = event.text;
        }
    }

    void take_id(const JsonEvent& event, std::string& target) {
        take(event, target);
        if (!error_ && !is_object_id(target)) {
            find_fault("no object id at " + quote(event.path));
        }
    }

    /// Members that must be there hold something now.
    Result<void> require(std::string_view member, bool present) {
        if (!present) {
            find_fault("no " + quote(member));
        }
        return error_ ? Result<void>(fail(*error_)) : Result<void>();
    }

    void stop(Error error) { error_ = std::move(error); }

  private:
    void find_fault(std::string found) {
        error_ = Error{ErrorCode::network_error,
                       quote(net::shown_url(url_)) + " answered with " + std::move(found) +
                           ", expected the JSON of " + std::string(what_),
                       {},
                       {},
                       "a proxy or login page may stand in between; check the address of the API"};
    }

    std::string_view url_;
    std::string_view what_;
    std::optional<Error> error_;
};

// Trees write modes in octal: "100644".
std::optional<std::uint32_t> mode_of(std::string_view text) {
    std::uint32_t mode = 0;
    const char* const end = text.data() + text.size();
    const auto [next, failure] = std::from_chars(text.data(), end, mode, 8);
    return failure == std::errc{} && next == end ? std::optional(mode) : std::nullopt;
}

bool fits(std::uint32_t mode, std::string_view type) {
    constexpr std::uint32_t kind_bits = 0170000;
    constexpr std::uint32_t regular = 0100000;
    if (type == "blob") {
        return mode == tree::mode_symlink || (mode & kind_bits) == regular;
    }
    return (type == "tree" && mode == tree::mode_directory) ||
           (type == "commit" && mode == tree::mode_submodule);
}

/// Gathers the members of one element of "tree" until the next one begins.
class RowReader {
  public:
    RowReader(Answer& answer, TreeAnswer& tree,
              const std::function<Result<void>(const TreeRow&)>& visit)
        : answer_(answer), tree_(tree), visit_(visit) {}

    void begin(const JsonEvent& event) {
        finish();
        open_ = answer_.expect(event, JsonKind::object);
        path_.reset();
        mode_.clear();
        type_.clear();
        id_.clear();
        size_ = 0;
    }

    void member(std::string_view name, const JsonEvent& event) {
        if (name == "path" && answer_.expect(event, JsonKind::string)) {
            path_ = event.text;
        } else if (name == "mode") {
            answer_.take(event, mode_);
        } else if (name == "type") {
            answer_.take(event, type_);
        } else if (name == "sha") {
            answer_.take_id(event, id_);
        } else if (name == "size" && event.kind == JsonKind::number) {
            constexpr double most = 1e15;
            size_ = event.number > 0 && event.number < most
                        ? static_cast<std::uint64_t>(event.number)
                        : 0;
        }
    }

    void finish() {
        if (!std::exchange(open_, false)) {
            return;
        }
        const auto mode = mode_of(mode_);
        if (!answer_.require("tree/*/path", path_.has_value()) ||
            !answer_.require("tree/*/sha", !id_.empty())) {
            return;
        }
        if (!mode || !fits(*mode, type_)) {
            tree_.dropped = true;
            return;
        }
        if (auto visited = visit_(TreeRow{*path_, id_, *mode, size_}); !visited) {
            answer_.stop(std::move(visited).error());
        }
    }

  private:
    Answer& answer_;
    TreeAnswer& tree_;
    const std::function<Result<void>(const TreeRow&)>& visit_;
    bool open_ = false;
    std::optional<std::string> path_;
    std::string mode_;
    std::string type_;
    std::string id_;
    std::uint64_t size_ = 0;
};

}  // namespace

bool is_object_id(std::string_view text) {
    constexpr std::size_t sha1 = 40;
    constexpr std::size_t sha256 = 64;
    return (text.size() == sha1 || text.size() == sha256) &&
           text.find_first_not_of("0123456789abcdef") == text.npos;
}

Result<RepositoryFacts> read_repository(std::string_view body, std::string_view url) {
    RepositoryFacts facts;
    Answer answer(url, "a repository");
    SKILLMEAT_TRY(answer.read(body, [&](const JsonEvent& event) {
        if (event.path == "full_name") {
            answer.take(event, facts.full_name);
        } else if (event.path == "html_url") {
            answer.take(event, facts.web_url);
        } else if (event.path == "default_branch") {
            answer.take(event, facts.default_branch);
        } else if (event.path == "description" && event.kind != JsonKind::null) {
            answer.take(event, facts.description);
        } else if (event.path == "topics/*" && facts.topics.size() < most_topics) {
            answer.take(event, facts.topics.emplace_back());
        }
    }));
    SKILLMEAT_TRY(answer.require("full_name", !facts.full_name.empty()));
    SKILLMEAT_TRY(answer.require("html_url", !facts.web_url.empty()));
    SKILLMEAT_TRY(answer.require("default_branch", !facts.default_branch.empty()));
    return facts;
}

Result<CommitFacts> read_commit(std::string_view body, std::string_view url) {
    CommitFacts facts;
    std::optional<bool> verified;
    std::string reason;
    Answer answer(url, "a commit");
    SKILLMEAT_TRY(answer.read(body, [&](const JsonEvent& event) {
        if (event.path == "sha") {
            answer.take_id(event, facts.id);
        } else if (event.path == "tree/sha") {
            answer.take_id(event, facts.tree);
        } else if (event.path == "verification/verified" &&
                   answer.expect(event, JsonKind::boolean)) {
            verified = event.truth;
        } else if (event.path == "verification/reason") {
            answer.take(event, reason);
        }
    }));
    SKILLMEAT_TRY(answer.require("sha", !facts.id.empty()));
    SKILLMEAT_TRY(answer.require("tree/sha", !facts.tree.empty()));
    if (verified) {
        facts.verification = HostVerification{*verified, std::move(reason)};
    }
    return facts;
}

Result<std::string> read_commit_id(std::string_view body, std::string_view url) {
    const auto id = trim(body);
    if (is_object_id(id)) {
        return std::string(id);
    }
    constexpr std::size_t shown = 80;
    return fail(ErrorCode::network_error,
                quote(net::shown_url(url)) + " answered with " +
                    (id.starts_with('<') ? "HTML" : quote(id.substr(0, shown))) +
                    ", expected the id of a commit",
                "a proxy or login page may stand in between; check the address of the API");
}

Result<ObjectName> read_tag(std::string_view body, std::string_view url) {
    ObjectName object;
    Answer answer(url, "an annotated tag");
    SKILLMEAT_TRY(answer.read(body, [&](const JsonEvent& event) {
        if (event.path == "object/sha") {
            answer.take_id(event, object.id);
        } else if (event.path == "object/type") {
            answer.take(event, object.type);
        }
    }));
    SKILLMEAT_TRY(answer.require("object/sha", !object.id.empty()));
    SKILLMEAT_TRY(answer.require("object/type", !object.type.empty()));
    return object;
}

Result<std::vector<RefRow>> read_refs(std::string_view body, std::string_view url) {
    std::vector<RefRow> refs;
    bool is_list = false;
    Answer answer(url, "a list of refs");
    SKILLMEAT_TRY(answer.read(body, [&](const JsonEvent& event) {
        if (event.path.empty()) {
            is_list = answer.expect(event, JsonKind::array);
        } else if (event.path == "*" && answer.expect(event, JsonKind::object)) {
            refs.emplace_back();
        } else if (event.path == "*/ref") {
            answer.take(event, refs.back().name);
        } else if (event.path == "*/object/sha") {
            answer.take_id(event, refs.back().object.id);
        } else if (event.path == "*/object/type") {
            answer.take(event, refs.back().object.type);
        }
    }));
    SKILLMEAT_TRY(answer.require("list", is_list));
    for (const auto& ref : refs) {
        SKILLMEAT_TRY(answer.require("*/ref", !ref.name.empty()));
        SKILLMEAT_TRY(answer.require("*/object/sha", !ref.object.id.empty()));
        SKILLMEAT_TRY(answer.require("*/object/type", !ref.object.type.empty()));
    }
    return refs;
}

Result<TreeAnswer> read_tree(std::string_view body, std::string_view url,
                             const std::function<Result<void>(const TreeRow& row)>& visit) {
    TreeAnswer tree;
    bool has_rows = false;
    std::optional<bool> truncated;
    Answer answer(url, "a tree");
    RowReader row(answer, tree, visit);
    constexpr std::string_view members = "tree/*/";
    SKILLMEAT_TRY(answer.read(body, [&](const JsonEvent& event) {
        if (event.path.starts_with(members)) {
            row.member(event.path.substr(members.size()), event);
        } else if (event.path == "tree/*") {
            row.begin(event);
        } else if (event.path == "tree") {
            has_rows = answer.expect(event, JsonKind::array);
        } else if (event.path == "sha") {
            answer.take_id(event, tree.id);
        } else if (event.path == "truncated" && answer.expect(event, JsonKind::boolean)) {
            truncated = event.truth;
        }
    }));
    row.finish();
    SKILLMEAT_TRY(answer.require("sha", !tree.id.empty()));
    SKILLMEAT_TRY(answer.require("tree", has_rows));
    SKILLMEAT_TRY(answer.require("truncated", truncated.has_value()));
    tree.truncated = *truncated;
    return tree;
}

std::string read_message(std::string_view body) {
    std::string message;
    (void)read_json(body, [&](const JsonEvent& event) {
        if (event.path == "message" && event.kind == JsonKind::string) {
            message = event.text;
        }
        return message.empty();
    });
    return message;
}

}  // namespace skillmeat::github
