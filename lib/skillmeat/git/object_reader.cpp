#include <skillmeat/git/object_reader.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/git/environment.hpp>
#include <skillmeat/git/failure.hpp>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

namespace skillmeat::git {
namespace {

// Requests that git has not answered yet. They must fit the smallest pipe there is (4,096 bytes),
// or both sides could wait for the other to read.
constexpr std::size_t request_window = 4000;

// From this many objects on, a child of their own is worth its start: it is told to buffer and read
// in large pieces, so that the two processes do not wake each other for every object. Git holds
// back less than 4,096 bytes, and half a window of requests brings more than that even if each is
// only found missing, so an answer always comes. Its input ends with the last request, which has
// the rest sent.
constexpr std::size_t many_objects = 100;
constexpr std::size_t many_window = std::size_t{48} << 10;
constexpr std::size_t first_buffer = std::size_t{128} << 10;
constexpr std::size_t longest_header = 256;

sys::Command store_command(const Git& git, const std::filesystem::path& empty,
                           const ObjectStore& store, std::vector<std::string> arguments) {
    sys::Command command;
    command.program = git.program;
    command.arguments = std::move(arguments);
    command.environment = store_variables(git.environment.all(), empty, store.objects);
    command.directory = "/";
    return command;
}

struct Header {
    bool missing = false;
    std::string type;
    std::size_t size = 0;
};

class BatchReader final : public ObjectReader {
  public:
    BatchReader(const Git& git, sys::Command command, std::string where)
        : git_(git),
          command_(std::move(command)),
          where_(std::move(where)),
          buffer_(first_buffer, '\0') {}

    Result<std::optional<Object>> read_one(std::string_view id, std::size_t limit) override {
        SKILLMEAT_TRY(start());
        std::optional<Object> object;
        auto result = send(std::string(id) + '\n');
        if (result) {
            result = receive(limit, [&](const Header& header, const tree::Blob& blob) {
                if (blob.state == tree::BlobState::ok) {
                    object = Object{header.type, std::string(blob.bytes)};
                } else if (blob.state == tree::BlobState::too_large) {
                    large_ = true;
                }
            });
        }
        if (!result) {
            child_.reset();
            return fail(std::move(result).error());
        }
        if (std::exchange(large_, false)) {
            return fail(ErrorCode::too_large, "object " + quote(id) + " is larger than " +
                                                  std::to_string(limit) + " bytes");
        }
        return object;
    }

    Result<void> read(const std::vector<std::string_view>& ids, std::size_t limit,
                      const Visitor& visit) override {
        if (ids.size() >= many_objects) {
            return read_many(ids, limit, visit);
        }
        SKILLMEAT_TRY(start());
        auto result = exchange_all(ids, limit, visit, request_window);
        if (!result) {
            child_.reset();  // answers that nobody read would be taken for those of the next call
        }
        return result;
    }

  private:
    using Take = std::function<void(const Header&, const tree::Blob&)>;

    Result<void> start() {
        if (child_ == nullptr) {
            begin_ = end_ = 0;
            SKILLMEAT_ASSIGN(child_, git_.runner.start(command_));
        }
        return {};
    }

    Result<void> read_many(const std::vector<std::string_view>& ids, std::size_t limit,
                           const Visitor& visit) {
        child_.reset();
        begin_ = end_ = 0;
        auto command = command_;
        command.arguments.emplace_back("--buffer");
        command.bulk_output = true;
        SKILLMEAT_ASSIGN(child_, git_.runner.start(command));
        auto result = exchange_all(ids, limit, visit, many_window);
        child_.reset();
        return result;
    }

