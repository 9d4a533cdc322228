# SPDX-License-Identifier: Apache-2.0
"""What may go wrong outside the gateway, and what must hold all the same. One function for each gateway run."""
import asyncio
import json
import os
import signal
import time

from .bench import Bench
from .main_job import judge_shares

NODE = "tx-1"
RESPONSE_DELAY_S = 5
"""As quick.yaml declares it for its cars."""
METER_INTERVAL_S = TICK_S = 1
TIGHT_KW = 42
"""Under eight cars at their minimum and 5 kW of base load it leaves a battery 2 kW at most."""
BASE_KW = {"depot": 1.0, "home-1": 1.0, "home-2": 3.0}


async def tight():
    """Less room than a 6 A step for each: some charge, some wait, nothing in between, and the room is still used."""
    async with Bench("tight", "quick.yaml", BASE_KW) as bench:
        await bench.warm_up(NODE, 100, 60)
        _, sent = await bench.limit(NODE, 30)
        await bench.holds_under(NODE, 30, sent, 15, 45, "true power under the limit")
        await judge_shares(bench, 30, sent, 45)
        charging = [s for s in bench.world.stations.values() if s.power_kw > 0.1]
        bench.report.check(
            "some wait, none is starved below 6 A", 4 <= len(charging) <= 7,
            f"{len(charging)} of {len(bench.world.stations)} charge:"
            f" {', '.join(f'{s.power_kw:.1f}' for s in bench.world.stations.values())} kW")
        bench.check_minimum()
    return bench.report


async def load_step():
    """An uncontrolled load steps up; later a car ignores its limit."""
    async with Bench("load-step", "quick.yaml", BASE_KW) as bench:
        await bench.warm_up(NODE, 100, 60)
        limit_kw = 90
        _, sent = await bench.limit(NODE, limit_kw)
        await bench.holds_under(NODE, limit_kw, sent, 15, 20, "true power under the limit")
        allowed = RESPONSE_DELAY_S + METER_INTERVAL_S + TICK_S
        bench.world.base_kw["home-2"] += 25
        await bench.holds_under(
            NODE, limit_kw, time.time(), allowed, 20, "back under the limit after a load step of 25 kW")
        await _disobedient_car(bench)
        bench.check_minimum()
    return bench.report


async def _disobedient_car(bench):
    station = bench.world.stations["cs-1"]
    station.habits.ignores_limits = True
    await asyncio.sleep(8)
    _, sent = await bench.limit(NODE, 75)
    await bench.holds_under(NODE, 75, sent, 30, 45, "a car that ignores its limit: others make room")
    wild = station.power_kw
    status, state = await bench.gateway.request("GET", "/v1/state")
    alarms = [a for a in _find(state, "alarms") if "evse-1" in json.dumps(a)]
    bench.report.check(
        "the car that ignores its limit is alarmed", status == 200 and alarms and wild > 15,
        f"cs-1 draws {wild:.1f} kW, told {station.told_kw():.1f} kW; alarms {alarms}")


async def broker_and_gateway():
    """The broker is killed; then the gateway itself, under an emergency limit."""
    async with Bench("killed", "quick.yaml", BASE_KW) as bench:
        await bench.warm_up(NODE, 100, 60)
        limit_kw = 60
        answer, sent = await bench.limit(NODE, limit_kw, reason="emergency")
        await bench.holds_under(NODE, limit_kw, sent, 15, 18, "true power under the emergency limit")
        await _broker_killed(bench, limit_kw)
        await _gateway_killed(bench, limit_kw, answer)
        bench.check_minimum()
    return bench.report


async def _broker_killed(bench, limit_kw):
    """A cut comes while the broker is away. The cars hear it by OCPP; a battery on MQTT must hear it once it is back."""
    site, battery = bench.world.sites["home-1"], bench.world.devices["battery-1"]
    battery.wish_kw = 6
    charging = await bench.until(lambda: battery.power_kw > 4, 40)
    old = bench.gateway.broker_pid()
    connections = site.link.connections
    if old:
        os.kill(old, signal.SIGKILL)
    killed = time.time()
    answer, _ = await bench.limit(NODE, TIGHT_KW, reason="while the broker is away")
    back = await bench.until(lambda: bench.gateway.broker_pid() not in (None, old), 20)
    online = await bench.until(lambda: site.link.connections > connections, 20)
    bench.report.check(
        "the broker is killed and comes back", None not in (charging, old, back, online),
        f"pid {old} -> {bench.gateway.broker_pid()} after {back} s, site online after {online} s,"
        f" battery at {battery.power_kw:.1f} kW")
    await bench.holds_under(
        NODE, TIGHT_KW, time.time(), 15, 18, "a cut that came while the broker was away reaches MQTT too")
    await bench.holds_under(
        NODE, limit_kw, killed, 0, time.time() - killed + 1, "the limit holds while the broker is away", least_use=0.4)
    await bench.gateway.request("DELETE", f"/v1/limits/{answer['id']}")
    battery.wish_kw = 5
    marks = len(battery.setpoints)
    told = await bench.until(lambda: len(battery.setpoints) > marks, 30)
    bench.report.check("setpoints go on", told is not None, f"after {told} s")


