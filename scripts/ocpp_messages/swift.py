# SPDX-License-Identifier: Apache-2.0
"""Swift of one object or enumeration, from the left margin on; `indented` moves it in."""

from schemas import VERSIONS, Enumeration, Field, Model, Object
from words import TYPES, case_name, field_words, property_name, says_more, type_name

# The list of a response stands four braces deep; all lines leave room for that.
WIDTH = 104
# The coder keeps a bit for each member.
MOST_MEMBERS = 63
SCALARS = {
    "text": "String", "integer": "Int", "number": "Double", "boolean": "Bool", "date": "OCPPTimestamp", "any": "JSONValue",
}
UNREAD = {
    "text": '""', "integer": "0", "number": "0", "boolean": "false", "date": ".unread", "any": ".null", "enumeration": ".unread",
    "object": ".unread",
}
SWIFT_WORDS = {"in", "default", "case", "repeat", "operator", "protocol", "switch", "public", "internal", "is", "as"}


def indented(lines: list[str], columns: int = 4) -> list[str]:
    return [" " * columns + line if line else line for line in lines]


def wrapped(items: list[str], indent: int, end: str = "") -> list[str]:
    """Comma-separated items in as few lines as fit; `end` follows the last."""
    lines, line = [], ""
    for number, item in enumerate(items):
        piece = item + ("," if number < len(items) - 1 else end)
        if line and indent + len(line) + 1 + len(piece) > WIDTH:
            lines.append(" " * indent + line)
            line = piece
        else:
            line = f"{line} {piece}" if line else piece
    return lines + [" " * indent + line] if line else lines


def call(head: str, arguments: list[str], end: str) -> list[str]:
    """`head(arguments)end` in one line, or with the arguments in lines of their own."""
    single = f"{head}({', '.join(arguments)}){end}"
    if len(single) <= WIDTH:
        return [single]
    if end:
        return [head + "("] + wrapped(arguments, 4) + [")" + end]
    return [head + "("] + wrapped(arguments, 4, end=")")


def hanging(head: str, items: list[str]) -> list[str]:
    """Items behind a word, further lines four columns further in; one column stays free for what follows the last."""
    first, *more = wrapped([head + items[0]] + items[1:], 1)
    return [first.strip()] + (wrapped(items[first.count(","):], 4) if more else [])


def documented(text: str) -> list[str]:
    """A `///` comment, broken at words."""
    lines, line = [], "///"
    for word in text.split():
        if len(line) + 1 + len(word) > WIDTH:
            lines.append(line)
            line = "///"
        line += " " + word
    return lines + [line]