    Result<void> exchange_all(const std::vector<std::string_view>& ids, std::size_t limit,
                              const Visitor& visit, std::size_t window) {
        std::size_t next = 0;
        std::size_t waiting = 0;
        std::string requests;
        for (std::size_t position = 0; position < ids.size(); ++position) {
            if (next < ids.size() && waiting <= window / 2) {
                requests.clear();
                while (next < ids.size() && waiting + requests.size() + ids[next].size() < window) {
                    if (!ids[next].empty()) {
                        requests.append(ids[next]) += '\n';
                    }
                    ++next;
                }
                waiting += requests.size();
                SKILLMEAT_TRY(send(requests));
                if (next == ids.size() && window == many_window) {
                    child_->close_input();
                }
            }
            if (ids[position].empty()) {
                visit(position, tree::Blob{tree::BlobState::missing, {}});
                continue;
            }
            SKILLMEAT_TRY(receive(limit, [&](const Header& header, const tree::Blob& blob) {
                const bool is_blob = header.missing || header.type == "blob";
                visit(position, is_blob ? blob : tree::Blob{tree::BlobState::missing, {}});
            }));
            waiting -= ids[position].size() + 1;
        }
        return {};
    }

    Result<void> send(const std::string& requests) {
        if (requests.empty()) {
            return {};
        }
        if (auto written = child_->write(requests); !written) {
            return died(std::move(written).error());
        }
        return {};
    }

    Result<void> receive(std::size_t limit, const Take& take) {
        SKILLMEAT_ASSIGN(const auto header, receive_header());
        if (header.missing) {
            take(header, tree::Blob{tree::BlobState::missing, {}});
            return {};
        }
        if (header.size > limit) {
            take(header, tree::Blob{tree::BlobState::too_large, {}});
            return pass_over(header.size + 1);
        }
        SKILLMEAT_TRY(hold(header.size + 1));
        take(header, tree::Blob{tree::BlobState::ok,
                                std::string_view(buffer_).substr(begin_, header.size)});
        begin_ += header.size + 1;
        return {};
    }

    Result<Header> receive_header() {
        std::size_t length = 1;
        for (;;) {
            SKILLMEAT_TRY(hold(length));
            const auto held = std::string_view(buffer_).substr(begin_, end_ - begin_);
            const auto line_end = held.find('\n');
            if (line_end != std::string_view::npos) {
                auto header = parse(held.substr(0, line_end));
                begin_ += line_end + 1;
                return header;
            }
            if (held.size() > longest_header) {
                return unknown_answer(held.substr(0, longest_header));
            }
            length = held.size() + 1;
        }
    }

    Result<Header> parse(std::string_view line) const {
        Header header;
        if (line.ends_with(" missing")) {
            header.missing = true;
            return header;
        }
        const auto first = std::min(line.find(' '), line.size());
        const auto second = std::min(line.find(' ', first + 1), line.size());
        if (second >= line.size()) {
            return unknown_answer(line);
        }
        header.type = line.substr(first + 1, second - first - 1);
        const char* end = line.data() + line.size();
        const auto [stop, failure] = std::from_chars(line.data() + second + 1, end, header.size);
        if (failure != std::errc{} || stop != end) {
            return unknown_answer(line);
        }
        return header;
    }

    [[nodiscard]] tl::unexpected<Error> unknown_answer(std::string_view line) const {
        return fail(ErrorCode::git_failed, "git answered " + quote(line) +
                                               " when asked for an object of " + quote(where_));
    }

    // Makes at least `size` bytes available from begin_ on, in one piece.
    Result<void> hold(std::size_t size) {
        while (end_ - begin_ < size) {
            if (begin_ > 0 && (begin_ == end_ || begin_ + size > buffer_.size())) {
                std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
                end_ -= begin_;
                begin_ = 0;
            }
            if (size > buffer_.size()) {
                buffer_.resize(size);
            }
            SKILLMEAT_TRY(fill());
        }
        return {};
    }

    Result<void> pass_over(std::size_t size) {
        while (size > end_ - begin_) {
            size -= end_ - begin_;
            begin_ = end_ = 0;
            SKILLMEAT_TRY(fill());
        }
        begin_ += size;
        return {};
    }

    Result<void> fill() {
        SKILLMEAT_ASSIGN(const auto count,
                         child_->read(buffer_.data() + end_, buffer_.size() - end_));
        if (count == 0) {
            return died(Error{ErrorCode::git_failed, "git ended early", {}, {}, {}});
        }
        end_ += count;
        return {};
    }

    // The reason stands on the child's stderr.
    Result<void> died(Error otherwise) {
        if (otherwise.code == ErrorCode::interrupted || otherwise.code == ErrorCode::terminated) {
            return fail(std::move(otherwise));
        }
        SKILLMEAT_ASSIGN(const auto completed, child_->wait());
        return fail(explain_failure(git_, completed, where_));
    }

