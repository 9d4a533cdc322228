# SPDX-License-Identifier: Apache-2.0
"""Makes payloads of OCPP 2.0.1 or 2.1 from the JSON schemas that the PyPI package `ocpp` ships.

    ocpp2_payloads.py examples VERSION   one JSON document per line: [schema, payload], all of them valid
    ocpp2_payloads.py faults VERSION     ... [schema, payload, error code, what is wrong], each with one fault

VERSION is v201 or v21. Examples are, for every schema, the required members only, all members at their largest, and one for
each listed word of its enumerations. Faults are, for every member of every object: missing, of another type, too long, out of
range, not listed, too few, too many, and, in 2.0.1, known to 2.1 only.
"""
import json
import pathlib
import sys

import ocpp
from jsonschema import Draft6Validator

PACKAGE = pathlib.Path(ocpp.__file__).parent
MOMENT = "2026-11-22T17:00:00.123Z"
# As many characters as a text may have, each of two bytes: limits count characters.
LETTER = "é"
# How often an array without an end, or with a far one, has elements.
SOME = 2
# One element is enough further down: what an array in an array in an array adds is only size.
DEEP = 3


def load(version: str) -> dict[str, dict]:
    files = (PACKAGE / version / "schemas").glob("*.json")
    return {path.stem: json.loads(path.read_text("utf-8-sig")) for path in sorted(files)}


