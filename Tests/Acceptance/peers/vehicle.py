# SPDX-License-Identifier: Apache-2.0
"""A car at a plug: draws what it may, a little later than told."""
from collections import deque
from dataclasses import dataclass, field

MINIMUM_A = 6.0
"""IEC 61851: there is no duty cycle for less; a limit in (0, 6) A stops the car."""


@dataclass
class Vehicle:
    """Draws min(its own maximum, the limit), after `delay_s`, at most `ramp_a_per_s` faster or slower."""
    maximum_a: float = 32.0
    phases: int = 3
    delay_s: float = 2.0
    ramp_a_per_s: float = 10.0
    obeys: bool = True
    soc: float | None = None
    capacity_kwh: float = 60.0
    current_a: float = 0.0
    _told: deque = field(default_factory=deque)
    _effective_a: float | None = None

    def step(self, now, dt, limit_a):
        """Moves on by `dt` s; `limit_a` is what the station signals now. Returns the amperes per phase drawn."""
        self._told.append((now, limit_a))
        while self._told and self._told[0][0] <= now - self.delay_s:
            self._effective_a = self._told.popleft()[1]
        target = self._target()
        change = self.ramp_a_per_s * dt
        if target < MINIMUM_A and self.current_a <= MINIMUM_A:
            self.current_a = target
        else:
            self.current_a += max(-change, min(change, target - self.current_a))
            if target >= MINIMUM_A:
                self.current_a = max(self.current_a, MINIMUM_A)
        return self.current_a

    def charge(self, kwh):
        """Takes `kwh` into the battery."""
        if self.soc is not None:
            self.soc = min(1.0, self.soc + kwh / self.capacity_kwh)

    def _target(self):
        if self.soc is not None and self.soc >= 1:
            return 0.0
        if not self.obeys:
            return self.maximum_a
        if self._effective_a is None or self._effective_a < MINIMUM_A:
            return 0.0
        return min(self.maximum_a, self._effective_a)
