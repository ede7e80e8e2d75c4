"""Checks the schemas of files on disk; see file_schemas.sh."""
import datetime
import json
import pathlib
import sys
import tomllib

import jsonschema

root = pathlib.Path(sys.argv[1])
faults = []


def as_json(value):
    """TOML dates as the strings a schema speaks of."""
    if isinstance(value, dict):
        return {key: as_json(member) for key, member in value.items()}
    if isinstance(value, list):
        return [as_json(member) for member in value]
    if isinstance(value, datetime.datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, (datetime.date, datetime.time)):
        return {"local": value.isoformat()}
    return value


def check_node(schema, place, name):
    """Every key has a title, a description and examples that fit."""
    for needed in ("title", "description", "examples"):
        if not schema.get(needed):
            faults.append(f"{name}: {place} has no {needed}")
    validator = jsonschema.Draft7Validator(schema)
    for example in [*schema.get("examples", []), *([schema["default"]] if "default" in schema else [])]:
        for error in validator.iter_errors(example):
            faults.append(f"{name}: example of {place}: {error.message}")
    for key, member in schema.get("properties", {}).items():
        check_node(member, f"{place}.{key}", name)
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            check_node(schema[key], f"{place}[]", name)


def check_fixtures(validator, kind):
    folder = root / "tests/fixtures/files" / kind
    files = sorted(folder.glob("*.toml"))
    for prefix in ("good", "bad"):
        if not any(file.name.startswith(prefix) for file in files):
            faults.append(f"{folder} has no file {prefix}-*.toml")
    for file in files:
        errors = list(validator.iter_errors(as_json(tomllib.loads(file.read_text("utf-8")))))
        if file.name.startswith("good"):
            faults.extend(f"{file}: {error.json_path}: {error.message}" for error in errors)
        elif not errors:
            faults.append(f"{file} is accepted")


paths = sorted((root / "schemas").glob("*.schema.json"))
kinds = {path.name.removesuffix(".schema.json") for path in paths}
for expected in {"manifest", "lock", "catalog", "ledger"} - kinds:
    faults.append(f"schemas/{expected}.schema.json is missing")
for path in paths:
    schema = json.loads(path.read_text("utf-8"))
    if schema.get("$schema") != "http://json-schema.org/draft-07/schema#":
        faults.append(f"{path.name} is not of draft-07, which editors know")
    jsonschema.Draft7Validator.check_schema(schema)
    check_node(schema, "$", path.name)
    check_fixtures(jsonschema.Draft7Validator(schema), path.name.removesuffix(".schema.json"))

print("\n".join(faults) or f"{len(paths)} schemas are in order")
sys.exit(1 if faults else 0)