class ObjectWriter:
    """Writes an object as a struct: its members, two initializers, and the one list by which it is read and written."""

    def __init__(self, model: Model, target: Object, name: str, conformance: str, lenient_dates: bool):
        self.model, self.target, self.name, self.conformance = model, target, name, conformance
        self.lenient_dates = lenient_dates
        assert "customData" in target.fields, f"{target.name} has no customData"
        assert len(target.fields) <= MOST_MEMBERS, f"{target.name} has {len(target.fields)} members"
        # What must be given comes first, what vendors add last.
        self.fields = sorted(target.fields.values(), key=lambda field: (field.key == "customData", self.is_optional(field)))
        self.listed = [field for field in self.fields if field.key != "customData"]

    def lines(self, doc: str, heading: list[str] = (), inner: list[str] = ()) -> list[str]:
        members = list(heading)
        for field in self.fields:
            members += self.documentation(field) + [f"public var {escaped(field)}: {self.declared(field)}"]
        body: list[str] = []
        for part in filter(None, [members, self.initializers(), self.visit(), list(inner)]):
            body += ([""] if body else []) + part
        return documented(doc) + [f"public struct {self.name}: {self.conformance} {{"] + indented(body) + ["}"]

    @property
    def is_empty(self) -> bool:
        return not self.listed

    @property
    def status(self) -> str | None:
        """The type of the status, of an answer that is one and nothing else."""
        if {field.key for field in self.listed} != {"status", "statusInfo"}:
            return None
        status, info = self.target.fields["status"], self.target.fields["statusInfo"]
        plain = not self.facets(status) and not self.facets(info) and not self.is_optional(status)
        plain = plain and info.ref == "StatusInfoType" and self.is_optional(info) and status.kind == "enumeration"
        return type_name(status.ref) if plain and not self.says_own(status) else None

    def says_own(self, field: Field) -> bool:
        return field_words(self.target.name, field.key) != field_words("", field.key)

    # Declarations

    def is_optional(self, field: Field) -> bool:
        if field.kind == "date" and self.lenient_dates:
            return True
        return not self.is_mandatory(field)

    def is_mandatory(self, field: Field) -> bool:
        return all(field.facet(version, "required") for version in self.target.versions)

    def element(self, field: Field) -> str:
        if field.ref == "CustomDataType":
            return "CustomData"
        return SCALARS.get(field.kind) or type_name(field.ref)

    def declared(self, field: Field) -> str:
        element = self.element(field)
        return (f"[{element}]" if field.is_array else element) + ("?" if self.is_optional(field) else "")

    def documentation(self, field: Field) -> list[str]:
        """What the member is, and what its schema says of it; nothing where the name says it all."""
        words, facts = field_words(self.target.name, field.key), self.facts(field)
        if field.key == "customData" or not facts and not says_more(self.target.name, field.key):
            return []
        return documented(" ".join([words] + facts))

    def facts(self, field: Field) -> list[str]:
        facts = []
        lengths = [field.facet(version, "maxLength") for version in self.target.versions if version in field.facets]
        if field.kind == "text" and lengths[-1]:
            older = f" (2.0.1: {lengths[0]})" if lengths[0] != lengths[-1] else ""
            facts.append(f"At most {lengths[-1]} characters{older}.")
        if field.default is not None:
            value = str(field.default).lower() if isinstance(field.default, bool) else field.default
            facts.append(f"Absent means `{value}`.")
        if self.since(field):
            facts.append("2.1 only.")
        required = self.required(field)
        if required and len(required) < len(self.target.versions):
            facts.append("Required in 2.0.1." if required == ["v201"] else "Required in 2.1.")
        if field.kind == "date" and required and self.is_optional(field):
            facts.append("Nil where nothing readable was sent.")
        return facts

    def required(self, field: Field) -> list[str]:
        return [version for version in self.target.versions if field.facet(version, "required")]

    def initializers(self) -> list[str]:
        # A date that must be sent must be thought of, though it may be nil when received.
        given = [field for field in self.fields if self.is_mandatory(field)]
        needed = [field for field in self.fields if not self.is_optional(field)]
        if not given:
            return ["public init(unread: () = ()) {}"]
        arguments = [f"{escaped(field)}: {self.declared(field)}" for field in given]
        assignments = [f"self.{property_name(field.key)} = {escaped(field)}" for field in given]
        blanks = [f"{escaped(field)} = {'[]' if field.is_array else UNREAD[field.kind]}" for field in needed]
        return function("public init", arguments, assignments) + [""] + function("public init", ["unread: ()"], blanks)

    # The list

    def visit(self) -> list[str]:
        if not self.listed:
            return []
        lines = ["public mutating func visit(_ coder: inout PayloadCoder) {"]
        for field in self.listed:
            facets = self.facets(field)
            arguments = [f'"{field.key}"', f"&{escaped(field)}"] + ([f"Facets({', '.join(facets)})"] if facets else [])
            method = "optional" if self.is_optional(field) else "required"
            lines += indented(call(f"coder.{method}", arguments, ""))
        return lines + ["}"]

    def since(self, field: Field) -> bool:
        return "v201" in self.target.versions and "v201" not in field.facets

    def facets(self, field: Field) -> list[str]:
        """What the schemas say of the member beyond its type, as arguments of `Facets`."""
        result: list[str] = []
        if field.kind == "text":
            result += self.pair(field, "maxLength", "limit", "limit201", newer_rules=True)
        if field.kind in ("integer", "number"):
            result += self.pair(field, "minimum", "least", "least21") + self.pair(field, "maximum", "most", "most21")
        if field.kind == "enumeration":
            result += self.pair(field, "freeText", None, "free21")
        if field.is_array:
            result += self.pair(field, "minItems", "minItems", None) + self.pair(field, "maxItems", "maxItems", None)
        if field.kind == "number":
            for facet, label in (("whole", "whole201"), ("tenths", "tenths201")):
                older, newer = self.values(field, facet)
                assert not newer, f"{self.target.name}.{field.key}: {facet} in 2.1"
                result += [f"{label}: true"] if older else []
        required = self.required(field)
        if required and self.is_optional(field):
            alone = {"v201": ".in201", "v21": ".in21"}[required[0]]
            result.append(f"required: {'.always' if required == self.target.versions else alone}")
        return result + (["since: .v21"] if self.since(field) else [])

    def values(self, field: Field, facet: str) -> tuple:
        """What the oldest and the newest version that have the member say."""
        versions = [version for version in self.target.versions if version in field.facets]
        return field.facet(versions[0], facet), field.facet(versions[-1], facet)

    def pair(self, field: Field, facet: str, both: str | None, one: str | None, newer_rules: bool = False) -> list[str]:
        """`both` with what holds in both versions, and `one` with what holds in one alone: in the older one if
        `newer_rules`."""
        older, newer = self.values(field, facet)
        where = f"{self.target.name}.{field.key}: {facet} {older}, {newer}"
        assert all(value is None or value == int(value) for value in (older, newer)), f"{where}: no whole number"
        if older == newer and both:
            return [] if newer is None else [f"{both}: {newer}"]
        if newer is None and older is None:
            return []
        assert newer is not None and one, f"{where}: no rule"
        if newer_rules:
            assert older is not None, f"{where}: no rule"
            return [f"{both}: {newer}", f"{one}: {older}"]
        assert older is None or both and older != newer, f"{where}: no rule"
        return ([] if older is None else [f"{both}: {older}"]) + [f"{one}: {newer}"]