async def _gateway_killed(bench, limit_kw, answer, down_s=5):
    world = bench.world
    told = {id: s.limit_a(1) for id, s in world.stations.items()}
    killed = time.time()
    bench.gateway.kill()
    await asyncio.sleep(down_s)
    for meter in world.meters.values():
        meter.silent = True
    marks = {id: len(s.limits) for id, s in world.stations.items()}
    restarted = time.time()
    await bench.gateway.start()
    status, body = await bench.gateway.request("GET", f"/v1/nodes/{NODE}")
    bench.report.check(
        "the emergency limit stands after SIGKILL",
        status == 200 and abs(body.get("importLimitKW", 0) - limit_kw) <= 0.031 * limit_kw,
        f"{status}, importLimitKW {body.get('importLimitKW') if isinstance(body, dict) else body}"
        f" {time.time() - restarted:.1f} s after the restart")
    boots = await bench.until(lambda: all(s.session for s in world.stations.values()), 20)
    await asyncio.sleep(8)
    silent_s = time.time() - restarted
    raised = {id: (told[id], a, round(t - restarted, 1)) for id, s in world.stations.items()
              for t, _, a in s.limits[marks[id]:] if a > told[id] + 0.05}
    bench.report.check(
        "nothing is raised before fresh readings", not raised and boots is not None,
        f"{len(told)} stations back after {boots} s; in the {silent_s:.0f} s without a reading of the node raised"
        f" (from A, to A, after s): {raised or 'none'}")
    for meter in world.meters.values():
        meter.silent = False
    await bench.holds_under(
        NODE, limit_kw, killed, 0, time.time() - killed + 20, "the limit holds before, during and after the restart",
        least_use=0.4)
    _, sent = await bench.limit(NODE, 40, reason="after the restart")
    await bench.holds_under(NODE, 40, sent, 15, 20, "it dispatches again after the restart")


async def vanished_station():
    """A station is gone: its default stays reserved. Then the node's meter goes silent."""
    async with Bench("vanished", "quick.yaml", BASE_KW) as bench:
        await bench.warm_up(NODE, 100, 60)
        limit_kw = 70
        answer, sent = await bench.limit(NODE, limit_kw)
        await bench.holds_under(NODE, limit_kw, sent, 15, 18, "true power under the limit")
        await _station_gone(bench, limit_kw)
        await bench.gateway.request("DELETE", f"/v1/limits/{answer['id']}")
        await _meter_stale(bench)
        bench.check_minimum()
    return bench.report


async def _station_gone(bench, limit_kw, watch_s=50):
    """The car of a vanished station leaves too, so that its room would be tempting."""
    world, gone = bench.world, bench.world.stations["cs-1"]
    default_kw = 6 * gone.line.voltage * 3 / 1000
    await gone.vanish(half_open=True)
    gone.connectors[1].vehicle = None
    gone.connectors[1].transaction = None
    began = time.time()
    await asyncio.sleep(watch_s)
    log = zip(world.times, world.node_log[NODE], world.der_log["evse-1"])
    worst = max(p + max(0, default_kw - mine) for t, p, mine in log if t > began + 1)
    others = world.power_kw(NODE)
    bench.report.check(
        "a vanished station's default stays reserved", worst <= limit_kw and others >= 0.75 * limit_kw,
        f"others + {default_kw:.2f} kW were at most {worst:.2f} kW of {limit_kw} kW in {watch_s} s,"
        f" others end at {others:.1f} kW")
    await gone.reappear()
    back = await bench.until(lambda: gone.session is not None and gone.boots > 1, 20)
    bench.report.check("the station comes back", back is not None, f"after {back} s, boots {gone.boots}")


async def _meter_stale(bench):
    """home-2 declares up to 60 kW: once the meter is silent the assumed load is far above the limit."""
    world, battery = bench.world, bench.world.devices["battery-1"]
    battery.soc, battery.wish_kw = 0.9, 0.0
    _, sent = await bench.limit(NODE, 55, reason="stale meter")
    await bench.holds_under(NODE, 55, sent, 12, 14, "the limit is used before the meter goes silent")
    marks = len(battery.setpoints)
    began = time.time()
    for meter in world.meters.values():
        meter.silent = True
    await asyncio.sleep(30)
    told = [s.power_kw for s in battery.setpoints[marks:]]
    least = min(world.window(world.der_log["battery-1"], began, time.time()))
    cars = sum(s.power_kw for s in world.stations.values())
    bench.report.check(
        "no battery is discharged for a load that is merely assumed", least >= -0.01 and min(told, default=0) >= -0.01,
        f"least battery power {least:.2f} kW, least setpoint {min(told, default=0):.2f} kW, cars now {cars:.1f} kW")
    highest = world.highest(NODE, began + 1, time.time())
    bench.report.check("the limit holds with a silent meter", highest <= 55, f"highest {highest:.2f} kW of 55 kW")
    status, node = await bench.gateway.request("GET", f"/v1/nodes/{NODE}")
    withheld = node.get("withheldKW", {}) if isinstance(node, dict) else {}
    bench.report.check(
        "the node says what the assumption withholds", withheld.get("assumedBaseLoad", 0) > 0, f"{withheld}")


def _find(value, key):
    """Every item of every list under `key`, however deep."""
    if isinstance(value, dict):
        for k, v in value.items():
            if k == key:
                yield from v if isinstance(v, list) else [v]
            else:
                yield from _find(v, key)
    elif isinstance(value, list):
        for v in value:
            yield from _find(v, key)
