# SPDX-License-Identifier: Apache-2.0
"""Validates OCPP payloads by the JSON schemas that the PyPI package `ocpp` ships.

    validate_messages.py FILE [VERSION]

VERSION is v16 (the default), v201 or v21. FILE has one JSON document per line: [schema name, payload]. Prints one line per
refused payload, then how many payloads and schemas were checked. Exit status 1 if any was refused.
"""
import decimal
import json
import pathlib
import re
import sys

import ocpp
from jsonschema import Draft4Validator, Draft6Validator, FormatChecker

VERSION = sys.argv[2] if len(sys.argv) > 2 else "v16"
SCHEMAS = pathlib.Path(ocpp.__file__).parent / VERSION / "schemas"
DRAFT = Draft4Validator if VERSION == "v16" else Draft6Validator
# RFC 3339 with milliseconds and Z, which is what we want on the wire; jsonschema alone checks no date without further packages.
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")

formats = FormatChecker(formats=())


@formats.checks("date-time")
def is_date(value) -> bool:
    return not isinstance(value, str) or DATE.fullmatch(value) is not None


def validator(name: str):
    # Decimals, because 6.3 is no multiple of 0.1 in binary.
    schema = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8-sig"), parse_float=decimal.Decimal)
    return DRAFT(schema, format_checker=formats)


def main() -> int:
    validators: dict = {}
    count = refused = 0
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            name, payload = json.loads(line, parse_float=decimal.Decimal)
            check = validators.setdefault(name, None) or validator(name)
            validators[name] = check
            count += 1
            for error in check.iter_errors(payload):
                refused += 1
                print(f"{name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
    print(f"{count} payloads, {len(validators)} schemas, {refused} refused")
    return 1 if refused else 0


sys.exit(main())
