#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The allocation beside its peers, on the same instances in the same run.

    HEADROOM_BENCH=<folder of the peers> Benchmarks/allocate.py [--check] [--largest N] --bench PATH/headroom-bench

Times: cold solves (median CPU ms) of ours and of the C++ prototype, and of PIQP and Clarabel up to 10,000 DERs where they are
installed (with their set-up: the matrices are part of their way), to 1e-8, with the distance of their objective from ours.
--check: 56 instances against QP solvers at 1e-11, and the optimality conditions at 100,000 and 1,000,000 DERs, computed
here from the answer file alone. Without HEADROOM_BENCH: our own seeded instances, timed alone. The peers' generator and the
QP solvers need what Benchmarks/requirements.txt lists.
"""
import argparse
import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import machine
import results

PEERS = machine.PEERS / "dispatch"
NAMES = {"piqp": "PIQP", "clarabel": "Clarabel"}
# Beyond it a QP solver takes seconds to minutes.
LARGEST_QP = 10_000
SIZES = [(1_000, False, None), (10_000, False, None), (10_000, True, None), (10_000, False, 60), (100_000, False, None),
         (100_000, True, None), (1_000_000, False, None)]


def run(*command):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    if done.returncode not in (0, 3):
        sys.exit(f"{command[0]} failed: {done.stderr[-2000:]}")
    return done.stdout


def write(instance, path):
    import gen
    path.write_text(json.dumps(gen.to_json(instance), separators=(",", ":")))


def read(path):
    """The instance as the file has it (rounded), in arrays."""
    import numpy as np
    instance = json.loads(path.read_text())
    for group in ("nodes", "ders"):
        for key, values in instance[group].items():
            instance[group][key] = np.array(values, dtype=np.int64 if key in ("parent", "node") else float)
    return instance


def times(bench, folder, largest):
    import gen
    prototype = folder / "alloc"
    run("g++", "-O3", "-march=native", "-o", prototype, PEERS / "alloc.cpp")
    print(f"{'DERs':>9} {'kind':>8} {'ours ms':>9} {'warm ms':>9} {'C++ ms':>9} {'ours/C++':>8} {'PIQP ms':>9} {'rel obj':>8} {'Clarabel ms':>11} {'rel obj':>8} {'load ms':>8}")
    for count, edge, depth in SIZES:
        if count > largest:
            continue
        instance = gen.gen_a(count, 1, edge, depth)
        write(instance, folder / "i.json")
        gen.write_bin_a(instance, folder / "i.bin")
        ours = json.loads(run(bench, "allocate", folder / "i.json"))
        theirs = json.loads(run(prototype, folder / "i.bin", "cold", 15))
        peers = qp_peers(instance, bench, folder / "i.json") if count <= LARGEST_QP and not depth else {}
        kind = "edge" if edge else f"deep {depth}" if depth else "feasible"
        print(f"{count:>9} {kind:>8} {ours['coldMs']:>9.3f} {ours['warmMs']:>9.3f} {theirs['median_ms']:>9.3f} "
              f"{ours['coldMs'] / theirs['median_ms']:>8.2f} "
              + "".join(f"{peers[s][0]:>{w}.1f} {peers[s][1]:>8.0e} " if s in peers else f"{'-':>{w}} {'-':>8} "
                        for s, w in (("piqp", 9), ("clarabel", 11)))
              + f"{ours['loadMs']:>8.1f}", flush=True)
        what = f"allocation, {count:,} DERs, {kind}, cold"
        results.record("allocate", what, ours["coldMs"], "CPU ms", "C++ prototype", theirs["median_ms"])
        for solver, (spent, difference) in peers.items():
            results.record(f"allocate-{solver}", what, ours["coldMs"], "CPU ms", f"{NAMES[solver]} with its set-up", spent,
                           note=f"objectives differ by {abs(difference):.0e} of theirs")


def qp_peers(instance, bench, file):
    """CPU ms of each QP solver, and how far its objective lies from ours, as a share of it."""
    try:
        import checka_lib
        import numpy as np
    except ImportError:
        return {}
    lower, upper, _ = checka_lib.relax(instance)
    mine = checka_lib.cost(instance, np.array(json.loads(run(bench, "solve", file))["setpointsKW"]))
    found = {}
    for solver in NAMES:
        spent = []
        for _ in range(3):
            start = time.process_time()
            powers = checka_lib.qp(instance, solver, lower, upper, 1e-8)
            spent.append(time.process_time() - start)
        cost = checka_lib.cost(instance, powers)
        found[solver] = sorted(spent)[1] * 1e3, (mine - cost) / max(1, abs(cost))
    return found


def check(bench, folder, largest):
    """The prototype's list of cases; overloads against the minimum-overload rule, node by node."""
    import checka_lib
    import gen
    import numpy as np
    cases = [(n, s, e, None) for n in (100, 300, 1000) for s in range(1, 9) for e in (False, True)]
    cases += [(200, s, e, 40) for s in range(1, 4) for e in (False, True)] + [(10000, 1, False, None), (10000, 1, True, None)]
    worst = {}
    for count, seed, edge, depth in cases:
        path = folder / "c.json"
        write(gen.gen_a(count, seed, edge, depth), path)
        instance = read(path)
        lower, upper, total = checka_lib.relax(instance)
        solvers = ("piqp", "clarabel") if count <= 1000 else ("piqp",)
        powers = [checka_lib.qp(instance, s, lower, upper, 1e-11) for s in solvers]
        answer = json.loads(run(bench, "solve", path))
        ours = np.array(answer["setpointsKW"])
        costs = [checka_lib.cost(instance, p) for p in powers]
        mine = checka_lib.cost(instance, ours)
        difference = min(((mine - c) / max(1, abs(c)) for c in costs), key=abs)
        over = np.zeros(len(lower))
        for overload in answer["overloads"]:
            over[overload["node"]] += overload["kW"]
        rule = np.maximum(0, upper - instance["nodes"]["importLimit"]) + np.maximum(0, -instance["nodes"]["exportLimit"] - lower)
        w = worst.setdefault(edge, dict(cases=0, objective=0.0, power=0.0, overload=0.0, own=0.0, kkt=0.0))
        w["cases"] += 1
        w["objective"] = max(w["objective"], difference, key=abs)
        w["power"] = max(w["power"], min(float(np.abs(ours - p).max()) for p in powers))
        w["overload"] = max(w["overload"], float(np.abs(over - rule).max()))
        w["own"] = max(w["own"], abs(answer["objective"] - mine) / max(1, abs(mine)))
        w["kkt"] = max(w["kkt"], max(optimality(instance, answer).values()))
        if abs(difference) > 1e-9 or not answer["status"]["optimal"]:
            print("  look at", count, seed, edge, depth, "relative objective", difference, answer["status"])
    for edge, w in worst.items():
        print(f"{w['cases']} {'edge' if edge else 'feasible'}: worst relative objective difference {w['objective']:.1e}, "
              f"power {w['power']:.1e} kW, overload of a node {w['overload']:.1e} kW, "
              f"own objective {w['own']:.1e}, optimality conditions {w['kkt']:.1e}")
    for count, edge in ((100_000, False), (100_000, True), (1_000_000, False), (1_000_000, True)):
        if count <= largest:
            path = folder / "c.json"
            write(gen.gen_a(count, 1, edge), path)
            answer = json.loads(run(bench, "solve", path))
            residual = optimality(read(path), answer)
            print(f"{count} {'edge' if edge else 'feasible'}:", {k: f"{v:.1e}" for k, v in residual.items()}, answer["status"], flush=True)


