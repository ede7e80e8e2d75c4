#include <app/commands/help/topic_texts.hpp>

namespace skillmeat::app::commands {

std::string environment_topic() {
    return R"(Variables that are read; one that is set but empty counts as not set.
Flags go before variables, variables before the files' settings.

  SKILLMEAT_SCOPE         user, project or all: what --scope says
  SKILLMEAT_PROJECT       what --project says
  SKILLMEAT_CONFIG_HOME   folder of the user's skillmeat.toml; else
                          $XDG_CONFIG_HOME/skillmeat, ~/.config/skillmeat
  SKILLMEAT_STATE_HOME    catalogs and state of the user scope; else
                          $XDG_STATE_HOME/skillmeat, ~/.local/state/skillmeat
  SKILLMEAT_CACHE_HOME    git objects, all disposable; else
                          $XDG_CACHE_HOME/skillmeat, ~/.cache/skillmeat
  SKILLMEAT_DATA_HOME     content that installed files point at; else
                          $XDG_DATA_HOME/skillmeat, ~/.local/share/skillmeat
  SKILLMEAT_INDEX         always or never: whether lists and counts use the
                          index of entries; else only where it is faster
  SKILLMEAT_PROMPT_DISABLED
                          any value: never ask, as --no-input
  SKILLMEAT_PAGER, PAGER  the pager for long tables; 'cat' for none
  LESS                    options of less; FIRX when it is not set
  NO_COLOR                any value: no colour
  CLICOLOR_FORCE          any value but 0: colour also in pipes
  CLICOLOR                0: no colour
  TERM                    'dumb': no colour, no progress
  COLUMNS, LINES          size of the terminal, where its own is not wanted
  CI                      any value: no progress
  SKILLMEAT_LOG           LEVEL or LEVEL,json: what --log-level and --log-format
                          say
  OTEL_EXPORTER_OTLP_ENDPOINT, TRACEPARENT and other variables of OpenTelemetry
                          where traces go: 'skillmeat help logging'
  GH_TOKEN, GITHUB_TOKEN, GH_HOST, GH_ENTERPRISE_TOKEN, GITHUB_ENTERPRISE_TOKEN
                          tokens of GitHub's API: 'skillmeat help github'
  https_proxy, http_proxy, all_proxy, no_proxy
                          proxies for GitHub's API and indexes of sites; git has
                          settings of its own, too
  SSL_CERT_FILE, CURL_CA_BUNDLE, GIT_SSL_CAINFO
                          certificates to trust besides the system's
  PATH                    where git, gh and the pager are found; relative and
                          empty entries are passed over

Settings have variables too: 'skillmeat config list --show-origin' shows which
one is in force.
)";
}

std::string formatting_topic() {
    return R"(Results go to stdout; messages, warnings and progress go to stderr.

  --format table   the default: a table for people. On a terminal it is cut to
                   the terminal's width and long ones go through the pager; in
                   a pipe it is neither cut nor coloured.
  --format plain   the same rows, never cut, separated by tabs, no header.
                   TAB, LF, CR and backslash in values are \t \n \r \\.
  --format json    one document, also as --json. Lists have 'schema', 'items'
                   and 'page'; single things 'schema' and 'item', and 'changed'
                   where something was changed.
  --format jsonl   one item per line, each as soon as it is known.

Shapes are stable: within one version of a schema members are only added.
'skillmeat schema' lists the JSON Schemas. Times are RFC 3339 in UTC, values
that are not there are null, and rows stand in the same order every time.

With json and jsonl, errors on stderr are one JSON object per line:
  {"error": {"code", "message", "path", "line", "column", "hint"}}

Text from repositories is data: control characters, terminal escapes and
bidirectional overrides are made visible as \xNN or \u{NNNN}, in JSON as \uNNNN;
bytes that are not UTF-8 are \xNN.

Colour, for each stream by itself: --color, NO_COLOR, CLICOLOR_FORCE, CLICOLOR,
and last whether it is a terminal.
)";
}

