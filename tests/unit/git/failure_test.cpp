#include <skillmeat/git/failure.hpp>

#include <csignal>

#include <skillmeat/git/environment.hpp>
#include <support/catch.hpp>

using namespace skillmeat;

namespace {

Error classify(std::string errors) {
    return git::classify_failure(sys::Completed{128, 0, {}, std::move(errors)},
                                 "https://example.com/a/b");
}

}  // namespace

TEST_CASE("git's messages become error codes", "[git]") {
    struct Row {
        const char* errors;
        ErrorCode code;
    };
    const std::vector<Row> rows{
        {"fatal: could not read Username for 'https://github.com': terminal prompts disabled",
         ErrorCode::authentication_failed},
        {"remote: Invalid username or password.\nfatal: Authentication failed for 'https://x/'",
         ErrorCode::authentication_failed},
        {"git@github.com: Permission denied (publickey).\nfatal: Could not read from remote "
         "repository.\n\nPlease make sure you have the correct access rights",
         ErrorCode::authentication_failed},
        {"Host key verification failed.\nfatal: Could not read from remote repository.",
         ErrorCode::authentication_failed},
        {"fatal: unable to access 'https://x/': The requested URL returned error: 403",
         ErrorCode::authentication_failed},
        {"remote: Repository not found.\nfatal: repository 'https://github.com/a/b/' not found",
         ErrorCode::repository_not_found},
        {"ERROR: Repository not found.\nfatal: Could not read from remote repository.",
         ErrorCode::repository_not_found},
        {"fatal: unable to access 'https://x/': The requested URL returned error: 404",
         ErrorCode::repository_not_found},
        {"fatal: unable to access 'https://x/': Could not resolve host: x",
         ErrorCode::network_error},
        {"ssh: Could not resolve hostname x: Name or service not known\nfatal: Could not read",
         ErrorCode::network_error},
        {"ssh: connect to host x port 22: Connection refused\nfatal: Could not read from remote",
         ErrorCode::network_error},
        {"fatal: unable to access 'https://x/': Failed to connect to x port 443",
         ErrorCode::network_error},
        {"fatal: unable to access 'https://x/': SSL certificate problem: self signed",
         ErrorCode::network_error},
        {"fatal: unable to access 'https://x/': The requested URL returned error: 503",
         ErrorCode::network_error},
        {"error: RPC failed; curl 56 Recv failure\nfatal: early EOF", ErrorCode::network_error},
        {"fatal: the remote end hung up unexpectedly", ErrorCode::network_error},
        {"fatal: couldn't find remote ref nope", ErrorCode::ref_not_found},
        {"fatal: remote error: upload-pack: not our ref 123", ErrorCode::ref_not_found},
        {"error: Server does not allow request for unadvertised object 12",
         ErrorCode::ref_not_found},
        {"fatal: detected dubious ownership in repository at '/r'", ErrorCode::dubious_ownership},
        {"fatal: '/x' does not appear to be a git repository\nfatal: Could not read from remote "
         "repository.",
         ErrorCode::not_a_repository},
        {"fatal: https://x/info/refs not valid: is this a git repository?",
         ErrorCode::not_a_repository},
        {"fatal: transport 'ext' not allowed", ErrorCode::invalid_value},
        {"fatal: write error: No space left on device\nfatal: fetch-pack: invalid index-pack "
         "output",
         ErrorCode::io_error},
        {"fatal: write error: File too large", ErrorCode::too_large},
        {"fatal: bad object HEAD", ErrorCode::git_failed},
        {"", ErrorCode::git_failed},
    };
    for (const auto& row : rows) {
        INFO(row.errors);
        const auto error = classify(row.errors);
        CHECK(error.code == row.code);
        CHECK(error.message.find("https://example.com/a/b") != std::string::npos);
    }
}

TEST_CASE("lack of access says that the repository may not exist", "[git]") {
    const auto error = classify("fatal: Authentication failed for 'https://x/'");
    CHECK(info(error.code).exit_code == 4);
    CHECK(error.message.find("may not exist") != std::string::npos);
    CHECK(classify("Host key verification failed.").hint.find("accept its key") !=
          std::string::npos);
}

TEST_CASE("dubious ownership carries git's own remedy", "[git]") {
    const auto error = classify(
        "fatal: detected dubious ownership in repository at '/r'\nTo add an exception for this "
        "directory, call:\n\n\tgit config --global --add safe.directory /r\n");
    CHECK(error.hint.ends_with("git config --global --add safe.directory /r"));
    CHECK_FALSE(classify("fatal: detected dubious ownership").hint.empty());
}

TEST_CASE("a signal and an exit code stand in for a missing message", "[git]") {
    auto error = git::classify_failure(sys::Completed{-1, SIGSEGV, {}, {}}, "x");
    CHECK(error.message.find("signal 11") != std::string::npos);
    error = git::classify_failure(sys::Completed{3, 0, {}, {}}, "x");
    CHECK(error.message.find("exit code 3") != std::string::npos);
    error = git::classify_failure(sys::Completed{-1, SIGXFSZ, {}, {}}, "x");
    CHECK(error.code == ErrorCode::too_large);
}

