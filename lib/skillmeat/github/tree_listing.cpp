#include <skillmeat/github/tree_listing.hpp>

#include <skillmeat/base/text.hpp>

#include <algorithm>
#include <utility>

namespace skillmeat::github {
namespace {

// Trees that name one another many times over can be listed without end.
constexpr std::size_t most_text = std::size_t{96} << 20;
constexpr std::size_t most_requests = 2000;

// JSON cannot carry a name that is not UTF-8: hosts put the replacement character instead.
constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool is_plain(std::string_view path) {
    const auto parts = split(path, '/');
    return path.find(replacement) == path.npos &&
           std::none_of(parts.begin(), parts.end(), [](std::string_view part) {
               return part.empty() || part == "." || part == "..";
           });
}

/// A tree that is still to be asked for.
struct Pending {
    std::string path;
    std::string id;
    bool recursive = false;
};

/// Lists one tree of a repository, answer by answer.
class Lister {
  public:
    Lister(Caller& caller, const Repository& repository, std::size_t max_files,
           const CallOptions& call)
        : caller_(caller), repository_(repository), max_files_(max_files), call_(call) {}

    Result<ListedTree> run(std::string_view root) {
        std::vector<Pending> round{Pending{{}, std::string(root), true}};
        while (!round.empty()) {
            SKILLMEAT_TRY(ask(round));
            round = std::exchange(next_, {});
        }
        tree_.listing.sort();
        return std::move(tree_);
    }

  private:
    Result<void> ask(const std::vector<Pending>& round) {
        requests_ += round.size();
        if (requests_ > most_requests) {
            return fail(ErrorCode::too_large,
                        "the tree of " + quote(repository_.owner + '/' + repository_.name) +
                            " takes more than " + counted(most_requests, "request") + " to list",
                        "use git for this source: --transport git");
        }
        std::vector<Question> questions;
        questions.reserve(round.size());
        for (const auto& pending : round) {
            questions.push_back(ask_tree(repository_, pending.id, pending.recursive));
        }
        return caller_.get_all(repository_, questions, call_,
                               [&](std::size_t index, Result<Answer> answer) -> Result<void> {
                                   SKILLMEAT_TRY(answer);
                                   return take(round[index], questions[index], *std::move(answer));
                               });
    }

    Result<void> take(const Pending& pending, const Question& question, Answer answer) {
        SKILLMEAT_TRY(caller_.understand(repository_, question, call_, answer,
                                         [&](std::string_view body, std::string_view url) {
                                             return read_answer(pending, body, url);
                                         }));
        tree_.answers.push_back(answer.key);
        return {};
    }

    Result<void> read_answer(const Pending& pending, std::string_view body, std::string_view url) {
        auto& listing = tree_.listing;
        const auto rows = listing.rows().size();
        auto read = read_tree(body, url, [&](const TreeRow& row) {
            listing.add(pending.path, row);
            return check_limits();
        });
        if (read && read->id != pending.id) {
            read = fail(ErrorCode::integrity_failed, quote(repository_.host) + " sent tree " +
                                                         quote(read->id) + " when asked for " +
                                                         quote(pending.id));
        }
        if (!read || read->truncated) {
            listing.shrink(rows);
        }
        SKILLMEAT_TRY(read);
        if (read->dropped) {
            listing.note_odd();
        }
        return read->truncated ? ask_in_parts(pending) : ask_below(pending, rows);
    }

    Result<void> ask_in_parts(const Pending& pending) {
        if (pending.recursive) {
            next_.push_back(Pending{pending.path, pending.id, false});
            return {};
        }
        return fail(ErrorCode::too_large,
                    "directory " + quote(pending.path) + " of " +
                        quote(repository_.owner + '/' + repository_.name) +
                        " is larger than the host lists",
                    "use git for this source: --transport git");
    }

    /// What stands below the rows of a tree that was asked for alone.
    Result<void> ask_below(const Pending& pending, std::size_t first_row) {
        if (pending.recursive) {
            return {};
        }
        const auto& listing = tree_.listing;
        for (auto row = first_row; row < listing.rows().size(); ++row) {
            const auto& added = listing.rows()[row];
            if (added.mode == tree::mode_directory) {
                next_.push_back(Pending{std::string(listing.path(added)),
                                        std::string(listing.id(added)), true});
            }
        }
        return {};
    }

    Result<void> check_limits() {
        const auto& listing = tree_.listing;
        if (listing.file_count() <= max_files_ && listing.text_size() <= most_text) {
            return {};
        }
        return fail(ErrorCode::too_large,
                    listing.file_count() > max_files_
                        ? "the tree has more files than the limit of " + std::to_string(max_files_)
                        : std::string("the tree is too large to list"),
                    "raise the limit in the settings");
    }

    Caller& caller_;
    const Repository& repository_;
    std::size_t max_files_;
    const CallOptions& call_;
    ListedTree tree_;
    std::vector<Pending> next_;
    std::size_t requests_ = 0;
};

}  // namespace

std::string_view TreeListing::path(const Row& row) const {
    return std::string_view(text_).substr(row.begin, row.path_size);
}

std::string_view TreeListing::id(const Row& row) const {
    return std::string_view(text_).substr(row.begin + row.path_size, row.id_size);
}

void TreeListing::add(std::string_view directory, const TreeRow& row) {
    odd_ = odd_ || !is_plain(row.path);
    // An empty name would be the root's, and no name of git's holds a NUL.
    if (row.path.empty() || row.path.find('\0') != row.path.npos) {
        odd_ = true;
        return;
    }
    Row added{text_.size(), 0, row.id.size(), row.mode, row.size};
    if (!directory.empty()) {
        text_ += directory;
        text_ += '/';
    }
    text_ += row.path;
    added.path_size = text_.size() - added.begin;
    text_ += row.id;
    rows_.push_back(added);
    files_ += row.mode == tree::mode_directory ? 0 : 1;
}

void TreeListing::shrink(std::size_t rows) {
    if (rows >= rows_.size()) {
        return;
    }
    text_.resize(rows_[rows].begin);
    files_ -= static_cast<std::size_t>(
        std::count_if(rows_.begin() + static_cast<std::ptrdiff_t>(rows), rows_.end(),
                      [](const Row& row) { return row.mode != tree::mode_directory; }));
    rows_.resize(rows);
}

void TreeListing::sort() {
    std::stable_sort(rows_.begin(), rows_.end(),
                     [&](const Row& a, const Row& b) { return path(a) < path(b); });
}

Result<ListedTree> list_tree(Caller& caller, const Repository& repository, std::string_view root,
                             std::size_t max_files, const CallOptions& call) {
    return Lister(caller, repository, max_files, call).run(root);
}

}  // namespace skillmeat::github
