# SPDX-License-Identifier: Apache-2.0
"""Progressive filling against brute force: of all allocations on a grid the one whose sorted shares are largest."""
import itertools
import random
import unittest

from peers.waterfill import Claim, max_min


def brute_force(claims, room):
    """The leximin optimum among whole kilowatts."""
    best = None
    for shares in itertools.product(*(range(int(c.demand_kw) + 1) for c in claims)):
        if all(sum(s for s, c in zip(shares, claims) if node in c.path) <= kw for node, kw in room.items()):
            best = max(best or (), tuple(sorted(shares)), key=lambda v: v)
    return best


class WaterFilling(unittest.TestCase):
    def test_hand_computed(self):
        """Head 12: b1 holds 4 for two, so 2 each; the third takes what is left of its demand, 5 of the remaining 8."""
        claims = [Claim("a", 9, ("b1", "head")), Claim("b", 9, ("b1", "head")), Claim("c", 5, ("head",))]
        self.assertEqual(max_min(claims, {"head": 12, "b1": 4}), {"a": 2, "b": 2, "c": 5})

    def test_weights(self):
        claims = [Claim("a", 9, ("head",), 2), Claim("b", 9, ("head",), 1)]
        self.assertEqual(max_min(claims, {"head": 6}), {"a": 4, "b": 2})

    def test_no_room_at_all(self):
        self.assertEqual(max_min([Claim("a", 9, ("head",))], {"head": -3}), {"a": 0})

    def test_never_below_brute_force(self):
        """The continuous optimum, sorted, is never below the one on the grid (both leximin), and keeps every limit."""
        random.seed(20261123)
        for case in range(150):
            nodes = {"head": random.randint(0, 12), "b1": random.randint(0, 8), "b2": random.randint(0, 8)}
            claims = [Claim(str(i), random.randint(0, 5), (random.choice(["b1", "b2"]), "head")) for i in range(4)]
            got = max_min(claims, nodes)
            for node, kw in nodes.items():
                self.assertLessEqual(sum(got[c.id] for c in claims if node in c.path), kw + 1e-9, case)
            ours = [round(s, 6) for s in sorted(got.values())]
            self.assertGreaterEqual(ours, [float(s) for s in brute_force(claims, nodes)], case)

    def test_equals_brute_force_where_shares_are_whole(self):
        """On a grid as fine as a twelfth of a kW, the optimum of small cases lies on the grid."""
        random.seed(7)
        for case in range(40):
            nodes = {"head": 12 * random.randint(0, 3), "b1": 12 * random.randint(0, 2)}
            claims = [Claim(str(i), 12 * random.randint(0, 2), ("b1", "head") if i < 2 else ("head",))
                      for i in range(3)]
            got = tuple(round(s) for s in sorted(max_min(claims, nodes).values()))
            self.assertEqual(got, brute_force(claims, nodes), case)


if __name__ == "__main__":
    unittest.main()
