# SPDX-License-Identifier: Apache-2.0
"""Swift of one object or enumeration."""

from schemas import VERSIONS, Enumeration, Field, Model, Object
from words import TYPES, case_name, field_words, property_name, type_name

WIDTH = 120
# Above it the initializer takes what is required only: functions stay within 60 lines.
MOST_ARGUMENTS = 30
SCALARS = {
    "text": "String", "integer": "Int", "number": "Double", "boolean": "Bool", "date": "OCPPTimestamp", "any": "JSONValue",
}
READERS = {
    "text": "text", "integer": "integer", "number": "number", "boolean": "bool", "date": "timestamp", "any": "value",
    "enumeration": "enumeration", "object": "object",
}
LIST_READERS = {"text": "texts", "integer": "integers", "enumeration": "enumerations", "object": "objects"}
SWIFT_WORDS = {"in", "default", "case", "repeat", "operator", "protocol", "switch", "public", "internal", "is", "as"}


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


def hanging(head: str, items: list[str], indent: int) -> list[str]:
    """Items behind a word, further lines four columns further in; one column stays free for what follows the last."""
    first = wrapped([head + items[0]] + items[1:], indent + 1)[0].strip()
    count = first.count(",")
    return [" " * indent + first] + wrapped(items[count:], indent + 4)


def documented(text: str, indent: int) -> list[str]:
    """A `///` comment, broken at words."""
    lines, line = [], "///"
    for word in text.split():
        if indent + len(line) + 1 + len(word) > WIDTH:
            lines.append(" " * indent + line)
            line = "///"
        line += " " + word
    return lines + [" " * indent + line]


