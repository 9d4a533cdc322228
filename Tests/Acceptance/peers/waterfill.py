# SPDX-License-Identifier: Apache-2.0
"""Max-min fair shares on a tree by progressive filling: all rise together; who meets a full node stops."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Claim:
    """One who wants up to `demand_kw`; every node in `path` carries what it gets."""
    id: str
    demand_kw: float
    path: tuple
    weight: float = 1.0


def max_min(claims, room_kw):
    """{id: kW}. `room_kw` maps a node to what may be shared below it; nodes without an entry do not bind."""
    share = {c.id: 0.0 for c in claims}
    left = {node: max(0.0, room) for node, room in room_kw.items()}
    rising = [c for c in claims if c.demand_kw > 0 and all(left.get(n, 1) > 1e-9 for n in c.path)]
    while rising:
        step = min((c.demand_kw - share[c.id]) / c.weight for c in rising)
        for node, room in left.items():
            weight = sum(c.weight for c in rising if node in c.path)
            if weight > 0:
                step = min(step, room / weight)
        for c in rising:
            share[c.id] += step * c.weight
            for node in c.path:
                if node in left:
                    left[node] -= step * c.weight
        rising = [
            c for c in rising
            if share[c.id] < c.demand_kw - 1e-9 and all(left.get(n, 1) > 1e-9 for n in c.path)]
    return share
