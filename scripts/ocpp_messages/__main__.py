# SPDX-License-Identifier: Apache-2.0
"""Makes the messages of OCPP 2.0.1 and 2.1 in Swift from the JSON schemas that the PyPI package `ocpp` ships.

    python scripts/ocpp_messages           writes Sources/OCPP/V2/Messages
    python scripts/ocpp_messages --check   says whether what stands there is what would be written

The same package gives the same files. Only names and bounds are taken from the schemas; documentation is ours.
"""

import pathlib
import shutil
import sys

import ocpp

from schemas import Enumeration, Model, Object, load, users
from swift import ObjectWriter, alias_lines, documented, enumeration_lines, indented, wrapped
from words import FIELDS, FOLDERS, MESSAGES, TYPES, refuse_mixed, type_name

OUTPUT = pathlib.Path(__file__).resolve().parents[2] / "Sources" / "OCPP" / "V2" / "Messages"
HEADER = """// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

"""
FORMAT = OUTPUT.parents[3] / ".swift-format"
# Most of these names are the standard's own and say what a sentence could.
DOCUMENTED = '"AllPublicDeclarationsHaveDocumentation": '
# A message's own types stand in its file while it stays readable.
LONGEST_FILE = 400


class Generator:
    def __init__(self, model: Model):
        self.model = model
        self.users = users(model)
        unknown = set(model.messages) ^ set(MESSAGES)
        assert not unknown, f"words.py and the schemas disagree on {sorted(unknown)}"
        names = [type_name(name) for name in list(self.users)] + list(MESSAGES) + ["Action"]
        twice = {name for name in names if names.count(name) > 1}
        assert not twice, f"two types would be called {sorted(twice)}"
        self.station_sent = self.sent_by_station()
        self.refuse_untrue_words()
        # By enumeration: the first one that lists the same.
        first: dict[tuple, Enumeration] = {}
        ordered = sorted(model.enumerations.values(), key=lambda each: (not each.name.startswith("Generic"), each.name))
        self.twins = {each.name: first.setdefault(each.words, each) for each in ordered}

    def refuse_untrue_words(self) -> None:
        owners: dict[str, list[tuple[str, tuple]]] = {}
        for target in self.model.objects.values():
            for field in target.fields.values():
                owners.setdefault(field.key, []).append((target.name, (field.kind, field.is_array)))
        refuse_mixed(owners)
        known = {f"{target.name}.{key}" for target in self.model.objects.values() for key in target.fields}
        stray = {key for key in FIELDS if key not in known and key not in owners}
        assert not stray, f"words.py describes {sorted(stray)}, which no schema has"

    def sent_by_station(self) -> set[str]:
        """Requests and responses that a station sends, with the types in them: their dates are read leniently."""
        tops = {action + "Request" for action, (_, sender, _) in MESSAGES.items() if sender != "csms"}
        tops |= {action + "Response" for action, (_, sender, _) in MESSAGES.items() if sender != "station"}
        return tops | {name for name, above in self.users.items() if above & tops}

    def files(self) -> dict[str, str]:
        """Path below the output folder -> text."""
        result: dict[str, str] = {}
        homes: dict[str, list[str]] = {action: [] for action in MESSAGES}
        for name in sorted(self.users):
            if name == "CustomDataType":
                continue
            actions = {top.removesuffix("Request").removesuffix("Response") for top in self.users[name]}
            if len(actions) == 1:
                homes[actions.pop()].append(name)
            else:
                blocks = {MESSAGES[action][0] for action in actions}
                folder = FOLDERS[blocks.pop()] if len(blocks) == 1 else "Types"
                result[self.path(folder, type_name(name))] = self.text(self.type_lines(name))
        for action, (block, _, _) in MESSAGES.items():
            parts = [self.message_lines(action)] + [self.type_lines(name) for name in homes[action]]
            if sum(map(len, parts)) > LONGEST_FILE:
                for name, lines in zip(homes[action], parts[1:]):
                    result[self.path(FOLDERS[block], type_name(name))] = self.text(lines)
                parts = parts[:1]
            result[self.path(FOLDERS[block], action)] = self.text(*parts)
        result["V2+Action.swift"] = self.text(enumeration_lines(self.model.actions))
        result["V2+Requests.swift"] = self.text(self.list_lines())
        result[FORMAT.name] = FORMAT.read_text("utf-8").replace(DOCUMENTED + "true", DOCUMENTED + "false")
        return result

    def path(self, folder: str, name: str) -> str:
        # File names are unique in a module, and 1.6 has messages of the same names.
        return f"{folder}/V2+{name}.swift"

    def text(self, *parts: list[str]) -> str:
        body: list[str] = []
        for part in parts:
            body += ([""] if body else []) + part
        code = "\n".join(indented(body))
        head = "public import JSON\n\n" if "JSONValue" in code else ""
        return HEADER + head + "extension V2 {\n" + code + "\n}\n"

    # Parts

    def type_lines(self, name: str) -> list[str]:
        if name in self.model.enumerations:
            twin = self.twins[name]
            enumeration = self.model.enumerations[name]
            return enumeration_lines(enumeration) if twin is enumeration else alias_lines(enumeration, twin)
        doc = TYPES.get(name, f"`{name}` of the standard.")
        return self.writer(self.model.objects[name], type_name(name), "V2Payload").lines(doc)

    def writer(self, target: Object, name: str, conformance: str) -> ObjectWriter:
        return ObjectWriter(self.model, target, name, conformance, target.name in self.station_sent)

    def message_lines(self, action: str) -> list[str]:
        block, _, words = MESSAGES[action]
        request = self.model.objects[action + "Request"]
        newer = request.versions == ["v21"]
        heading, inner = [f'public static let action = "{action}"'], []
        if self.model.messages[action]:
            answer = self.writer(self.model.objects[action + "Response"], "Response", "V21Payload" if newer else "V2Payload")
            if answer.is_empty:
                heading.append("public typealias Response = EmptyResponse<Self>")
            elif answer.status:
                heading.append(f"public typealias Response = StatusResponse<Self, {answer.status}>")
            else:
                inner = answer.lines("The answer.")
            conformance = "V2Request, V21Payload" if newer else "V2Request"
        else:
            assert newer, f"{action} is older than the messages without answer"
            conformance = "V2Send"
        doc = f"{words.rstrip('.')} (functional block {block})."
        return self.writer(request, action, conformance).lines(doc, heading, inner)

    def list_lines(self) -> list[str]:
        answered = [action for action in sorted(MESSAGES) if self.model.messages[action]]
        unanswered = [action for action in sorted(MESSAGES) if not self.model.messages[action]]
        lines = documented("Every request of 2.x; `versions` says which versions have it.")
        lines += ["public static let requests: [any V2Request.Type] = ["]
        lines += wrapped([f"{action}.self" for action in answered], 4, end=",")
        lines += ["]", ""] + documented("Every message that is not answered.")
        names = ", ".join(f"{action}.self" for action in unanswered)
        return lines + [f"public static let sends: [any V2Send.Type] = [{names}]"]


def main() -> int:
    files = Generator(load(pathlib.Path(ocpp.__file__).parent)).files()
    if sys.argv[1:] == ["--check"]:
        present = {str(path.relative_to(OUTPUT)): path.read_text("utf-8") for path in OUTPUT.rglob("*") if path.is_file()}
        differing = sorted(path for path in files.keys() | present.keys() if files.get(path) != present.get(path))
        for path in differing:
            print(f"{path}: not as generated")
        print(f"{len(files)} files, {len(differing)} differ")
        return 1 if differing else 0
    shutil.rmtree(OUTPUT, ignore_errors=True)
    for path, text in files.items():
        (OUTPUT / path).parent.mkdir(parents=True, exist_ok=True)
        (OUTPUT / path).write_text(text, "utf-8")
    print(f"{len(files)} files, {sum(text.count(chr(10)) for text in files.values())} lines")
    return 0


sys.exit(main())
