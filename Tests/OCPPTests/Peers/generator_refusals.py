# SPDX-License-Identifier: Apache-2.0
"""Gives the generator of the messages of 2.x schemas that it cannot write, and prints what it refuses, a line each.

    generator_refusals.py GENERATOR_FOLDER

Each case changes one file of a copy of the package's schemas.
"""
import json
import pathlib
import shutil
import sys
import tempfile

import ocpp

sys.path.insert(0, sys.argv[1])
import schemas  # noqa: E402
import words  # noqa: E402


def changed(name: str, version: str, change) -> str:
    """What loading says once that schema is changed."""
    with tempfile.TemporaryDirectory() as folder:
        for each in schemas.VERSIONS:
            shutil.copytree(pathlib.Path(ocpp.__file__).parent / each / "schemas", pathlib.Path(folder) / each / "schemas")
        path = pathlib.Path(folder) / version / "schemas" / f"{name}.json"
        schema = json.loads(path.read_text("utf-8-sig"))
        change(schema)
        path.write_text(json.dumps(schema), "utf-8")
        return refusal(lambda: schemas.load(pathlib.Path(folder)))


def refusal(action) -> str:
    try:
        action()
    except (AssertionError, ValueError) as error:
        return f"refused: {error}"
    return "taken"


def member(key: str, **keywords):
    return lambda schema: schema["properties"][key].update(keywords)


def word_for_two_kinds():
    words.FIELDS["interval"] = "Seconds."
    words.refuse_mixed({"interval": [("OneRequest", ("integer", False)), ("OtherRequest", ("date", False))]})


print("nothing changed:", changed("LogStatusNotificationRequest", "v21", lambda schema: None))
print("a pattern:", changed("DataTransferRequest", "v21", member("vendorId", pattern="^V")))
print("a minLength:", changed("DataTransferRequest", "v201", member("vendorId", minLength=1)))
print("a format:", changed("DataTransferRequest", "v201", member("vendorId", format="uri")))
print("uniqueItems:", changed("MeterValuesRequest", "v21", member("meterValue", uniqueItems=True)))
print("one of many:", changed("HeartbeatRequest", "v21", lambda schema: schema.update(oneOf=[])))
print("any members:", changed("HeartbeatRequest", "v21", lambda schema: schema.update(additionalProperties=True)))
print("a dropped member:", changed("LogStatusNotificationRequest", "v21", lambda schema: schema["properties"].pop("requestId")))
print("a word for two kinds:", refusal(word_for_two_kinds))