def function(head: str, arguments: list[str], statements: list[str]) -> list[str]:
    """In one line, if that fits and has one statement at most."""
    single = f"{head}({', '.join(arguments)}) {{ {'; '.join(statements)} }}".replace("{  }", "{}")
    if len(statements) <= 1 and len(single) <= WIDTH:
        return [single]
    return call(head, arguments, " {") + indented(statements) + ["}"]


def escaped(field: Field) -> str:
    name = property_name(field.key)
    return f"`{name}`" if name in SWIFT_WORDS else name


def enumeration_lines(target: Enumeration) -> list[str]:
    """An enumeration that keeps unknown words."""
    texts = target.all_texts
    names = [case_name(text) for text in texts]
    assert len(set(names)) == len(names) and "other" not in names, f"{target.name}: {sorted(names)}"
    lines = documented(TYPES.get(target.name, f"`{target.name}` of the standard."))
    lines.append(f"public enum {type_name(target.name)}: OpenEnumeration {{")
    single = f"case {', '.join(names)}"
    body = [single] if len(single) + 4 <= WIDTH else hanging("case ", names)
    body += ["case other(String)", ""]
    head, pairs = "public static let names: [(text: StaticString, value: Self)] = [", list(zip(texts, names))
    words = [f'("{text}", .{name})' for text, name in pairs]
    single = f"{head}{', '.join(words)}]"
    body += [single] if len(single) + 4 <= WIDTH else [head] + wrapped(words, 4, end=",") + ["]"]
    if target.newer and "v201" in target.texts:
        body.append(f"public static let newer = {len(target.newer)}")
    body.append("public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }")
    return lines + indented(body) + ["}"]


def alias_lines(target: Enumeration, twin: Enumeration) -> list[str]:
    """An enumeration that has the words of another."""
    lines = documented(TYPES.get(target.name, f"`{target.name}` of the standard."))
    return lines + [f"public typealias {type_name(target.name)} = {type_name(twin.name)}"]
