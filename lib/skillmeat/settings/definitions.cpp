#include <skillmeat/settings/settings.hpp>

#include <algorithm>
#include <array>

namespace skillmeat::settings {
namespace {

constexpr std::int64_t kibi = 1024;
constexpr std::int64_t hour = 3600;
constexpr std::int64_t day = 24 * hour;

// Sorted by key: find() searches by halves.
constexpr std::array all_definitions{
    Definition{.key = "agents",
               .kind = Kind::list,
               .environment = "SKILLMEAT_AGENTS",
               .help = "agents that artifacts are installed for when none is named"},
    Definition{.key = "cache_ttl",
               .kind = Kind::duration,
               .default_value = "5m",
               .environment = "SKILLMEAT_CACHE_TTL",
               .maximum = 365 * day,
               .help = "how long an answer of a host is believed without asking again"},
    Definition{.key = "color",
               .kind = Kind::choice,
               .default_value = "auto",
               .environment = "SKILLMEAT_COLOR",
               .choices = "auto|always|never",
               .help = "whether tables and messages are coloured; auto: on a terminal"},
    Definition{.key = "github.api_url",
               .kind = Kind::url,
               .default_value = "https://api.github.com",
               .environment = "SKILLMEAT_GITHUB_API_URL",
               .user_only = true,
               .help = "address of the GitHub API; the token of github.com is sent to it"},
    Definition{.key = "github.hosts",
               .kind = Kind::hosts,
               .environment = "SKILLMEAT_GITHUB_HOSTS",
               .user_only = true,
               .help = "GitHub Enterprise servers, whose API is at https://HOST/api/v3"},
    Definition{.key = "jobs",
               .kind = Kind::integer,
               .default_value = "8",
               .environment = "SKILLMEAT_JOBS",
               .minimum = 1,
               .maximum = 64,
               .help = "network operations at once"},
    Definition{.key = "limits.fetch_size",
               .kind = Kind::size,
               .default_value = "256MiB",
               .environment = "SKILLMEAT_LIMITS_FETCH_SIZE",
               .minimum = kibi,
               .maximum = 64 * kibi * kibi * kibi,
               .help = "most that one fetch from a repository may bring"},
    Definition{.key = "limits.repository_files",
               .kind = Kind::integer,
               .default_value = "200000",
               .environment = "SKILLMEAT_LIMITS_REPOSITORY_FILES",
               .minimum = 1,
               .maximum = 10'000'000,
               .help = "most files that a repository may have"},
    Definition{.key = "lock_timeout",
               .kind = Kind::duration,
               .default_value = "5m",
               .environment = "SKILLMEAT_LOCK_TIMEOUT",
               .maximum = day,
               .help = "how long to wait for another skillmeat that writes; 0s: not at all"},
    Definition{.key = "pager",
               .kind = Kind::text,
               .environment = "SKILLMEAT_PAGER",
               .user_only = true,
               .help = "program for long tables, with its options; cat: none"},
    Definition{.key = "token_variables",
               .kind = Kind::variables,
               .environment = "SKILLMEAT_TOKEN_VARIABLES",
               .user_only = true,
               .help = "variables that hold the tokens of hosts, as HOST=VARIABLE"},
    Definition{.key = "transport",
               .kind = Kind::choice,
               .default_value = "auto",
               .environment = "SKILLMEAT_TRANSPORT",
               .choices = "auto|git|api",
               .help = "how repositories are read when a source does not say"},
    Definition{.key = "user.name",
               .kind = Kind::text,
               .environment = "SKILLMEAT_USER_NAME",
               .help = "the name that ratings are given under"},
};

}  // namespace

std::span<const Definition> definitions() {
    return all_definitions;
}

const Definition* find(std::string_view key) {
    const auto found = std::lower_bound(
        all_definitions.begin(), all_definitions.end(), key,
        [](const Definition& row, std::string_view wanted) { return row.key < wanted; });
    return found == all_definitions.end() || found->key != key ? nullptr : &*found;
}

}  // namespace skillmeat::settings