    Git git_;
    sys::Command command_;
    std::string where_;
    std::unique_ptr<sys::Child> child_;
    std::string buffer_;
    std::size_t begin_ = 0;  // what was read and not used is buffer_[begin_, end_)
    std::size_t end_ = 0;
    bool large_ = false;
};

}  // namespace

Result<std::unique_ptr<ObjectReader>> ObjectReader::open(const Git& git, const ObjectStore& store) {
    SKILLMEAT_ASSIGN(const auto empty, empty_repository(git, store.hash));
    auto command = store_command(git, empty, store, {"cat-file", "--batch"});
    return std::make_unique<BatchReader>(git, std::move(command),
                                         store.objects.parent_path().string());
}

Result<std::vector<std::string_view>> missing_objects(const Git& git, const ObjectStore& store,
                                                      const std::vector<std::string_view>& ids) {
    std::vector<std::string_view> missing;
    if (ids.empty()) {
        return missing;
    }
    std::string input;
    for (const auto id : ids) {
        input.append(id) += '\n';
    }
    SKILLMEAT_ASSIGN(const auto empty, empty_repository(git, store.hash));
    const auto command =
        store_command(git, empty, store, {"cat-file", "--batch-check=%(objecttype)", "--buffer"});
    SKILLMEAT_ASSIGN(const auto completed, git.runner.run(command, input));
    if (completed.exit_code != 0) {
        return fail(explain_failure(git, completed, store.objects.parent_path().string()));
    }
    const auto& output = completed.output;
    std::size_t line = 0;
    for (std::size_t start = 0; start < output.size() && line < ids.size(); ++line) {
        const auto end = std::min(output.find('\n', start), output.size());
        if (std::string_view(output).substr(start, end - start).ends_with(" missing")) {
            missing.push_back(ids[line]);
        }
        start = end + 1;
    }
    if (line != ids.size()) {
        return fail(ErrorCode::git_failed,
                    "git said nothing about some objects of " + quote(store.objects.string()));
    }
    return missing;
}

Result<std::optional<std::string>> find_commit(const Git& git, const ObjectStore& store,
                                               std::string_view abbreviation) {
    SKILLMEAT_ASSIGN(const auto empty, empty_repository(git, store.hash));
    const auto command =
        store_command(git, empty, store, {"cat-file", "--batch-check=%(objectname) %(objecttype)"});
    SKILLMEAT_ASSIGN(const auto completed,
                     git.runner.run(command, std::string(abbreviation) + "^{commit}\n"));
    const std::string_view answer = completed.output;
    const auto gap = answer.find(' ');
    if (completed.exit_code != 0 || gap == answer.npos || answer.substr(gap) != " commit\n") {
        return std::nullopt;
    }
    return std::string(answer.substr(0, gap));
}

Result<StoreCommand> StoreCommand::start(const Git& git, const ObjectStore& store,
                                         std::vector<std::string> arguments) {
    StoreCommand result;
    SKILLMEAT_ASSIGN(const auto empty, empty_repository(git, store.hash));
    const auto command = store_command(git, empty, store, std::move(arguments));
    SKILLMEAT_ASSIGN(result.child_, git.runner.start(command));
    result.where_ = store.objects.parent_path().string();
    return result;
}

Result<std::string> StoreCommand::output(const Git& git, std::size_t limit) {
    std::string text;
    std::size_t used = 0;
    for (;;) {
        if (used == text.size()) {
            text.resize(std::max(first_buffer, text.size() * 2));
        }
        SKILLMEAT_ASSIGN(const auto count, child_->read(text.data() + used, text.size() - used));
        if (count == 0) {
            break;
        }
        used += count;
        if (used > limit) {
            return fail(ErrorCode::too_large, "git lists more than " + std::to_string(limit) +
                                                  " bytes of names in " + quote(where_));
        }
    }
    SKILLMEAT_ASSIGN(const auto completed, child_->wait());
    if (completed.exit_code != 0) {
        return fail(explain_failure(git, completed, where_));
    }
    text.resize(used);
    return text;
}

}  // namespace skillmeat::git