class ObjectWriter:
    """Writes an object as a struct: members, initializer, reading and writing."""

    def __init__(self, model: Model, target: Object, name: str, conformance: str, lenient_dates: bool, indent: int):
        self.model, self.target, self.name, self.conformance = model, target, name, conformance
        self.lenient_dates, self.indent = lenient_dates, indent
        # What must be given comes first, what vendors add last.
        self.fields = sorted(target.fields.values(), key=lambda field: (field.key == "customData", self.is_optional(field)))

    def lines(self, doc: str, action: str | None = None, inner: list[str] = ()) -> list[str]:
        members: list[str] = []
        if action:
            members += ["/// The action in the frame.", f'public static let action = "{action}"']
        if self.target.versions == ["v21"]:
            members += ["/// 2.1 only.", "public static let versions: [OCPPVersion] = [.v21]"]
        for field in self.fields:
            members += documented(self.sentence(field), self.indent + 4)
            members.append(f"public var {escaped(field)}: {self.declared(field)}")
        parts = [members, self.initializer(), self.reading(), self.writing(), list(inner)]
        body: list[str] = []
        for part in filter(None, parts):
            body += ([""] if body else []) + [line if line.startswith(" " * 8) else self.indented(line, 4) for line in part]
        opening = self.indented(f"public struct {self.name}: {self.conformance} {{", 0)
        return documented(doc, self.indent) + [opening] + body + [self.indented("}", 0)]

    def indented(self, line: str, more: int) -> str:
        return " " * (self.indent + more) + line if line else line

    # Declarations

    def is_optional(self, field: Field) -> bool:
        if field.kind == "date" and self.lenient_dates:
            return True
        return not all(field.facet(version, "required") for version in self.target.versions)

    def element(self, field: Field) -> str:
        if field.ref == "CustomDataType":
            return "CustomData"
        return SCALARS.get(field.kind) or type_name(field.ref)

    def declared(self, field: Field) -> str:
        element = self.element(field)
        return (f"[{element}]" if field.is_array else element) + ("?" if self.is_optional(field) else "")

    def sentence(self, field: Field) -> str:
        """What the member is, and what its schema says of it."""
        facts = [field_words(self.target.name, field.key)]
        lengths = [field.facet(version, "maxLength") for version in self.target.versions if version in field.facets]
        if field.kind == "text" and lengths[-1]:
            older = f" (2.0.1: {lengths[0]})" if lengths[0] != lengths[-1] else ""
            facts.append(f"At most {lengths[-1]} characters{older}.")
        if field.default is not None:
            value = str(field.default).lower() if isinstance(field.default, bool) else field.default
            facts.append(f"Absent means `{value}`.")
        if self.since(field):
            facts.append("2.1 only.")
        required = [version for version in self.target.versions if field.facet(version, "required")]
        if required and len(required) < len(self.target.versions):
            facts.append("Required in 2.0.1." if required == ["v201"] else "Required in 2.1.")
        if field.kind == "date" and required and self.is_optional(field):
            facts.append("Nil where nothing readable was sent.")
        return " ".join(facts)

    def initializer(self) -> list[str]:
        fields = self.fields
        if len(fields) > MOST_ARGUMENTS:
            fields = [field for field in fields if not self.is_optional(field)]
        if not self.fields:
            return ["/// A payload without members.", "public init() {}"]
        left_out = len(fields) < len(self.fields)
        doc = "/// The payload by what it must have." if left_out else "/// The payload by its members."
        arguments = []
        for field in fields:
            # A date that must be sent must be thought of, though it may be nil when received.
            mandatory = all(field.facet(version, "required") for version in self.target.versions)
            default = "" if mandatory else " = nil"
            arguments.append(f"{escaped(field)}: {self.declared(field)}{default}")
        single = f"public init({', '.join(arguments)}) {{"
        if self.indent + 4 + len(single) <= WIDTH:
            head = [single]
        else:
            head = ["public init("] + [line[self.indent + 4:] for line in wrapped(arguments, self.indent + 8)] + [") {"]
        assignments = [f"    self.{property_name(field.key)} = {escaped(field)}" for field in fields]
        if not assignments:
            return [doc, "public init() {}"]
        return self.shifted([doc] + head + assignments + ["}"])

    def shifted(self, lines: list[str]) -> list[str]:
        return [self.indented(line, 4) for line in lines]

    # Reading

    def reading(self) -> list[str]:
        lines = ["/// Reads the object.", "public init(from reader: inout JSONReader) throws(JSONError) {"]
        if not self.fields:
            return self.shifted(lines + ["    try reader.skipValue()", "}"])
        needed = [field for field in self.fields if not self.is_optional(field)]
        for field in needed:
            lines.append(f"    var {escaped(field)}: {self.declared(field)}?")
        lines += ["    try reader.beginObject()", "    while let member = try reader.nextKey() {", "        switch member {"]
        for field in self.fields:
            reader = LIST_READERS[field.kind] if field.is_array else READERS[field.kind]
            head, body = f'        case "{field.key}":', f"{escaped(field)} = try reader.{reader}()"
            fits = self.indent + 4 + len(head) + 1 + len(body) <= WIDTH
            lines += [f"{head} {body}"] if fits else [head, " " * 12 + body]
        lines += ["        default: try reader.skipValue()", "        }", "    }"]
        for field in needed:
            head, body = f"    self.{property_name(field.key)} = try reader.require(", f'{escaped(field)}, "{field.key}")'
            fits = self.indent + 4 + len(head) + len(body) <= WIDTH
            lines += [head + body] if fits else [head, " " * 8 + body]
        return self.shifted(lines + ["}"])

    # Writing

    def since(self, field: Field) -> bool:
        return "v201" in self.target.versions and "v201" not in field.facets

    def by_version(self, field: Field, facet: str) -> str | None:
        """The facet as an expression: a literal, or a choice by version."""
        versions = [version for version in self.target.versions if version in field.facets]
        values = [swift_literal(field.facet(version, facet)) for version in versions]
        if values[0] == values[-1]:
            return None if values[0] == "nil" else values[0]
        if {values[0], values[-1]} == {"true", "false"}:
            return "is21" if values[-1] == "true" else "!is21"
        return f"is21 ? {values[-1]} : {values[0]}"

    def writing(self) -> list[str]:
        head = ["/// Writes the members."]
        opening = "public func writeMembers(to writer: inout PayloadWriter) {"
        if not self.fields:
            return self.shifted(head + [opening + "}"])
        lines: list[str] = []
        for field in self.fields:
            lines += self.requirement(field) + self.member(field)
        if any("is21" in line for line in lines):
            lines = ["    let is21 = writer.version == .v21"] + lines
        return self.shifted(head + [opening] + lines + ["}"])

    def requirement(self, field: Field) -> list[str]:
        required = [version for version in self.target.versions if field.facet(version, "required")]
        if not required or not self.is_optional(field):
            return []
        free = {"v201": " || is21", "v21": " || !is21"}[required[0]] if len(required) < len(self.target.versions) else ""
        return self.call("require", [f'"{field.key}"', f"{property_name(field.key)} != nil{free}"])

    def member(self, field: Field) -> list[str]:
        name = property_name(field.key)
        arguments = [f'"{field.key}"', f"number: {name}" if field.kind == "number" else name]
        options: list[tuple[str, str]] = []
        if field.kind == "text":
            options.append(("maxLength", "limit"))
        if field.kind in ("integer", "number"):
            options += [("minimum", "least"), ("maximum", "most")]
        if field.kind == "number":
            options += [("whole", "whole"), ("tenths", "tenths")]
        if field.kind == "enumeration":
            options.append(("freeText", "freeText"))
        if field.is_array:
            options += [("minItems", "minimum"), ("maxItems", "maximum")]
        for facet, label in options:
            value = self.by_version(field, facet)
            if value not in (None, "false"):
                arguments.append(f"{label}: {value}")
            elif label == "limit":
                arguments.append("limit: nil")
        if self.since(field):
            arguments.append("since: .v21")
        return self.call("member", arguments)

    def call(self, method: str, arguments: list[str]) -> list[str]:
        single = f"    writer.{method}({', '.join(arguments)})"
        if self.indent + 4 + len(single) <= WIDTH:
            return [single]
        lines = wrapped(arguments, self.indent + 12, end=")")
        return [f"    writer.{method}("] + [line[self.indent + 4:] for line in lines]


