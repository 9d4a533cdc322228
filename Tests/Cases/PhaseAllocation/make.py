#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes `answers.json`: 200 seeded instances with phases, solved by two general QP solvers.

    python Tests/Cases/PhaseAllocation/make.py        needs numpy, scipy, piqp and clarabel

Nothing here is ours but the question. For each seed:

1. Limits are relaxed to what the ranges below can reach (the rule of `PhaseAllocationSolver`, written anew).
2. HiGHS finds the least sum of kW by which what is left must be passed.
3. PIQP and Clarabel minimise the cost, with an excess that costs more than anything else can bring.
"""
import json
import pathlib

import clarabel
import numpy as np
import piqp
import scipy.optimize as so
import scipy.sparse as sp

import instances

HERE = pathlib.Path(__file__).parent
SEEDS = range(1, 201)
WITH_POWERS = (3, 20, 64)
TOLERANCE = 1e-11
DIRECTION = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1], [1, -1, 0], [0, 1, -1], [-1, 0, 1]], dtype=float)


def arrays(it):
    d = {key: np.array([x[key] for x in it["ders"]]) for key in it["ders"][0]}
    d["share"] = np.array([[s / 6 for s in instances.SIXTHS[w]] for w in d["wiring"]])
    return d


def relax(it, d):
    """Rows (node, flow, lower, upper) that can be met one by one, and the kW that were added to make them so."""
    parent, added, rows = it["parent"], 0.0, []
    least = np.zeros((len(parent), 4))
    most = np.zeros((len(parent), 4))
    for node, load in enumerate(it["fixed"]):
        least[node] += [*load, sum(load)]
        most[node] += [*load, sum(load)]
    for i, node in enumerate(d["node"]):
        weights = np.append(d["share"][i], 1.0)
        least[node] += weights * d["lo"][i]
        most[node] += weights * d["hi"][i]
    for node in range(len(parent) - 1, -1, -1):
        low, high = least[node], most[node]
        cross(low, high)
        for flow in range(7):
            if flow == 3:
                cross(low, high)
            pair = it["bounds"][node][flow]
            if pair is None:
                continue
            lower, upper = (-np.inf if pair[0] is None else pair[0]), (np.inf if pair[1] is None else pair[1])
            if flow < 4:
                reach = (low[flow], high[flow])
            else:
                one, other = flow - 4, (flow - 3) % 3
                reach = (low[one] - high[other], high[one] - low[other])
            to_upper = max(upper, reach[0])
            to_lower = min(lower, upper, reach[1])
            added += max(0, to_upper - upper) + max(0, lower - to_lower)
            rows.append((node, flow, to_lower, to_upper))
            if flow < 4:
                low[flow] = min(max(low[flow], to_lower), to_upper)
                high[flow] = min(max(high[flow], to_lower), to_upper)
        cross(low, high)
        if parent[node] >= 0:
            least[parent[node]] += low
            most[parent[node]] += high
    return rows, added


def cross(low, high):
    """The total lies between the sums of the phases, a phase between the total less the others."""
    low[3] = max(low[3], low[:3].sum())
    high[3] = min(high[3], high[:3].sum())
    one, two = low[:3].copy(), high[:3].copy()
    low[:3] = np.maximum(one, low[3] - (two.sum() - two))
    high[:3] = np.minimum(two, high[3] - (one.sum() - one))


def matrix(it, d, rows):
    """Flows of the rows: matrix @ p + constant."""
    parent = it["parent"]
    index = {}
    for r, (node, flow, _, _) in enumerate(rows):
        index.setdefault(node, []).append((r, flow))
    i, j, v = [], [], []
    constant = np.zeros(len(rows))
    for der, node in enumerate(d["node"]):
        while node >= 0:
            for r, flow in index.get(node, []):
                i.append(r), j.append(der), v.append(DIRECTION[flow] @ d["share"][der])
            node = parent[node]
    for at, load in enumerate(it["fixed"]):
        node = at
        while node >= 0:
            for r, flow in index.get(node, []):
                constant[r] += DIRECTION[flow] @ np.array(load)
            node = parent[node]
    return sp.csc_matrix((v, (i, j)), shape=(len(rows), len(d["node"]))), constant


def sides(it, d, rows):
    """Rows as G p - e <= h."""
    flows, constant = matrix(it, d, rows)
    lower, upper = np.array([r[2] for r in rows]), np.array([r[3] for r in rows])
    up, down = np.isfinite(upper), np.isfinite(lower)
    return sp.vstack([flows[up], -flows[down]]).tocsc(), np.concatenate([(upper - constant)[up], (constant - lower)[down]])


def least_excess(d, G, h):
    n, m = G.shape[1], G.shape[0]
    done = so.linprog(np.concatenate([np.zeros(n), np.ones(m)]), A_ub=sp.hstack([G, -sp.eye(m)]), b_ub=h,
                      bounds=[*zip(d["lo"], d["hi"])] + [(0, None)] * m, method="highs-ds",
                      options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10})
    assert done.status == 0, done.message
    return max(0.0, done.fun)


def solve(d, G, h, head, solver, penalty):
    """x = (u, v, e): p = ref + u - v."""
    n, m = G.shape[1], G.shape[0]
    P = sp.diags(np.concatenate([d["weightUp"], d["weightDown"], np.zeros(m)])).tocsc()
    c = np.concatenate([d["tier"] + head, d["tier"] - head, np.full(m, penalty)])
    eye = sp.eye(n)
    A = sp.vstack([sp.hstack([G, -G, -sp.eye(m)]), sp.hstack([eye, -eye, sp.csc_matrix((n, m))]),
                   sp.hstack([-eye, eye, sp.csc_matrix((n, m))])]).tocsc()
    b = np.concatenate([h - G @ d["ref"], d["hi"] - d["ref"], d["ref"] - d["lo"]])
    if solver == "piqp":
        s = piqp.SparseSolver()
        s.settings.eps_abs = s.settings.eps_rel = TOLERANCE
        s.settings.eps_duality_gap_abs = s.settings.eps_duality_gap_rel = TOLERANCE
        s.settings.max_iter = 500
        s.setup(P, c, None, None, A, None, b, np.zeros(2 * n + m), None)
        s.solve()
        x = np.array(s.result.x)
    else:
        settings = clarabel.DefaultSettings()
        settings.verbose, settings.max_threads = False, 1
        settings.tol_gap_rel = settings.tol_gap_abs = settings.tol_feas = TOLERANCE
        cone = sp.vstack([A, -sp.eye(2 * n + m)]).tocsc()
        full = np.concatenate([b, np.zeros(2 * n + m)])
        x = np.array(clarabel.DefaultSolver(P, c, cone, full, [clarabel.NonnegativeConeT(len(full))], settings).solve().x)
    return d["ref"] + x[:n] - x[n:2 * n], x[2 * n:]


def cost(it, d, p):
    move = p - d["ref"]
    weight = np.where(move > 0, d["weightUp"], d["weightDown"])
    fixed = sum(sum(row) for row in it["fixed"])
    return float((d["tier"] * abs(move) + weight / 2 * move * move).sum() + it["headPrice"] * (p.sum() + fixed))


def answer(seed):
    it = instances.instance(seed)
    d = arrays(it)
    rows, added = relax(it, d)
    G, h = sides(it, d, rows)
    excess = least_excess(d, G, h)
    widest = float((np.abs(d["hi"] - d["lo"]) + np.abs(d["ref"])).max())
    objective, found = {}, {}
    for solver in ("piqp", "clarabel"):
        # The least penalty that leaves no more than the least excess: greater ones only cost digits.
        for penalty in (10, 100, 1_000, 10_000):
            p, e = solve(d, G, h, it["headPrice"], solver, penalty * (2 + widest))
            p = np.clip(p, d["lo"], d["hi"])
            over = np.maximum(0, G @ p - h).sum()
            if abs(over - excess) < 1e-7:
                objective[solver], found[solver] = cost(it, d, p), (p, over)
                break
    assert objective, f"seed {seed}: no solver reached the least excess"
    result = {"seed": seed, "checksum": instances.checksum(it), "objective": objective, "relaxedKW": added, "excessKW": excess}
    values = list(objective.values())
    spread = (max(values) - min(values)) / max(1, abs(values[0]))
    print(seed, it["kind"], len(d["node"]), len(rows), f"{values[0]:.6f} by {len(values)} spread {spread:.1e}",
          f"relaxed {added:.3f} excess {excess:.6f}", flush=True)
    if seed in WITH_POWERS:
        result["setpointsKW"] = [round(float(x), 9) for x in next(iter(found.values()))[0]]
    return result


def main():
    answers = [answer(seed) for seed in SEEDS]
    lines = ",\n".join(json.dumps(a, separators=(",", ":")) for a in answers)
    (HERE / "answers.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
