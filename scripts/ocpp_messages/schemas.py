# SPDX-License-Identifier: Apache-2.0
"""The JSON schemas of OCPP 2.0.1 and 2.1 as one model: every object and enumeration once, with what each version allows."""

import dataclasses
import json
import pathlib

VERSIONS = ("v201", "v21")
TENTHS = "at most one digit fraction"
# The keywords that are understood here; another one might say what would have to be written.
SILENT = {"description", "javaType", "default"}
OBJECT = SILENT | {"type", "properties", "required", "additionalProperties"}
DOCUMENT = OBJECT | {"$schema", "$id", "comment", "definitions"}
WORDS = SILENT | {"type", "enum", "additionalProperties"}
ARRAY = SILENT | {"type", "items", "additionalItems", "minItems", "maxItems"}
ELEMENT = SILENT | {"type", "format", "maxLength", "minimum", "maximum"}
REFERENCE = SILENT | {"$ref"}


@dataclasses.dataclass
class Field:
    """A member of an object. `facets` has, by version, what its schema says: required, bounds, lengths, counts."""

    key: str
    kind: str = ""  # text, integer, number, boolean, date, enumeration, object or any
    ref: str | None = None
    is_array: bool = False
    default: object = None
    facets: dict[str, dict] = dataclasses.field(default_factory=dict)

    def facet(self, version: str, name: str):
        return self.facets.get(version, {}).get(name)


@dataclasses.dataclass
class Object:
    name: str
    fields: dict[str, Field] = dataclasses.field(default_factory=dict)
    versions: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Enumeration:
    name: str
    # By version: the listed texts. A version without it takes any text, up to a length that its fields say.
    texts: dict[str, list[str]] = dataclasses.field(default_factory=dict)

    @property
    def all_texts(self) -> list[str]:
        """What only 2.1 lists comes last."""
        return self.texts.get("v201", []) + self.newer

    @property
    def newer(self) -> list[str]:
        """What only 2.1 lists; the difference matters where 2.0.1 has the enumeration at all."""
        return [text for text in self.texts.get("v21", []) if text not in self.texts.get("v201", [])]

    @property
    def words(self) -> tuple:
        """Alike for enumerations that list the same."""
        newer = self.newer if "v201" in self.texts else []
        return frozenset(self.all_texts), frozenset(newer)


@dataclasses.dataclass
class Model:
    objects: dict[str, Object] = dataclasses.field(default_factory=dict)
    enumerations: dict[str, Enumeration] = dataclasses.field(default_factory=dict)
    # Action -> has a response
    messages: dict[str, bool] = dataclasses.field(default_factory=dict)

    @property
    def actions(self) -> Enumeration:
        """The actions as an enumeration, in the order of the alphabet."""
        def listed(version: str) -> list[str]:
            return [name for name in sorted(self.messages) if version in self.objects[name + "Request"].versions]

        return Enumeration("Action", {version: listed(version) for version in VERSIONS})


def load(package: pathlib.Path) -> Model:
    """Reads every schema of the package and refuses what this generator does not know how to write."""
    model = Model()
    for version in VERSIONS:
        for path in sorted((package / version / "schemas").glob("*.json")):
            schema = json.loads(path.read_text("utf-8-sig"))
            for name, definition in schema.get("definitions", {}).items():
                refuse_unknown(definition, WORDS if "enum" in definition else OBJECT, f"{version} {name}")
                if "enum" in definition:
                    add_enumeration(model, version, name, definition["enum"])
                else:
                    add_object(model, version, name, definition, schema["definitions"])
            refuse_unknown(schema, DOCUMENT, f"{version} {path.stem}")
            add_message(model, version, path.stem, schema)
    refuse_dropped(model)
    refuse_cycles(model)
    return model


def refuse_unknown(schema: dict, known: set[str], where: str) -> None:
    unknown = sorted(set(schema) - known)
    assert not unknown, f"{where}: no rule for {unknown}"
    assert schema.get("additionalProperties", False) is False, f"{where}: no rule for members of any name"
    assert schema.get("additionalItems", False) is False, f"{where}: no rule for elements of any kind"


