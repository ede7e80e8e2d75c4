#include <skillmeat/observe/redactor.hpp>

#include <support/catch.hpp>

#include <thread>

namespace skillmeat::observe {
namespace {

const std::string forty(36, 'a');

TEST_CASE("secrets of known shape are hidden wherever they stand", "[observe]") {
    struct Row {
        std::string text;
        std::string cleaned;
    };
    const auto row = GENERATE_COPY(
        Row{"", ""}, Row{"nothing to hide", "nothing to hide"},
        // tokens
        Row{"ghp_" + forty, "***"}, Row{"x gho_" + forty + " y", "x *** y"},
        Row{"'ghu_" + forty + "'", "'***'"}, Row{"ghs_" + forty + "\n", "***\n"},
        Row{"ghr_" + forty + ",ghp_" + forty, "***,***"}, Row{"github_pat_11AAAA_" + forty, "***"},
        Row{"glpat-" + forty, "***"}, Row{"ghp_0123456789abcdef", "***"},
        Row{"ghp_012345678", "ghp_012345678"}, Row{"ghp_", "ghp_"},
        Row{"the prefix ghp_ alone", "the prefix ghp_ alone"},
        // schemes
        Row{"Bearer abcdefgh", "Bearer ***"}, Row{"BEARER abcdefgh.", "BEARER ***"},
        Row{"bearer short", "bearer short"}, Row{"bearer", "bearer"},
        Row{"Basic dXNlcjpwYXNz", "Basic ***"}, Row{"basic abcdefg=", "basic ***"},
        Row{"Basic authentication failed", "Basic authentication failed"},
        Row{"a forbearer abcdefgh", "a forbearer abcdefgh"},
        // headers
        Row{"Authorization: token x y\nnext", "Authorization: ***\nnext"},
        Row{"> proxy-authorization:\tBasic x\r\n", "> proxy-authorization:\t***\r\n"},
        Row{"PRIVATE-TOKEN: x", "PRIVATE-TOKEN: ***"}, Row{"Set-Cookie: a=b", "Set-Cookie: ***"},
        Row{"authorization:", "authorization:"}, Row{"authorization:  \n", "authorization:  \n"},
        Row{"reauthorization: x", "reauthorization: x"},
        // queries
        Row{"https://h/a?token=AB&x=1", "https://h/a?token=***&x=1"},
        Row{"access_token=AB'", "access_token=***'"}, Row{"token=", "token="},
        Row{"token= x", "token= x"}, Row{"the token is", "the token is"},
        // URLs
        Row{"https://u:p@h/a", "https://***@h/a"}, Row{"https://secret@h/a", "https://***@h/a"},
        Row{"'http://u:p@h:80'", "'http://***@h:80'"}, Row{"https://u:p@q@h/a", "https://***@h/a"},
        Row{"https://u:p/q@h/a", "https://***@h/a"}, Row{"https://u:p?q#r@h", "https://***@h"},
        Row{"https://h/a@b", "https://h/a@b"}, Row{"https://h:80/a@b", "https://h:80/a@b"},
        Row{"https://h/a x@y", "https://h/a x@y"},
        Row{"https://[::1]:80/a@b", "https://[::1]:80/a@b"},
        Row{"https://u:p@[::1]/a", "https://***@[::1]/a"}, Row{"https://@h", "https://@h"},
        Row{"ssh://git@h/a", "ssh://git@h/a"}, Row{"git+ssh://git@h:22/a", "git+ssh://git@h:22/a"},
        Row{"ssh://git:p@h/a", "ssh://***@h/a"}, Row{"git@github.com:a/b", "git@github.com:a/b"},
        Row{"a://b:c@d,e://f:g@h", "a://***@d,e://***@h"}, Row{"a: b", "a: b"}, Row{"://", "://"});
    CHECK(Redactor().clean(row.text) == row.cleaned);
}

TEST_CASE("values it was told are hidden, the longest first", "[observe]") {
    Redactor redactor;
    redactor.add("canary-1");
    redactor.add("canary-1-and-more");
    redactor.add("canary-12");
    redactor.add("short");
    redactor.add("");
    CHECK(redactor.clean("canary-1-and-more canary-12 canary-1 canary- short") ==
          "*** *** *** canary- short");
    CHECK(redactor.clean("https://canary-1@h?canary-1") == "https://***@h?***");
    CHECK(redactor.clean("acanary-1canary-1") == "a******");
}

TEST_CASE("values known from the start are asked for once, and late", "[observe]") {
    int asked = 0;
    Redactor redactor([&] {
        ++asked;
        return std::vector<std::string>{"known-secret", "tiny", "known-secret-2"};
    });
    redactor.add("added-secret");
    CHECK(asked == 0);
    CHECK(redactor.clean("known-secret known-secret-2 added-secret tiny") == "*** *** *** tiny");
    CHECK(redactor.clean("known-secret") == "***");
    CHECK(asked == 1);
}

TEST_CASE("every text of an error is cleaned", "[observe]") {
    Redactor redactor;
    redactor.add("a-secret");
    const Error cleaned = redactor.clean(Error{ErrorCode::git_failed,
                                               "m a-secret",
                                               {"p/a-secret", 3, 4},
                                               {"c a-secret", "other"},
                                               "h a-secret"});
    CHECK(cleaned ==
          Error{ErrorCode::git_failed, "m ***", {"p/***", 3, 4}, {"c ***", "other"}, "h ***"});
}

TEST_CASE("several threads may add and clean", "[observe]") {
    Redactor redactor;
    redactor.add("first-secret");
    std::thread other([&] {
        for (int i = 0; i < 100; ++i) {
            redactor.add("secret-number-" + std::to_string(i));
        }
    });
    for (int i = 0; i < 100; ++i) {
        CHECK(redactor.clean("first-secret") == "***");
    }
    other.join();
    CHECK(redactor.clean("secret-number-99") == "***");
}

}  // namespace
}  // namespace skillmeat::observe
