#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The allocation with limits of phases and totals beside two QP solvers, on the same instances in the same run.

    Benchmarks/phases.py --bench PATH/headroom-bench [--largest N]

CPU ms: ours cold (median of five); PIQP and Clarabel once to 1e-8 with their set-up, up to LARGEST_QP DERs, where they are
installed (Benchmarks/requirements.txt). Objectives are computed here, from the setpoints alone; so is what ours exceeds.
"""
import argparse
import json
import subprocess
import sys
import time

import results

SIZES = (100, 1_000, 10_000, 100_000)
# Beyond it a QP solver takes minutes.
LARGEST_QP = 10_000
TOLERANCE = 1e-8
NAMES = {"piqp": "PIQP", "clarabel": "Clarabel"}


def run(*command):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


def arrays(instance):
    import numpy as np
    return {key: np.array(value) if isinstance(value, list) else value for key, value in instance.items()}


def cost(it, powers):
    import numpy as np
    x = powers - it["ref"]
    return float(np.sum(np.where(x > 0, it["tier"] * x + it["weightUp"] / 2 * x * x, -it["tier"] * x + it["weightDown"] / 2 * x * x)))


def excess(it, powers):
    """Largest excess over any limit, kW."""
    import numpy as np
    flow = np.zeros((len(it["parent"]), 3))
    np.add.at(flow, it["node"], it["share"] * powers[:, None])
    for node in range(len(flow) - 1, 0, -1):
        flow[it["parent"][node]] += flow[node]
    total = flow.sum(axis=1)
    return max(0.0, (flow - it["upper"]).max(), (it["lower"] - flow).max(), (total - it["totalUpper"]).max(), (it["totalLower"] - total).max())


def question(it):
    """x = (u, v, flows by node and phase): equalities A x = b, rows lower <= G x <= upper, bounds of the flows."""
    import numpy as np
    import scipy.sparse as sp
    n, count = len(it["node"]), len(it["parent"])
    flows = 2 * n + np.arange(3 * count).reshape(count, 3)
    rows, columns, values = [], [], []
    for phase in range(3):
        equation = 3 * np.arange(count) + phase
        mine = 3 * it["node"] + phase
        share = it["share"][:, phase]
        rows += [equation, mine, mine, 3 * it["parent"][1:] + phase]
        columns += [flows[:, phase], np.arange(n), n + np.arange(n), flows[1:, phase]]
        values += [np.ones(count), -share, share, -np.ones(count - 1)]
    A = sp.csc_matrix((np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape=(3 * count, 2 * n + 3 * count))
    b = np.zeros((count, 3))
    np.add.at(b, it["node"], it["share"] * it["ref"][:, None])
    move = sp.hstack([sp.eye(n), -sp.eye(n), sp.csc_matrix((n, 3 * count))])
    total = sp.hstack([sp.csc_matrix((count, 2 * n)), sp.kron(sp.eye(count), np.ones((1, 3)))])
    G = sp.vstack([move, total]).tocsc()
    lower = np.concatenate([it["lo"] - it["ref"], it["totalLower"]])
    upper = np.concatenate([it["hi"] - it["ref"], it["totalUpper"]])
    least = np.concatenate([np.zeros(2 * n), it["lower"].ravel()])
    most = np.concatenate([np.full(2 * n, 1e30), it["upper"].ravel()])
    P = sp.diags(np.concatenate([it["weightUp"], it["weightDown"], np.zeros(3 * count)])).tocsc()
    c = np.concatenate([it["tier"], it["tier"], np.zeros(3 * count)]).astype(float)
    return P, c, A, b.ravel(), G, lower, upper, least, most


def solve(it, solver):
    import numpy as np
    import scipy.sparse as sp
    n = len(it["node"])
    P, c, A, b, G, lower, upper, least, most = question(it)
    if solver == "piqp":
        import piqp
        s = piqp.SparseSolver()
        s.settings.eps_abs = s.settings.eps_duality_gap_abs = 10 * TOLERANCE
        s.settings.eps_rel = s.settings.eps_duality_gap_rel = TOLERANCE
        s.settings.max_iter = 500
        s.setup(P, c, A, b, G, lower, upper, least, most)
        s.solve()
        x = np.array(s.result.x)
    else:
        import clarabel
        settings = clarabel.DefaultSettings()
        settings.verbose, settings.max_threads = False, 1
        settings.tol_gap_rel, settings.tol_gap_abs, settings.tol_feas = TOLERANCE, 10 * TOLERANCE, TOLERANCE
        eye = sp.eye(len(c), format="csr")
        rows = sp.vstack([A, G, -G, -eye, eye[2 * n:]]).tocsc()
        right = np.concatenate([b, upper, -lower, -least, most[2 * n:]])
        cones = [clarabel.ZeroConeT(len(b)), clarabel.NonnegativeConeT(len(right) - len(b))]
        x = np.array(clarabel.DefaultSolver(P, c, rows, right, cones, settings).solve().x)
    return it["ref"] + x[:n] - x[n:2 * n]


def peers():
    try:
        import clarabel, numpy, piqp, scipy.sparse  # noqa: E401, F401; not on the first one's clock
    except ImportError as missing:
        print(f"  ({missing.name} is not installed: ours alone)")
        return []
    return list(NAMES)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", required=True, help="the built headroom-bench")
    parser.add_argument("--largest", type=int, default=100_000)
    given = parser.parse_args()
    solvers = peers()
    print(f"{'DERs':>9} {'ours ms':>9} {'warm ms':>9} {'gap':>8} {'excess kW':>9}"
          + "".join(f" {NAMES[s] + ' ms':>12} {'rel obj':>8} {'excess kW':>9}" for s in solvers))
    for size in (size for size in SIZES if size <= given.largest):
        ours = run(given.bench, "phases", size)
        what = f"allocation with phases, {size:,} DERs, cold"
        line = f"{size:>9} {ours['coldMs']:>9.2f} {ours['warmMs']:>9.2f} {ours['relativeGap']:>8.0e}"
        if not solvers or size > LARGEST_QP:
            results.record("phases", what, ours["coldMs"], "CPU ms", note=f"certified gap {ours['relativeGap']:.0e}")
            print(line, flush=True)
            continue
        it = arrays(run(given.bench, "phases-instance", size))
        mine = cost(it, it["setpointsKW"])
        line += f" {excess(it, it['setpointsKW']):>9.0e}"
        for solver in solvers:
            start = time.process_time()
            powers = solve(it, solver)
            spent = (time.process_time() - start) * 1e3
            theirs = cost(it, powers)
            difference = (mine - theirs) / max(1, abs(theirs))
            line += f" {spent:>12.1f} {difference:>8.0e} {excess(it, powers):>9.0e}"
            results.record(f"phases-{solver}", what, ours["coldMs"], "CPU ms", f"{NAMES[solver]} with its set-up", spent,
                           note=f"objectives differ by {abs(difference):.0e} of theirs")
        print(line, flush=True)


if __name__ == "__main__":
    main()