TEST_CASE("the other side's words cannot reach the terminal as they are", "[git]") {
    const auto error = classify("remote: \x1b]52;c;evil\x07\x1b[2Jhello\n");
    CHECK(error.code == ErrorCode::git_failed);
    CHECK(error.message.find('\x1b') == std::string::npos);
    CHECK(error.message.find('\x07') == std::string::npos);
    CHECK(error.message.find("hello") != std::string::npos);
}

TEST_CASE("passwords and tokens in addresses are left out", "[git]") {
    for (const std::string address :
         {"https://user:tok@en@host/x", "https://token@host/x", "https://host/x"}) {
        const auto error = classify("fatal: unable to access '" + address + "/': broken\n");
        CHECK(error.message.find("https://host/x") != std::string::npos);
        CHECK(error.message.find("tok") == std::string::npos);
    }
}

TEST_CASE("only faults of the cache itself are worth a rebuild", "[git]") {
    CHECK_FALSE(git::is_outside_cache(ErrorCode::git_failed));
    CHECK_FALSE(git::is_outside_cache(ErrorCode::objects_missing));
    for (const auto code :
         {ErrorCode::network_error, ErrorCode::authentication_failed, ErrorCode::ref_not_found,
          ErrorCode::too_large, ErrorCode::interrupted, ErrorCode::git_missing}) {
        CHECK(git::is_outside_cache(code));
    }
}

TEST_CASE("versions of git are read", "[git]") {
    CHECK(git::parse_version("git version 2.39.5\n") == git::Version{2, 39, 5});
    CHECK(git::parse_version("git version 2.39.5 (Apple Git-154)") == git::Version{2, 39, 5});
    CHECK(git::parse_version("git version 2.45.GIT") == git::Version{2, 45, 0});
    CHECK(git::parse_version("git version 2.9") == git::Version{2, 9, 0});
    CHECK(git::Version{2, 9, 0} < git::oldest_version);
    for (const char* text : {"", "git", "git version ", "git version x.y", "git version 2",
                             "hg version 2.3.4", "git version -1.2", "git version 99999999999.1"}) {
        INFO(text);
        CHECK_FALSE(git::parse_version(text));
    }
}

TEST_CASE("ssh does not prompt unless the user chose how to call it", "[git]") {
    GitUrl url;
    const git::Variables user{{"GIT_SSH_COMMAND", "mine"},
                              {"GIT_DIR", "/evil"},
                              {"LANGUAGE", "de"},
                              {"HOME", "/home/u"},
                              {"PATH", ".:/bin::x"}};
    auto variables = git::network_variables(user, url, "/c.git", false);
    CHECK(variables["GIT_SSH_COMMAND"] == "mine");
    CHECK(variables["GIT_DIR"] == "/c.git");
    CHECK(variables["HOME"] == "/home/u");
    CHECK(variables["PATH"] == "/bin");
    CHECK(variables["GIT_TERMINAL_PROMPT"] == "0");
    CHECK(variables["LC_ALL"] == "C");
    CHECK(variables.count("LANGUAGE") == 0);
    CHECK(variables["GIT_ALLOW_PROTOCOL"] == "https:ssh:file");
    variables = git::network_variables({}, url, "/c.git", true);
    CHECK(variables["GIT_SSH_COMMAND"].starts_with("ssh -o BatchMode=yes"));
    url.kind = GitUrl::Kind::http;
    CHECK(git::network_variables({}, url, "/c", true)["GIT_ALLOW_PROTOCOL"] ==
          "https:ssh:file:http");
}

TEST_CASE("commands that read a foreign repository have no configuration and no protocol",
          "[git]") {
    const git::Variables user{{"GIT_SSH_COMMAND", "mine"},
                              {"XDG_CONFIG_HOME", "/home/u/.config"},
                              {"GIT_CONFIG_GLOBAL", "/home/u/x"},
                              {"GIT_TRACE_PACKET", "/t"}};
    auto variables = git::in_place_variables(user, "/r/.git", "/r");
    CHECK(variables["GIT_WORK_TREE"] == "/r");
    CHECK(variables["GIT_CONFIG_GLOBAL"] == "/dev/null");
    CHECK(variables["GIT_CONFIG_NOSYSTEM"] == "1");
    CHECK(variables["GIT_ALLOW_PROTOCOL"] == "none");
    CHECK(variables["GIT_TRACE_PACKET"] == "/t");
    CHECK(variables.count("GIT_SSH_COMMAND") == 0);
    CHECK(variables.count("XDG_CONFIG_HOME") == 0);
    variables = git::store_variables(user, "/empty", "/a:b\"c\\d\ne");
    CHECK(variables["GIT_ALTERNATE_OBJECT_DIRECTORIES"] == "\"/a:b\\\"c\\\\d\\ne\"");
    CHECK(variables.count("GIT_WORK_TREE") == 0);
    CHECK(git::quote_alternate("/plain") == "/plain");
}