def refuse_dropped(model: Model) -> None:
    """2.1 has all that 2.0.1 has: nothing is guarded against being written into the newer version."""
    for target in model.objects.values():
        assert "v21" in target.versions, f"2.1 has dropped {target.name}"
        for field in target.fields.values():
            assert "v21" in field.facets, f"2.1 has dropped {target.name}.{field.key}"
    for target in model.enumerations.values():
        dropped = set(target.texts.get("v201", [])) - set(target.texts.get("v21", target.texts.get("v201", [])))
        assert not dropped, f"2.1 has dropped {sorted(dropped)} of {target.name}"


def add_message(model: Model, version: str, stem: str, schema: dict) -> None:
    answered = stem.endswith(("Request", "Response"))
    name = stem if answered else stem + "Request"
    if name.endswith("Request"):
        model.messages[name.removesuffix("Request")] = answered
    add_object(model, version, name, schema, schema.get("definitions", {}))


def add_enumeration(model: Model, version: str, name: str, texts: list[str]) -> None:
    known = model.enumerations.setdefault(name, Enumeration(name)).texts.setdefault(version, texts)
    assert sorted(known) == sorted(texts), f"{version} has two kinds of {name}"


def add_object(model: Model, version: str, name: str, schema: dict, definitions: dict) -> None:
    target = model.objects.setdefault(name, Object(name))
    if version not in target.versions:
        target.versions.append(version)
    required = schema.get("required", [])
    for key, member in schema.get("properties", {}).items():
        field = target.fields.setdefault(key, Field(key))
        read_field(field, version, member, key in required, definitions)


def read_field(field: Field, version: str, schema: dict, required: bool, definitions: dict) -> None:
    facets = {"required": required}
    element = schema
    where = f"{version} {field.key}"
    if schema.get("type") == "array":
        refuse_unknown(schema, ARRAY, where)
        field.is_array = True
        facets |= {name: schema.get(name) for name in ("minItems", "maxItems")}
        element = schema["items"]
    refuse_unknown(element, REFERENCE if "$ref" in element else ELEMENT, where)
    kind, ref = kind_of(element, definitions)
    facets |= {name: number(element.get(name)) for name in ("maxLength", "minimum", "maximum")}
    facets["whole"] = kind == "integer"
    facets["tenths"] = TENTHS in schema.get("description", "")
    # 2.1 opens some enumerations of 2.0.1 to any text.
    opened = field.kind == "enumeration" and kind == "text"
    facets["freeText"] = facets["maxLength"] if opened else None
    known = field.facets.setdefault(version, facets)
    assert known == facets, f"{version} has two kinds of {field.key}"
    default = element.get("default", definitions.get(ref, {}).get("default"))
    field.default = field.default if default is None else default
    if opened:
        return
    assert field.kind in ("", kind) or {field.kind, kind} == {"integer", "number"}, f"{field.key}: {field.kind}, {kind}"
    field.kind = "number" if "number" in (field.kind, kind) else kind
    assert field.ref in (None, ref), f"{field.key}: {field.ref} became {ref}"
    field.ref = ref


def kind_of(schema: dict, definitions: dict) -> tuple[str, str | None]:
    if "$ref" in schema:
        ref = schema["$ref"].removeprefix("#/definitions/")
        return ("enumeration" if "enum" in definitions[ref] else "object"), ref
    match schema.get("type"):
        case "string" if schema.get("format") in (None, "date-time"):
            return ("date" if "format" in schema else "text"), None
        case "integer" | "number" | "boolean" as kind:
            return kind, None
        case None:
            return "any", None
    raise ValueError(f"no rule for {schema}")


def number(value):
    return int(value) if isinstance(value, float) and value.is_integer() else value


def refuse_cycles(model: Model) -> None:
    def visit(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, f"{name} contains itself"
        for field in model.objects[name].fields.values():
            if field.kind == "object":
                visit(field.ref, above + (name,))

    for name in model.objects:
        visit(name, ())


def users(model: Model) -> dict[str, set[str]]:
    """By name of a type: the requests and responses that it is a part of."""
    result: dict[str, set[str]] = {}

    def visit(name: str, top: str) -> None:
        for field in model.objects[name].fields.values():
            if field.ref:
                result.setdefault(field.ref, set()).add(top)
            if field.kind == "object":
                visit(field.ref, top)

    for action, answered in model.messages.items():
        for top in [action + "Request"] + ([action + "Response"] if answered else []):
            visit(top, top)
    return result