std::string references_topic() {
    return R"(Sources (SRC)
  id           anthropics/skills; found whatever the case
  owner/repo   a repository on GitHub; 'a/b' is never a local folder
  URL          https, ssh or file; the ssh and https forms of one repository
               are equal
Local folders begin with /, ./, ../ or ~/.

Artifacts (REF)
  TYPE:./PATH@SOURCE      the full form, which JSON and files hold:
                          skill:./skills/pdf@anthropics/skills
  [TYPE:]NAME[@SOURCE]    pdf, skill:pdf, skill:pdf@anthropics/skills
  [TYPE:]./PATH[@SOURCE]  ./skills/pdf
TYPE is skill, agent, command, mcp, plugin, hook or bundle. A reference that
fits several artifacts is an error that lists them; nothing is picked silently.

Collections and groups
  name or id   'first pass', whatever the case, or its 12 hexadecimal digits

Where globs are taken, a word that begins with ./ and holds * or ? is one:
  * and ? stay within a path segment, ** stands for any number of segments.
Quote them, so that the shell leaves them alone: './experimental/**'
)";
}

std::string scopes_topic() {
    return R"(Every command works in one scope; --scope or SKILLMEAT_SCOPE choose it.

  project   the folder with a skillmeat.toml, the nearest one upwards from here
            or the one of --project (a folder, or the id of a known project)
  user      the user's own skillmeat.toml ('skillmeat paths' shows where)
  all       the user scope and every known project together, for commands that
            read, for scan, outdated, verify and lock check

The default is the project where there is one, else user; a command that writes
says so when it fell back to the user scope. A command sees only what its scope
holds: another project's sources are not found there.
)";
}

std::string agents_topic() {
    return R"(Agents that artifacts can be installed for

'skillmeat deploy REF --agent NAME' takes the names below, or those in brackets.
Without --agent the setting `agents` decides, else the folders that are there.
The folders and files are those of a project; --scope user installs where each
agent looks for its user's own. The user's setting agent_directories moves them,
and adds agents: agent_directories = ["my-agent.skill=.my/skills"]

What is not listed with an agent, it cannot read, and is refused; nothing is
translated. Plugins are installed as a whole where there is a place for them,
else by those of their components that the agent reads.
)";
}

std::string detection_topic() {
    return "Detection\n"
           "\n"
           "A scan looks at paths first, then reads the files that decide: manifests,\n"
           "front matter, hook and MCP configuration. Nothing is checked out or executed.\n"
           "\n"
           "Each artifact has a tier:\n"
           "  primary         offered\n"
           "  loose           offered, found outside the usual places\n"
           "  unlisted        left out by a manifest that names its neighbours\n"
           "  nested          a resource of another artifact\n"
           "  example         a sample, test or template\n"
           "  installed-copy  a copy for another agent, or the maintainers' own helper\n"
           "\n"
           "and a confidence, the sum of the evidence below, held between 0 and 100. Lists\n"
           "show primary and loose entries at or above their source's min_confidence (50).\n"
           "\n"
           "  skillmeat detect --all --explain     every candidate, with reasons\n"
           "  skillmeat catalog explain REF        the same for one entry\n"
           "  skillmeat source exclude SRC REF     hides what is no artifact\n"
           "  --map PATH=TYPE                      takes a path as what you say it is\n";
}