def optimality(instance, answer):
    """Largest violation of each condition of the optimum (kW; stationarity in price, weights are of order 1 per kW)."""
    import checka_lib
    import numpy as np
    ders, nodes = instance["ders"], instance["nodes"]
    lower, upper, _ = checka_lib.relax(instance)
    p, price, flow = (np.array(answer[k]) for k in ("setpointsKW", "nodePrice", "nodeFlowKW"))
    d, l = p - ders["ref"], price[ders["node"]]
    near = np.abs(d) <= 1e-12 * (1 + np.abs(ders["ref"]))
    slope = np.where(d > 0, ders["tier"] + ders["weightUp"] * d, -ders["tier"] + ders["weightDown"] * d)
    left, right = np.where(near, -ders["tier"], slope), np.where(near, ders["tier"], slope)
    stationarity = max(0, np.where(p < ders["hi"], -l - right, 0).max(), np.where(p > ders["lo"], left + l, 0).max())
    bounds = max(0, (p - ders["hi"]).max(), (ders["lo"] - p).max())
    total = nodes["fixed"].copy()
    np.add.at(total, ders["node"], p)
    for v in range(len(total) - 1, 0, -1):
        total[nodes["parent"][v]] += total[v]
    above = np.where(nodes["parent"] < 0, instance["headPrice"], price[nodes["parent"]])
    slack = np.where(price > above, upper - flow, 0), np.where(price < above, flow - lower, 0)
    return dict(stationarity=float(stationarity), bounds=float(bounds), balance=float(np.abs(total - flow).max()),
                excess=float(max(0, (flow - upper).max(), (lower - flow).max())),
                slackness=float(max(np.abs(slack[0]).max(), np.abs(slack[1]).max())))


def why_alone():
    """What is missing for a comparison, or None."""
    if not (PEERS / "gen.py").is_file():
        return "HEADROOM_BENCH is not set or holds no dispatch/gen.py"
    return None if importlib.util.find_spec("numpy") else "the peers' generator needs numpy"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", required=True, help="the built headroom-bench")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--largest", type=int, default=1_000_000)
    arguments = parser.parse_args()
    missing = why_alone()
    if missing:
        print(f"  ({missing}: no peer to compare with, own seeded instances only; DERs, CPU ms)")
        sizes = [size for size in (1_000, 10_000, 100_000, 1_000_000) if size <= arguments.largest]
        for line in run(arguments.bench, "allocate", *sizes).splitlines():
            case = json.loads(line)
            results.record("allocate", f"allocation, {case['n']:,} DERs, cold", case["coldMs"], "CPU ms")
            print(f"  {case['n']:>9} cold {case['coldMs']:>9.3f}  warm {case['warmMs']:>9.3f}")
        return
    sys.path.insert(0, str(PEERS))
    sys.dont_write_bytecode = True
    with tempfile.TemporaryDirectory() as folder:
        (check if arguments.check else times)(arguments.bench, pathlib.Path(folder), arguments.largest)


if __name__ == "__main__":
    main()
