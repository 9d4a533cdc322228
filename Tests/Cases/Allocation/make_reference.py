#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the allocation cases: small instances and the answers of two general QP solvers.

    HEADROOM_BENCH=<folder of the peers> .venv/bin/python Tests/Cases/Allocation/make_reference.py

Needs numpy, scipy, piqp and clarabel, and `dispatch/gen.py` and `dispatch/checka_lib.py` of the peers (the generator, the
minimum-overload rule and the QP, all written without our solver). Each case is a folder:

    input.json     dispatch-A/1, as the generator writes it (rounded to 9 decimals)
    expected.json  objective by either solver at 1e-11 on that very file, overloads by the rule
"""
import json
import os
import pathlib
import sys

import numpy as np

BENCH = pathlib.Path(os.environ.get("HEADROOM_BENCH", "")) / "dispatch"
HERE = pathlib.Path(__file__).parent
TOLERANCE = 1e-11
# name: (DERs, seed, edge, levels or None for the generator's own)
CASES = {
    "feasible-100": (100, 1, False, None),
    "feasible-200": (200, 2, False, None),
    "feasible-300": (300, 3, False, None),
    "feasible-300-other": (300, 4, False, None),
    "edge-100": (100, 1, True, None),
    "edge-200": (200, 2, True, None),
    "edge-300": (300, 3, True, None),
    "edge-300-other": (300, 4, True, None),
    "deep-100": (100, 1, False, 40),
    "deep-200": (200, 2, False, 20),
    "deep-edge-100": (100, 1, True, 40),
    "deep-edge-200": (200, 2, True, 20),
}


def load(text):
    """The instance as the peers' library wants it, from the file's text."""
    instance = json.loads(text)
    for group in ("nodes", "ders"):
        for key, values in instance[group].items():
            kind = np.int64 if key in ("parent", "node") else float
            instance[group][key] = np.array(values, dtype=kind)
    return instance


def expected(instance, lib):
    lower, upper, total = lib.relax(instance)
    nodes = instance["nodes"]
    overloads = []
    for node in range(len(nodes["parent"])):
        for direction, excess in (
            ("import", upper[node] - nodes["importLimit"][node]),
            ("export", -nodes["exportLimit"][node] - lower[node]),
        ):
            if excess > 1e-9:
                overloads.append({"node": node, "kW": float(excess), "direction": direction})
    objectives = {s: lib.cost(instance, lib.qp(instance, s, lower, upper, TOLERANCE)) for s in ("piqp", "clarabel")}
    return {"objective": objectives, "overloadKW": float(total), "overloads": overloads}


def main():
    if not (BENCH / "gen.py").is_file():
        sys.exit("set HEADROOM_BENCH to the folder of the peers (it holds dispatch/gen.py)")
    sys.path.insert(0, str(BENCH))
    import checka_lib
    import gen

    for name, (count, seed, edge, depth) in CASES.items():
        text = json.dumps(gen.to_json(gen.gen_a(count, seed, edge, depth)), separators=(",", ":"))
        answer = expected(load(text), checka_lib)
        spread = abs(answer["objective"]["piqp"] - answer["objective"]["clarabel"]) / max(1, abs(answer["objective"]["piqp"]))
        folder = HERE / name
        folder.mkdir(exist_ok=True)
        (folder / "input.json").write_text(text + "\n")
        (folder / "expected.json").write_text(json.dumps(answer, indent=1) + "\n")
        what = ("edge (limits that cannot be met, zero widths, ties, preferences out of range)" if edge else "feasible")
        (folder / "README.md").write_text(
            f"# {name}\n\n{count} DERs, seed {seed}, {what}, "
            f"{'generator default depth' if depth is None else f'{depth} levels'}. Made by `../make_reference.py`; "
            f"the two solvers' objectives differ by {spread:.1e} (relative).\n")
        print(f"{name}: PIQP and Clarabel differ by {spread:.1e}, {len(answer['overloads'])} overloads")


if __name__ == "__main__":
    main()
