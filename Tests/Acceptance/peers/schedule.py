# SPDX-License-Identifier: Apache-2.0
"""Charging profiles and the composite schedule by the rules of OCPP 1.6 smart charging.

Within one purpose the highest stack level whose schedule is active counts; a TxProfile overrides a TxDefaultProfile;
the ChargePointMaxProfile caps the result. Everything here is a function of values and a time.
"""
from dataclasses import dataclass, field

from .times import epoch

DAY, WEEK = 86_400, 604_800
CHARGE_POINT_MAX, TX_DEFAULT, TX = "ChargePointMaxProfile", "TxDefaultProfile", "TxProfile"


@dataclass(frozen=True)
class Period:
    """From `start` (s after the schedule's start) at most `limit` in the schedule's unit."""
    start: float
    limit: float
    phases: int | None = None


@dataclass(frozen=True)
class Profile:
    """One charging profile as installed at a station."""
    id: int
    connector: int
    stack_level: int
    purpose: str
    kind: str
    unit: str
    periods: tuple
    start: float | None = None
    duration: float | None = None
    valid_from: float | None = None
    valid_to: float | None = None
    recurrency: str | None = None
    transaction_id: int | None = None
    installed_at: float = 0

    @classmethod
    def decode(cls, connector, raw, now):
        """The profile in a SetChargingProfile payload (snake case keys, as PyPI `ocpp` hands it over)."""
        schedule = raw["charging_schedule"]
        periods = tuple(
            Period(float(p["start_period"]), float(p["limit"]), p.get("number_phases"))
            for p in schedule["charging_schedule_period"])
        return cls(
            id=raw["charging_profile_id"], connector=connector, stack_level=raw["stack_level"],
            purpose=str(raw["charging_profile_purpose"]), kind=str(raw["charging_profile_kind"]),
            unit=str(schedule["charging_rate_unit"]), periods=periods,
            start=_time(schedule.get("start_schedule")), duration=schedule.get("duration"),
            valid_from=_time(raw.get("valid_from")), valid_to=_time(raw.get("valid_to")),
            recurrency=raw.get("recurrency_kind"), transaction_id=raw.get("transaction_id"), installed_at=now)

    def schedule_start(self, now, transaction_start):
        """When the schedule that could cover `now` begins; None where it has not begun."""
        if self.kind == "Relative":
            return transaction_start if transaction_start is not None else now
        if self.kind == "Recurring":
            cycle = WEEK if self.recurrency == "Weekly" else DAY
            first = self.start if self.start is not None else self.installed_at
            return first + ((now - first) // cycle) * cycle
        return self.start if self.start is not None else self.installed_at

    def period_at(self, now, transaction_start=None):
        """The period in force at `now`, or None where the profile says nothing then."""
        if self.valid_from is not None and now < self.valid_from:
            return None
        if self.valid_to is not None and now >= self.valid_to:
            return None
        offset = now - self.schedule_start(now, transaction_start)
        if offset < 0 or (self.duration is not None and offset >= self.duration):
            return None
        begun = [p for p in self.periods if p.start <= offset]
        return max(begun, key=lambda p: p.start) if begun else None

    def changes(self, begin, end, transaction_start=None):
        """Every time in (begin, end) at which this profile may begin, change or end."""
        times = {self.valid_from, self.valid_to}
        starts = {self.schedule_start(begin, transaction_start)}
        if self.kind == "Recurring":
            cycle = WEEK if self.recurrency == "Weekly" else DAY
            first = self.schedule_start(begin, transaction_start)
            starts |= {first + n * cycle for n in range(1, int((end - begin) // cycle) + 2)}
        for start in starts:
            times |= {start + p.start for p in self.periods}
            times.add(start + self.duration if self.duration is not None else None)
        return {t for t in times if t is not None and begin < t < end}


@dataclass
class Line:
    """The electrical side of one connector: how watts become amperes, and what the hardware can do."""
    phases: int = 3
    voltage: float = 230.0
    maximum_a: float = 32.0

    def amperes(self, limit, unit, phases=None):
        """A limit in `unit` as amperes per phase; watts are the sum over the phases that carry."""
        if unit == "A":
            return limit
        return limit / (self.voltage * min(phases or 3, self.phases))


@dataclass
class ProfileStore:
    """What a station has installed: at most one profile for each (connector, purpose, stack level), and per id."""
    profiles: list = field(default_factory=list)

    def install(self, profile):
        """Adds a profile in place of the one of the same id, and of the same connector, purpose and stack level."""
        slot = (profile.connector, profile.purpose, profile.stack_level)
        self.profiles = [
            p for p in self.profiles
            if p.id != profile.id and (p.connector, p.purpose, p.stack_level) != slot] + [profile]

    def clear(self, id=None, connector=None, purpose=None, stack_level=None):
        """Removes what matches all given criteria (an id alone decides, as the standard says); returns how many."""
        def matches(p):
            if id is not None:
                return p.id == id
            return ((connector is None or p.connector == connector)
                    and (purpose is None or p.purpose == str(purpose))
                    and (stack_level is None or p.stack_level == stack_level))
        kept = [p for p in self.profiles if not matches(p)]
        removed = len(self.profiles) - len(kept)
        self.profiles = kept
        return removed

    def end_transaction(self, connector):
        """A TxProfile lives no longer than its transaction."""
        self.profiles = [p for p in self.profiles if not (p.purpose == TX and p.connector == connector)]

    def limit_at(self, now, connector, line, transaction=None):
        """(amperes per phase, phases) allowed at `now`; amperes None where no profile says anything.

        `transaction` is (id, start) of the running transaction or None.
        """
        transaction_start = transaction[1] if transaction else None
        chosen = None
        if transaction:
            chosen = self._highest(now, TX, {connector}, transaction_start, transaction[0])
        if chosen is None:
            chosen = self._highest(now, TX_DEFAULT, {connector, 0}, transaction_start)
        cap = self._highest(now, CHARGE_POINT_MAX, {0}, transaction_start)
        values = [line.amperes(period.limit, profile.unit, period.phases)
                  for profile, period in (x for x in (chosen, cap) if x)]
        phases = chosen[1].phases if chosen else None
        return (min(values) if values else None), min(phases or 3, line.phases)

    def composite(self, begin, duration, connector, line, transaction=None):
        """[(offset s, amperes)] over [begin, begin + duration), equal neighbours merged; never above the hardware."""
        end = begin + duration
        transaction_start = transaction[1] if transaction else None
        times = {begin}.union(*(p.changes(begin, end, transaction_start) for p in self.profiles))
        result = []
        for time in sorted(times):
            limit, _ = self.limit_at(time, connector, line, transaction)
            value = line.maximum_a if limit is None else min(limit, line.maximum_a)
            if not result or result[-1][1] != value:
                result.append((time - begin, value))
        return result

    def _highest(self, now, purpose, connectors, transaction_start, transaction_id=None):
        active = [
            (p, period) for p in self.profiles
            if p.purpose == purpose and p.connector in connectors
            and (transaction_id is None or p.transaction_id in (None, transaction_id))
            and (period := p.period_at(now, transaction_start)) is not None]
        return max(active, key=lambda x: (x[0].stack_level, x[0].connector), default=None)


def _time(text):
    return epoch(text) if text else None
