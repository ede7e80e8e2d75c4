#include <skillmeat/index/fts_walk.hpp>

#include <sqlite3.h>

#include <algorithm>
#include <limits>

namespace skillmeat::index {
namespace {

/// What the callbacks of one walk share.
struct Walk {
    PhraseVisitor* visitor = nullptr;
    std::size_t phrase = 0;
};

int visit_row(const Fts5ExtensionApi* api, Fts5Context* context, void* user) {
    auto& walk = *static_cast<Walk*>(user);
    std::uint16_t uses[word_columns] = {};
    Fts5PhraseIter place;
    int column = 0;
    int offset = 0;
    int code = api->xPhraseFirst(context, 0, &place, &column, &offset);
    while (code == SQLITE_OK && column >= 0) {
        auto& count = uses[static_cast<std::size_t>(column) % word_columns];
        count = static_cast<std::uint16_t>(
            std::min<int>(count + 1, std::numeric_limits<std::uint16_t>::max()));
        api->xPhraseNext(context, &place, &column, &offset);
    }
    if (code == SQLITE_OK) {
        walk.visitor->visit(walk.phrase, api->xRowid(context), uses);
    }
    return code;
}

/// The auxiliary function `walk_phrases(table)`: run on the first row of a match, it walks all of
/// them, phrase by phrase.
void walk_function(const Fts5ExtensionApi* api, Fts5Context* context, sqlite3_context* result, int,
                   sqlite3_value**) {
    auto& walk = *static_cast<Walk*>(api->xUserData(context));
    const int count = api->xPhraseCount(context);
    for (int i = 0; i < count; ++i) {
        walk.phrase = static_cast<std::size_t>(i);
        if (const int code = api->xQueryPhrase(context, i, &walk, visit_row); code != SQLITE_OK) {
            sqlite3_result_error_code(result, code);
            return;
        }
    }
    sqlite3_result_int(result, count);
}

Result<void> add_function(const Database& database, Walk& walk) {
    fts5_api* api = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database.handle(), "SELECT fts5(?1)", -1, &statement, nullptr) ==
        SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    if (api == nullptr ||
        api->xCreateFunction(api, "walk_phrases", &walk, walk_function, nullptr) != SQLITE_OK) {
        return fail(ErrorCode::io_error, "the index cannot be used: SQLite has no FTS5");
    }
    return {};
}

/// Words hold letters and digits only, so nothing needs escaping inside the quotes.
std::string match_text(const std::vector<Phrase>& phrases) {
    std::string text;
    for (const auto& phrase : phrases) {
        text += text.empty() ? "\"" : " OR \"";
        for (std::size_t i = 0; i < phrase.words.size(); ++i) {
            text += i == 0 ? "" : " ";
            text += phrase.words[i];
        }
        text += phrase.is_prefix ? "\" *" : "\"";
    }
    return text;
}

}  // namespace

Result<void> walk_phrases(const Database& database, const std::string& words_table,
                          const std::vector<Phrase>& phrases, PhraseVisitor& visitor) {
    if (phrases.empty()) {
        return {};
    }
    Walk walk;
    walk.visitor = &visitor;
    SKILLMEAT_TRY(add_function(database, walk));
    SKILLMEAT_ASSIGN(auto statement,
                     database.prepare("SELECT walk_phrases(" + words_table + ") FROM " +
                                      words_table + " WHERE " + words_table + " MATCH ? LIMIT 1"));
    SKILLMEAT_TRY(statement.bind(match_text(phrases)).step());
    return {};
}

}  // namespace skillmeat::index