class Builder:
    """Builds values of one schema."""

    def __init__(self, schema: dict, full: bool, turn: int = 0):
        self.definitions, self.full, self.turn = schema.get("definitions", {}), full, turn

    def resolve(self, schema: dict) -> dict:
        return self.definitions[schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema

    def value(self, schema: dict, depth: int = 0):
        schema = self.resolve(schema)
        if "enum" in schema:
            return schema["enum"][self.turn % len(schema["enum"])]
        match schema.get("type"):
            case "object":
                return self.object(schema, depth)
            case "array":
                return [self.value(schema["items"], depth + 1) for _ in range(self.count(schema, depth))]
            case "string":
                if schema.get("format") == "date-time":
                    return MOMENT
                return LETTER * (schema.get("maxLength", 40) if self.full else 1)
            case "integer":
                return int(schema.get("maximum", max(7, schema.get("minimum", 0))))
            case "number":
                return -6.3 if schema.get("maximum") == 0 else 6.3
            case "boolean":
                return self.turn % 2 == 0
            case None:
                return [{"a": [1, None, "b"]}, "text", 6.5, False][self.turn % 4]
        raise ValueError(schema)

    def count(self, schema: dict, depth: int) -> int:
        least = schema.get("minItems", 0)
        if not self.full or depth > DEEP:
            return max(1, least)
        return max(least, min(SOME, schema.get("maxItems", SOME)))

    def object(self, schema: dict, depth: int) -> dict:
        keys = schema.get("properties", {}) if self.full else schema.get("required", [])
        result = {key: self.value(schema["properties"][key], depth + 1) for key in keys}
        if self.full and "vendorId" in result and len(result) == 1:
            result |= {"volts": [230, 231.5], "nested": {"on": True, "off": None}}
        return result


def enumerations(schema: dict) -> int:
    return max([len(part["enum"]) for part in schema.get("definitions", {}).values() if "enum" in part], default=0)


def examples(version: str):
    for name, schema in load(version).items():
        yield name, Builder(schema, full=False).value(schema)
        for turn in range(max(1, enumerations(schema))):
            # After the first, texts need not be long.
            payload = Builder(schema, full=True, turn=turn).value(schema)
            yield name, payload if turn == 0 else shortened(payload)


def shortened(value):
    match value:
        case dict():
            return {key: shortened(member) for key, member in value.items()}
        case list():
            return [shortened(element) for element in value[:1]]
        case str() if value.startswith(LETTER):
            return LETTER
    return value


class Faults:
    """Breaks each member once, in a payload that has nothing but what is required and the way to that member."""

    def __init__(self, name: str, schema: dict, newer: dict | None):
        self.name, self.schema, self.newer = name, schema, newer
        self.builder = Builder(schema, full=False)
        self.seen: set[tuple[int, str]] = set()

    def rows(self):
        yield from self.walk(self.schema, lambda payload: payload, self.newer)

    def walk(self, schema: dict, embed, newer: dict | None):
        properties = schema.get("properties", {})
        for key, member in properties.items():
            if (id(schema), key) in self.seen:
                continue
            self.seen.add((id(schema), key))
            base = self.builder.object(schema, 0)

            def row(code: str, why: str, **changed):
                payload = {other: value for other, value in {**base, **changed}.items() if value is not MISSING}
                return self.name, embed(payload), code, f"{key}: {why}"

            if key in schema.get("required", []):
                yield row("Occurrence", "missing", **{key: MISSING})
            for code, why, value in self.broken(member, key in schema.get("required", [])):
                yield row(code, why, **{key: value})
            yield from self.below(key, member, base, embed, newer)
        yield from self.unknown(schema, embed, newer)

    def below(self, key: str, member: dict, base: dict, embed, newer: dict | None):
        """Faults in the objects of the member."""
        target = self.builder.resolve(member)
        is_array = target.get("type") == "array"
        if is_array:
            target = self.builder.resolve(target["items"])
        if target.get("type") == "object":
            newer_member = newer and self.newer_object(newer, key)
            wrap = (lambda inner: [inner]) if is_array else (lambda inner: inner)
            yield from self.walk(target, lambda inner: embed({**base, key: wrap(inner)}), newer_member)

    def newer_object(self, newer: dict, key: str) -> dict | None:
        found = newer["properties"].get(key, {})
        found = found.get("items", found)
        return self.newer["definitions"].get(found.get("$ref", "").rsplit("/", 1)[-1])

    def broken(self, member: dict, required: bool):
        schema = self.builder.resolve(member)
        kind = schema.get("type")
        value = self.builder.value(schema)
        if schema.get("format") == "date-time":
            # A date that cannot be read counts as none.
            if required:
                yield "Occurrence", "no date", "soon"
            return
        if kind is not None:
            yield "Type", f"no {kind}", [] if kind != "array" else 5
        if "enum" in schema:
            yield "Property", "not listed", "Nonesuch"
        if "maxLength" in schema:
            yield "Property", "too long", LETTER * (schema["maxLength"] + 1)
        if "minimum" in schema:
            yield "Property", "too small", int(schema["minimum"]) - 1
        if "maximum" in schema:
            yield "Property", "too large", int(schema["maximum"]) + 1
        if kind == "array":
            yield from self.broken_array(schema, value)

    def broken_array(self, schema: dict, value: list):
        if schema.get("minItems"):
            yield "Occurrence", "too few", []
        if "maxItems" in schema:
            yield "Occurrence", "too many", value[:1] * (schema["maxItems"] + 1)
        element = self.builder.resolve(schema["items"])
        if "enum" in element:
            yield "Property", "an element not listed", ["Nonesuch"]
        if "maxLength" in element:
            yield "Property", "an element too long", [LETTER * (element["maxLength"] + 1)]
        if "minimum" in element:
            yield "Property", "an element too small", [int(element["minimum"]) - 1]

    def unknown(self, schema: dict, embed, newer: dict | None):
        """Members that only the newer version knows."""
        for key, member in (newer or {}).get("properties", {}).items():
            if key in schema["properties"] or (id(schema), key) in self.seen:
                continue
            self.seen.add((id(schema), key))
            value = Builder(self.newer, full=False).value(member)
            yield self.name, embed({**self.builder.object(schema, 0), key: value}), "Format", f"{key}: in 2.1 only"


MISSING = object()
CODES = {
    "Occurrence": "OccurrenceConstraintViolation", "Property": "PropertyConstraintViolation",
    "Type": "TypeConstraintViolation", "Format": "FormatViolation",
}


def main() -> None:
    what, version = sys.argv[1:]
    schemas = load(version)
    if what == "examples":
        for name, payload in examples(version):
            Draft6Validator(schemas[name]).validate(payload)
            print(json.dumps([name, payload], ensure_ascii=False))
        return
    newer = load("v21") if version == "v201" else {}
    for name, schema in schemas.items():
        validator = Draft6Validator(schema)
        for _, payload, code, why in Faults(name, schema, newer.get(name)).rows():
            assert why.endswith("no date") or not validator.is_valid(payload), f"{name}: {why}: the schema allows it"
            print(json.dumps([name, payload, CODES[code], why], ensure_ascii=False))


main()
