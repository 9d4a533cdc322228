# SPDX-License-Identifier: Apache-2.0
"""Physics of what hangs on MQTT: batteries, photovoltaic units, loads. Load convention: + draws, - delivers."""
from collections import deque
from dataclasses import dataclass, field


@dataclass
class Setpoint:
    """A setpoint as it reached the device; `valid_until` in epoch seconds."""
    power_kw: float
    valid_until: float
    seq: int
    received_at: float


@dataclass
class Device:
    """What every device shares: it obeys a setpoint after a delay, until it expires, and then holds its default."""
    id: str
    max_import_kw: float
    max_export_kw: float
    default_import_kw: float
    default_export_kw: float
    wish_kw: float = 0.0
    delay_s: float = 0.5
    ramp_kw_per_s: float = 10.0
    obeys: bool = True
    power_kw: float = 0.0
    setpoints: list = field(default_factory=list)
    _due: deque = field(default_factory=deque)
    _in_force: Setpoint | None = None

    def receive(self, setpoint):
        """Takes a setpoint; it works after the device's delay."""
        self.setpoints.append(setpoint)
        self._due.append(setpoint)

    def told_kw(self, now):
        """The newest setpoint that has reached the device and has not expired."""
        newest = self.setpoints[-1] if self.setpoints else None
        return newest.power_kw if newest and newest.valid_until > now else None

    def step(self, now, dt):
        """Moves on by `dt` s and returns the power, kW."""
        while self._due and self._due[0].received_at <= now - self.delay_s:
            self._in_force = self._due.popleft()
        if self._in_force and self._in_force.valid_until <= now:
            self._in_force = None
        setpoint = self._in_force.power_kw if self._in_force and self.obeys else None
        target = self.target(setpoint)
        change = self.ramp_kw_per_s * dt
        self.power_kw += max(-change, min(change, target - self.power_kw))
        return self.power_kw

    def target(self, setpoint):
        """Where it wants to be under `setpoint` (None: none in force)."""
        raise NotImplementedError

    def telemetry(self):
        """Fields of its telemetry beside time, sequence and boot."""
        return {"powerKW": round(self.power_kw, 4)}

    def capabilities(self):
        """Fields of its capabilities beside the time."""
        return {
            "maxImportKW": self.max_import_kw, "maxExportKW": self.max_export_kw,
            "defaultImportLimitKW": self.default_import_kw, "defaultExportLimitKW": self.default_export_kw,
            "maximumAgeS": 10}


@dataclass
class Battery(Device):
    """A setpoint is a target. Without one it follows its own wish within its default."""
    capacity_kwh: float = 10.0
    soc: float = 0.5
    efficiency: float = 0.95

    def target(self, setpoint):
        if setpoint is None:
            target = max(-self.default_export_kw, min(self.default_import_kw, self.wish_kw))
        else:
            target = max(-self.max_export_kw, min(self.max_import_kw, setpoint))
        if target > 0 and self.soc >= 1 or target < 0 and self.soc <= 0:
            return 0.0
        return target

    def step(self, now, dt):
        power = super().step(now, dt)
        stored = power * self.efficiency if power > 0 else power / self.efficiency
        self.soc = max(0.0, min(1.0, self.soc + stored * dt / 3600 / self.capacity_kwh))
        return power

    def telemetry(self):
        return super().telemetry() | {"soc": round(self.soc, 4), "requestKW": self.wish_kw}


@dataclass
class Photovoltaic(Device):
    """A setpoint is a limit on generation. `available_kw` is what the sun gives, set by the scenario."""
    available_kw: float = 0.0

    def target(self, setpoint):
        allowed = self.default_export_kw if setpoint is None else max(0.0, -setpoint)
        return -min(self.available_kw, allowed, self.max_export_kw)

    def telemetry(self):
        return super().telemetry() | {"availableKW": self.available_kw}


@dataclass
class Load(Device):
    """A controllable load: a setpoint is a limit on what it takes."""

    def target(self, setpoint):
        allowed = self.default_import_kw if setpoint is None else max(0.0, setpoint)
        return min(self.wish_kw, allowed, self.max_import_kw)

    def telemetry(self):
        return super().telemetry() | {"requestKW": self.wish_kw}
