"""Reads the includes of lib/ and app/ and reports those that break the architecture."""
import pathlib
import re
import sys

BOTTOM = {"base", "model", "observe"}
LOW = {"toml", "yaml", "tree", "sys"}
HIGH = {"manifest", "collections", "lock", "ledger", "ratings", "interop", "settings", "state", "git",
        "github", "telemetry", "detect", "discover", "catalog", "index", "deploy", "report"}
ALLOWED = {"base": set(), "model": {"base"}, "observe": {"base"}}
ALLOWED.update({module: BOTTOM for module in LOW})
ALLOWED["net"] = BOTTOM | {"sys"}
ALLOWED.update({module: BOTTOM | LOW | {"net"} for module in HIGH})
ALLOWED["ops"] = BOTTOM | LOW | HIGH | {"net"}
ALLOWED["app"] = ALLOWED["ops"] | {"ops"}

# header prefix -> (folders whose sources may include it, whether headers may as well)
THIRD_PARTY = {
    "CLI/": (["app/cli"], False),
    "toml++/": (["lib/skillmeat/toml"], False),
    "nlohmann/json.hpp": (["lib/skillmeat/report", "lib/skillmeat/detect", "lib/skillmeat/git",
                           "lib/skillmeat/github", "lib/skillmeat/telemetry",
                           "lib/skillmeat/discover", "lib/skillmeat/deploy",
                           "lib/skillmeat/interop"], False),
    "nlohmann/json_fwd.hpp": (["lib", "app"], True),
    "yaml.h": (["lib/skillmeat/yaml"], False),
    "openssl/": (["lib/skillmeat/base/digest.cpp"], False),
    "utf8proc.h": (["lib/skillmeat/base"], False),
    "curl/": (["lib/skillmeat/net/curl_library.hpp"], True),
    "sqlite3": (["lib/skillmeat/index"], False),
}
WRITES = re.compile(r"std::ofstream|std::filesystem::(rename|copy|remove|create|resize)|\bfopen\(|"
                    r"(?<!\w)::open\(|\bmkdir\(|\bunlink\(")

problems = []


def check(path):
    text = path.read_text(encoding="utf-8")
    name = str(path)
    module = "app" if name.startswith("app/") else path.parts[2]
    for line, row in enumerate(text.splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', row)
        if not match:
            continue
        header = match.group(1)
        place = f"{name}:{line}"
        if header.startswith("skillmeat/"):
            target = header.split("/")[1]
            if target != module and target not in ALLOWED[module]:
                problems.append(f"{place}: {module} may not include {target} ({header})")
        elif header.startswith("app/") and module != "app":
            problems.append(f"{place}: the library may not include the app ({header})")
        for prefix, (folders, headers_too) in THIRD_PARTY.items():
            if header.startswith(prefix):
                if not any(name.startswith(folder) for folder in folders):
                    problems.append(f"{place}: {header} belongs in {folders or 'no file yet'}")
                elif path.suffix == ".hpp" and not headers_too:
                    problems.append(f"{place}: {header} may not be included by a header")
    if module != "sys":
        for line, row in enumerate(text.splitlines(), 1):
            if WRITES.search(row) and not row.lstrip().startswith("//"):
                problems.append(f"{name}:{line}: writes only through the file layer: {row.strip()}")
    if path.suffix == ".hpp" and "#pragma once" not in text:
        problems.append(f"{name}: no #pragma once")
    if module in ("detect", "base", "model") and "iostream" in text:
        problems.append(f"{name}: includes iostream")


files = sorted(p for top in ("lib", "app") for p in pathlib.Path(top).rglob("*.[ch]pp"))
if len(files) < 50:
    sys.exit("too few files found: is this the top of the project?")
for file in files:
    check(file)
print("\n".join(problems) if problems else f"{len(files)} files keep to the architecture")
sys.exit(1 if problems else 0)
