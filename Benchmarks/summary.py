#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""One table of a run: `Benchmarks/summary.py RESULTS [--write FILE]`.

--write puts it, with date and machine, between the two `figures` marks of a Markdown file.
"""
import argparse
import json
import pathlib
import re
import sys

import machine

MARKS = ("<!-- figures: made by Benchmarks/summary.py -->", "<!-- end of figures -->")
DECIMALS = ((100, 0), (10, 1), (1, 2), (0.1, 3), (0, 4))


def number(value):
    """Three digits or so."""
    decimals = next(digits for least, digits in DECIMALS if abs(value) >= least)
    return f"{value:,.{decimals}f}"


def rows(file):
    # A case that ran twice counts as it ran last.
    last = {}
    for line in pathlib.Path(file).read_text().splitlines():
        row = json.loads(line)
        last[row["part"], row["what"]] = row
    return list(last.values())


def table(found):
    lines = ["| what | ours | beside it, in the same run | times ours | |", "|---|---:|---:|---:|---|"]
    for row in found:
        peer = f"{row['beside']}: {number(row['peer'])} {row['unit']}" if row["peer"] is not None else ""
        ratio = number(row["peer"] / row["ours"]) if row["peer"] is not None and row["ours"] > 0 else ""
        target = f"target below {number(row['target'])}" if row["target"] is not None else ""
        remarks = "; ".join(word for word in (target, row["note"]) if word)
        lines.append(f"| {row['what']} | {number(row['ours'])} {row['unit']} | {peer} | {ratio} | {remarks} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results")
    parser.add_argument("--write", metavar="FILE", help="a Markdown file with the two marks")
    given = parser.parse_args()
    if not pathlib.Path(given.results).is_file():
        sys.exit("nothing was measured")
    text = f"{machine.facts()}; release builds; less is better.\n\n{table(rows(given.results))}"
    print(text)
    if given.write:
        file = pathlib.Path(given.write)
        pattern = re.compile(f"{re.escape(MARKS[0])}.*?{re.escape(MARKS[1])}", re.DOTALL)
        page, count = pattern.subn(lambda _: f"{MARKS[0]}\n{text}\n{MARKS[1]}", file.read_text())
        if count != 1:
            sys.exit(f"{file} has the two marks {count} times, not once")
        file.write_text(page)


if __name__ == "__main__":
    main()
