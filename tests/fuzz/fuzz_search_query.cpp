// Any text is a query or a clear error; what is found can be looked for and marked.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <skillmeat/base/unicode.hpp>
#include <skillmeat/index/match_ranges.hpp>
#include <skillmeat/index/search_query.hpp>
#include <skillmeat/index/tokens.hpp>

namespace {

void require(bool condition) {
    if (!condition) {
        std::abort();
    }
}

void check_query(std::string_view text, skillmeat::index::Matcher& matcher) {
    using namespace skillmeat;
    const auto query = index::parse_query(text);
    if (!query) {
        require(query.error().code == ErrorCode::invalid_value && !query.error().message.empty());
        return;
    }
    require(!query->parts.empty() && query->parts.size() <= index::most_parts);
    for (const auto& part : query->parts) {
        require(!part.words.empty() && part.begin <= part.end && part.end <= text.size());
        for (const auto& word : part.words) {
            require(!word.empty() && word.size() <= index::longest_token);
            require(word.find_first_of("\" *\t") == std::string::npos);
        }
        matcher.phrases.push_back({part.words, part.kind == index::QueryPart::Kind::prefix, 1.0});
        matcher.inside.push_back(part.words.front());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace skillmeat;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto half = size / 2;
    index::Matcher matcher;
    check_query(text.substr(0, half), matcher);
    std::size_t last = 0;
    const auto searched = text.substr(half);
    const auto ranges = index::match_ranges(searched, matcher);
    for (const auto& range : ranges) {
        require(range.begin >= last && range.begin < range.end && range.end <= searched.size());
        last = range.end;
    }
    require(index::in_characters(searched, ranges).size() == ranges.size());
    index::Tokens tokens(searched);
    index::Token token;
    while (tokens.next(token)) {
        require(!token.text.empty() && token.begin < token.end && token.end <= searched.size());
    }
    return 0;
}
