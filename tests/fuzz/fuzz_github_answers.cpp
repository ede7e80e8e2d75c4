#include <skillmeat/github/json_answers.hpp>
#include <skillmeat/github/rate_limit.hpp>
#include <skillmeat/github/tree_listing.hpp>

#include <skillmeat/base/text.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace skillmeat;
using namespace skillmeat::github;

namespace {

void require(bool condition) {
    if (!condition) {
        std::abort();
    }
}

// A refusal says whose answer it was, and nothing that a terminal would obey.
template <class T>
void check(const Result<T>& result) {
    if (!result) {
        require(result.error().code == ErrorCode::network_error);
        require(result.error().message.starts_with("'https://api.github.com/x' "));
        require(result.error().message.find_first_of("\x1b\r\n") == std::string::npos);
    }
}

void read_answers(std::string_view body) {
    const std::string_view url = "https://api.github.com/x?secret";
    const auto facts = read_repository(body, url);
    check(facts);
    require(!facts || !facts->full_name.empty());
    const auto commit = read_commit(body, url);
    check(commit);
    require(!commit || (is_object_id(commit->id) && is_object_id(commit->tree)));
    check(read_commit_id(body, url));
    check(read_tag(body, url));
    check(read_refs(body, url));
    (void)read_message(body);

    TreeListing listing;
    check(read_tree(body, url, [&](const TreeRow& row) -> Result<void> {
        require(is_object_id(row.id));
        listing.add(listing.rows().size() % 2 == 0 ? "" : "a/b", row);
        return {};
    }));
    listing.sort();
    std::string_view last;
    for (const auto& row : listing.rows()) {
        const auto path = listing.path(row);
        require(!path.empty() && is_object_id(listing.id(row)) && last <= path);
        last = path;
    }
    listing.shrink(listing.rows().size() / 2);
    listing.shrink(0);
    require(listing.file_count() == 0 && listing.text_size() == 0);
}

// Lines of the input are headers; waits are neither negative nor without end.
void read_limits(std::string_view text) {
    net::HttpResponse response;
    response.status = text.size() % 2 == 0 ? 403 : 429;
    response.body = text;
    for (const auto line : split(text, '\n')) {
        const auto colon = std::min(line.find(':'), line.size());
        response.headers.push_back({std::string(line.substr(0, colon)),
                                    std::string(line.substr(std::min(colon + 1, line.size())))});
        // The names are hard to guess, so each value is tried under all of them.
        for (const std::string_view name :
             {"retry-after", "x-ratelimit-reset", "x-ratelimit-remaining", "x-ratelimit-limit"}) {
            response.headers.push_back({std::string(name), std::string(line)});
        }
    }
    constexpr std::int64_t two_years_ms = std::int64_t{2} * 366 * 24 * 3600 * 1000;
    for (const int status : {403, 429, 503}) {
        response.status = status;
        const auto verdict = judge(response, 3, Timestamp{1'700'000'000}, text.size());
        require(verdict.wait_ms >= 0 && verdict.wait_ms < two_years_ms);
    }
}

}  // namespace

// Any bytes are an answer of the host or are refused, and so are any headers.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    read_answers(text);
    // Bare bytes seldom are JSON: put them where a tree has its path.
    std::string tree = R"({"sha":"0000000000000000000000000000000000000000","truncated":false,)"
                       R"("tree":[{"mode":"100644","type":"blob",)"
                       R"("sha":"0000000000000000000000000000000000000000","path":")";
    tree += text;
    tree += "\"}]}";
    read_answers(tree);
    read_limits(text);
    return 0;
}
