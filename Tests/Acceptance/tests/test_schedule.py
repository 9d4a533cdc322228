# SPDX-License-Identifier: Apache-2.0
"""Composite schedules against cases worked out by hand. Line: 230 V, three phases, 32 A, so 690 W a phase-ampere."""
import unittest
from dataclasses import replace

from peers.schedule import CHARGE_POINT_MAX, TX, TX_DEFAULT, Line, Period, Profile, ProfileStore

NOON = 1_800_000_000.0
LINE = Line(phases=3, voltage=230.0, maximum_a=32.0)


def profile(id=1, purpose=TX_DEFAULT, level=0, periods=((0, 10),), **more):
    more.setdefault("start", NOON)
    more.setdefault("connector", 0 if purpose == CHARGE_POINT_MAX else 1)
    return Profile(
        id=id, stack_level=level, purpose=purpose, kind=more.pop("kind", "Absolute"), unit=more.pop("unit", "A"),
        periods=tuple(Period(*p) for p in periods), **more)


def store(*profiles):
    result = ProfileStore()
    for p in profiles:
        result.install(p)
    return result


def limit(s, at, transaction=None):
    return s.limit_at(NOON + at, 1, LINE, transaction)[0]


class Limits(unittest.TestCase):
    def test_no_profile_says_nothing(self):
        self.assertIsNone(limit(ProfileStore(), 0))
        self.assertEqual(ProfileStore().composite(NOON, 60, 1, LINE), [(0, 32.0)])

    def test_the_highest_active_stack_level_counts(self):
        s = store(profile(1, level=0, periods=[(0, 16)]), profile(2, level=2, periods=[(0, 8)], duration=100))
        self.assertEqual([limit(s, t) for t in (0, 99.9, 100, 500)], [8, 8, 16, 16])

    def test_a_schedule_that_has_not_begun_says_nothing(self):
        self.assertIsNone(limit(store(profile(start=NOON + 10)), 5))

    def test_tx_profile_overrides_the_default_and_needs_its_transaction(self):
        s = store(profile(1, level=5, periods=[(0, 16)]),
                  profile(2, purpose=TX, level=0, periods=[(0, 25)], transaction_id=7))
        self.assertEqual(limit(s, 1), 16)
        self.assertEqual(limit(s, 1, (7, NOON)), 25)
        self.assertEqual(limit(s, 1, (8, NOON)), 16)
        s.end_transaction(1)
        self.assertEqual(limit(s, 1, (7, NOON)), 16)

    def test_the_station_maximum_caps(self):
        s = store(profile(1, periods=[(0, 16)]), profile(2, purpose=CHARGE_POINT_MAX, periods=[(0, 20), (60, 9)]))
        self.assertEqual([limit(s, t) for t in (0, 59, 60)], [16, 16, 9])

    def test_watts_are_the_sum_of_the_phases(self):
        self.assertAlmostEqual(limit(store(profile(unit="W", periods=[(0, 6900)])), 0), 10.0)
        one_phase = Line(phases=1, voltage=230.0)
        s = store(profile(unit="W", periods=[(0, 2300)]))
        self.assertAlmostEqual(s.limit_at(NOON, 1, one_phase)[0], 10.0)

    def test_validity(self):
        s = store(profile(valid_from=NOON + 10, valid_to=NOON + 20))
        self.assertEqual([limit(s, t) for t in (9, 10, 19, 20)], [None, 10, 10, None])

    def test_relative_runs_from_the_start_of_the_transaction(self):
        s = store(profile(kind="Relative", start=None, periods=[(0, 10), (30, 20)]))
        self.assertEqual([limit(s, t, (1, NOON)) for t in (0, 29, 30)], [10, 10, 20])

    def test_daily_recurs(self):
        s = store(profile(kind="Recurring", recurrency="Daily", periods=[(0, 10), (3600, 20)], duration=7200))
        day = 86_400
        self.assertEqual([limit(s, t) for t in (day, day + 3600, day + 7200, 3 * day)], [10, 20, None, 10])

    def test_a_profile_of_the_connector_beats_one_of_the_station(self):
        s = store(profile(1, connector=0, periods=[(0, 30)]), profile(2, connector=1, periods=[(0, 12)]))
        self.assertEqual(limit(s, 0), 12)
        self.assertEqual(s.limit_at(NOON, 2, LINE)[0], 30)


class Store(unittest.TestCase):
    def test_same_id_is_replaced(self):
        s = store(profile(1, level=0), profile(1, level=3, periods=[(0, 7)]))
        self.assertEqual([p.stack_level for p in s.profiles], [3])

    def test_same_purpose_and_level_is_replaced(self):
        s = store(profile(1), profile(2, periods=[(0, 7)]))
        self.assertEqual([p.id for p in s.profiles], [2])

    def test_clear_by_criteria(self):
        full = [profile(1), profile(2, level=1), profile(3, purpose=CHARGE_POINT_MAX), profile(4, connector=2)]
        self.assertEqual(store(*full).clear(id=2, stack_level=99), 1)
        self.assertEqual(store(*full).clear(purpose=TX_DEFAULT), 3)
        self.assertEqual(store(*full).clear(connector=1, stack_level=0), 1)
        self.assertEqual(store(*full).clear(purpose=TX), 0)
        self.assertEqual(store(*full).clear(), 4)


class Composite(unittest.TestCase):
    def test_the_gateway_s_own_pattern(self):
        """Present decision from a minute ago, the safe 6 A from 15 minutes on, over a default of 6 A."""
        s = store(profile(1, level=0, periods=[(0, 6)], start=NOON - 9999),
                  profile(2, level=1, periods=[(0, 20), (960, 6)], start=NOON - 60))
        self.assertEqual(s.composite(NOON, 3600, 1, LINE), [(0, 20), (900, 6)])

    def test_steps_of_two_levels_and_a_cap(self):
        """level 1: 20 A for 100 s, then nothing; level 0: 10 A, from 150 s 40 A; cap 16 A from 50 s to 200 s."""
        s = store(profile(1, level=0, periods=[(0, 10), (150, 40)]),
                  profile(2, level=1, periods=[(0, 20)], duration=100),
                  profile(3, purpose=CHARGE_POINT_MAX, periods=[(0, 16)], start=NOON + 50, duration=150))
        self.assertEqual(s.composite(NOON, 300, 1, LINE), [(0, 20), (50, 16), (100, 10), (150, 16), (200, 32.0)])

    def test_equal_neighbours_are_one(self):
        s = store(profile(1, periods=[(0, 10), (50, 10), (80, 12)]))
        self.assertEqual(s.composite(NOON, 300, 1, LINE), [(0, 10), (80, 12)])

    def test_decode(self):
        raw = {
            "charging_profile_id": 5, "stack_level": 1, "charging_profile_purpose": TX_DEFAULT,
            "charging_profile_kind": "Absolute", "valid_to": "2027-01-15T08:10:00Z", "charging_schedule": {
                "start_schedule": "2027-01-15T08:00:00Z", "charging_rate_unit": "A", "duration": 500,
                "charging_schedule_period": [{"start_period": 0, "limit": 6.5, "number_phases": 1}]}}
        self.assertEqual(
            Profile.decode(1, raw, 3.0),
            replace(profile(5, level=1, periods=[(0, 6.5, 1)]), start=NOON, duration=500, valid_to=NOON + 600,
                    installed_at=3.0))


if __name__ == "__main__":
    unittest.main()