def swift_literal(value) -> str:
    return {None: "nil", True: "true", False: "false"}[value] if value is None or isinstance(value, bool) else str(value)


def escaped(field: Field) -> str:
    name = property_name(field.key)
    return f"`{name}`" if name in SWIFT_WORDS else name


def enumeration_lines(target: Enumeration, indent: int) -> list[str]:
    """An enumeration that keeps unknown words."""
    texts = target.all_texts
    names = [case_name(text) for text in texts]
    assert len(set(names)) == len(names) and "other" not in names, f"{target.name}: {sorted(names)}"
    pad = " " * indent
    lines = documented(TYPES.get(target.name, f"`{target.name}` of the standard."), indent)
    lines.append(f"{pad}public enum {type_name(target.name)}: OpenEnumeration {{")
    single = f"{pad}    case {', '.join(names)}"
    if len(single) <= WIDTH:
        lines.append(single)
    else:
        lines += hanging("case ", names, indent + 4)
    lines += [f"{pad}    case other(String)", "", f"{pad}    /// Their texts on the wire."]
    lines.append(f"{pad}    public static let names: [(text: StaticString, value: Self)] = [")
    lines += wrapped([f'("{text}", .{name})' for text, name in zip(texts, names)], indent + 8, end=",")
    lines += [f"{pad}    ]", ""]
    lines.append(f"{pad}    /// The text of a value that the standard does not list.")
    lines.append(f"{pad}    public var unlistedText: String? {{ if case .other(let text) = self {{ text }} else {{ nil }} }}")
    return lines + newer_words(target, dict(zip(texts, names)), indent) + [pad + "}"]


def newer_words(target: Enumeration, names: dict[str, str], indent: int) -> list[str]:
    """Which words only one version lists."""
    if set(target.texts) != set(VERSIONS):
        return []
    assert set(target.texts["v201"]) <= set(target.texts["v21"]), f"{target.name}: 2.1 has dropped words"
    newer = [names[text] for text in target.all_texts if text not in target.texts["v201"]]
    if not newer:
        return []
    pad = " " * (indent + 4)
    if len(newer) <= len(names) / 2:
        patterns, answer, otherwise = newer, "version == .v21", "unlistedText == nil"
    else:
        patterns = [name for name in names.values() if name not in newer]
        answer, otherwise = "true", "version == .v21 && unlistedText == nil"
    lines = ["", f"{pad}/// Whether the version lists it.", f"{pad}public func isListed(in version: OCPPVersion) -> Bool {{"]
    lines.append(f"{pad}    switch self {{")
    single = f"{pad}    case {', '.join('.' + name for name in patterns)}: {answer}"
    if len(single) <= WIDTH:
        lines.append(single)
    else:
        lines += hanging("case ", [f".{name}" for name in patterns], indent + 8)
        lines[-1] += ":"
        lines.append(f"{pad}        {answer}")
    return lines + [f"{pad}    default: {otherwise}", f"{pad}    }}", f"{pad}}}"]