std::string github_topic() {
    return R"(Sources are read with git, from any host. GitHub's API is used for what git
does not have, and only when it is asked for:

  --import-description  the repository's description, at every scan
  source tag suggest    its topics
  --transport api       everything, without git: also what 'auto' means where
                        there is no git program

An answer is kept with its ETag and asked for conditionally: one that did not
change costs nothing of the limit. What the host says of a commit's signature
(host_verification) is noted where the API is asked anyway; it never raises
trust_level.

Public repositories need no token, but without one GitHub answers 60 requests
an hour instead of 5,000. The token of a host is looked for in

  1. the variable that the setting token_variables names for it (HOST=VARIABLE)
  2. GH_TOKEN, GITHUB_TOKEN              for github.com and hosts below ghe.com
     GH_ENTERPRISE_TOKEN,
     GITHUB_ENTERPRISE_TOKEN             for the host that GH_HOST names
  3. gh auth token
  4. git's credential helpers

and sent to that host alone, never where it redirects to. It stands in no URL,
command line, log, message or file.

Enterprise servers are named in the setting github.hosts or by GH_HOST; their
API is at https://HOST/api/v3. The setting github.api_url moves that of
github.com.

A limit that ends within a minute is waited for. Beyond that the command fails
with rate_limited (exit code 5) and says when it ends.
)";
}

std::string logging_topic() {
    return R"(Nothing is logged, written or sent unless you ask for it.

A log says on stderr what a run does, beside all else that stands there, and
with --quiet too:

  --log-level error   what failed
              warn    and warnings, and steps that failed
              info    and operations: source.scan, detect, catalog.query
              debug   and their steps: git, hosts, files written, waiting for
                      locks
              trace   all there is
  --log-format text   TIME LEVEL NAME FIELD=VALUE...
               json   one object per line: time, level, name or message, the
                      fields, duration_ms, error_code, error, trace_id, span_id
  SKILLMEAT_LOG       LEVEL or LEVEL,json where no flag says

Among the fields: source_id, tags, filter, url, ref, commit.

A trace holds the same operations and steps as spans, in OTLP/JSON with the
attributes of OpenTelemetry's semantic conventions:

  --trace-file FILE   adds the trace as a line to FILE, which is new or holds
                      traces already. Commands that run at the same time need
                      files of their own.
  OTEL_EXPORTER_OTLP_ENDPOINT
                      URL of a collector; /v1/traces is added to it
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT
                      URL of a collector, taken as it is
  OTEL_EXPORTER_OTLP_HEADERS, OTEL_EXPORTER_OTLP_TRACES_HEADERS
                      name=value,... to send along, values percent-encoded
  OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES
                      what the trace says of who made it
  TRACEPARENT, TRACESTATE
                      the trace to go on with (W3C Trace Context); one that is
                      not sampled is not sent
  OTEL_SDK_DISABLED=true, OTEL_TRACES_EXPORTER=none
                      nothing is sent

It is sent once, at the end, in half a second or not at all; that changes
neither output nor exit code, and is said in the log at level debug.

Tokens, passwords in URLs and headers that authorise are *** wherever they would
stand. Names and URLs of sources and paths of files are not.
)";
}

std::string migration_topic() {
    return R"(Files say which format they are of: 'schema' in files people edit, 'version' in
the others. Older ones are read as they are; a command that would write one
stops with exit code 2, migration_needed. Newer ones are left alone.

  skillmeat migrate            brings all files forward
  skillmeat migrate --dry-run  shows the steps
  skillmeat migrate --to N     goes back to format N

A backup is kept and nothing is lost. Going back, what N cannot hold is listed
and nothing is written (exit code 1), unless --drop is given.

skillmeat.toml, schema 0 to 1
  1. 'schema = 1' is written at the top.
  2. In every source: repo_url becomes url, branch becomes ref, root_hint
     becomes root.
  3. manual_map becomes map. The form {type = [paths]} is turned round to
     {path = type}.
  Comments, order and spacing stay. A file without 'schema' is 0 if it has one
  of the old names, else 1; old and new names in one file are an error.

skillmeat.toml, schema 1 to 0
  The same backwards. 0 cannot hold tags, import_description, import_readme,
  visibility and trust.

skillmeat.lock, version 0 to 1
  Rows of id, url, ref and commit get empty tags, flags that are off and
  statuses that say 'skipped'. Version 1 is written when the lock next changes.
)";
}

}  // namespace skillmeat::app::commands
