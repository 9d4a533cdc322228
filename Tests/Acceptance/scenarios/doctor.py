# SPDX-License-Identifier: Apache-2.0
"""`headroom doctor` against faults that are planted: it must name each of them, and nothing at who is well."""
import asyncio
import json
import time

from peers.schedule import TX_DEFAULT, Period, Profile
from peers.times import iso
from peers.vehicle import Vehicle

from .bench import Bench

PLANTED = {
    "sick": {("pv-sign", "sign"), ("bat-unit", "unit"), ("bat-clock", "clock"),
             ("headroom/v1/site/sick/der/bat-topic/telemtry", "topic"), ("heat-phase", "phase")},
    "cs-clock": {("cs-clock", "clock")},
    "cs-deaf": {("evse-deaf", "profile")},
    "cs-unit": {("evse-unit", "rateUnit")},
    "cs-stack": {("evse-stack", "stackLevel")},
    "cs-phase": {("evse-phase", "phase")},
    "cs-out": {("cs-out", "login")},
    "well": set(),
    "cs-well": set(),
}
"""Who has which faults: (subject, kind)."""
WATCH_S = 12


async def run():
    """Five faults at a site, one each at six stations, none at others; then loads of known size."""
    async with Bench("doctor", "doctor.yaml", {"sick": 1.0, "well": 1.0, "park": 0.2}) as bench:
        _plant_site(bench.world)
        _plant_stations(bench.world)
        began = time.monotonic()
        ready = await bench.until(
            lambda: all(s.profiles.profiles for id, s in bench.world.stations.items() if id != "cs-out"), 40)
        bench.plug_all(except_for=("cs-out",))
        await asyncio.sleep(14)
        bench.report.note(f"ready after {ready} s, planted for {time.monotonic() - began:.0f} s")
        await asyncio.gather(*(_judge(bench, id, faults) for id, faults in PLANTED.items()))
        await _known_loads(bench)
    return bench.report


async def _judge(bench, id, planted):
    status, document, text = await _doctor(bench, id, "--for", f"{WATCH_S}s")
    found = {(f["subject"], f["kind"]) for f in document.get("findings", []) if f["severity"] == "fault"}
    # A note is no fault; only where nothing is wrong there should be none.
    notes = [f for f in document.get("findings", []) if f["severity"] == "note"] if not planted else []
    bench.report.check(
        f"doctor {id}", found == planted and not notes and status == (1 if planted else 0),
        f"status {status}, planted {sorted(planted)}, found {sorted(found)}; "
        + "; ".join(f["seen"] for f in document.get("findings", [])) + ("" if document else text))


async def _doctor(bench, *words, on_line=None):
    """(exit status, document, what stood on standard error) of one run of the command."""
    http = bench.gateway.ready["http"]
    place = ["--url", f"http://{http['host']}:{http['port']}", "--key-file", bench.gateway.ready["keyFile"]]
    command = bench.gateway.command + ["doctor", *words, "--json", *place]
    process = await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
    complaint = ""
    reading = asyncio.ensure_future(process.stdout.read())
    while line := (await process.stderr.readline()).decode():
        complaint += line
        if on_line:
            on_line(line)
    out = await reading
    status = await process.wait()
    try:
        return status, json.loads(out), complaint
    except ValueError:
        return status, {}, complaint + out.decode()


async def _known_loads(bench):
    """A load of 2 kW on phase B of the site that is well: as it is, on another phase than said, and by a meter that is
    turned round."""
    site, world = bench.world.sites["well"], bench.world
    for phase, turned, verdict, status in (
            ("B", False, "right", 0), ("A", False, "otherPhase", 1), ("B", True, "inverted", 1)):
        site.is_turned = turned
        await asyncio.sleep(1.5)

        def switch_on(line):
            if "switch on" in line:
                world.base_kw["well"] += 2
        found, document, text = await _doctor(
            bench, "well", "--known-load", "2", "--phase", phase, "--yes", on_line=switch_on)
        world.base_kw["well"] -= 2
        bench.report.check(
            f"a known load on phase B{', the meter turned' if turned else ''}, said to be on {phase}: {verdict}",
            document.get("verdict") == verdict and found == status, document.get("sentence") or text)


# Faults


def _plant_site(world):
    devices = world.devices
    devices["pv-sign"].available_kw = devices["pv-well"].available_kw = 3.0
    for id in ("bat-unit", "bat-clock", "bat-topic", "bat-well"):
        devices[id].wish_kw = 2.0
    devices["heat-phase"].wish_kw = devices["heat-well"].wish_kw = 2.0
    sick, well = world.sites["sick"], world.sites["well"]
    plain = sick.send

    def spoilt(topic, fields):
        who = topic.split("/")[-2]
        if who == "pv-sign":
            fields = fields | {"powerKW": -fields["powerKW"]}
        elif who == "bat-unit":
            fields = fields | {"powerKW": fields["powerKW"] * 1000}
        elif who == "bat-clock":
            fields = fields | {"time": iso(time.time() + 7200)}
        elif who == "bat-topic":
            topic = topic.replace("telemetry", "telemtry")
        elif who == "heat-phase":
            fields = fields | {"powerByPhaseKW": {"A": 0.0, "B": fields["powerKW"], "C": 0.0}}
        plain(topic, fields)

    sick.send = spoilt
    well.is_turned = False
    good = well.send

    def by_phase(topic, fields):
        who = topic.split("/")[-2]
        if who == "heat-well":
            fields = fields | {"powerByPhaseKW": {"A": fields["powerKW"], "B": 0, "C": 0}}
        elif who == "meter":
            # The heater is on A, the other load on B; battery and PV are on all three.
            even = (devices["pv-well"].power_kw + devices["bat-well"].power_kw) / 3
            phases = {"A": even + devices["heat-well"].power_kw, "B": even + world.base_kw["well"], "C": even}
            sign = -1 if well.is_turned else 1
            fields = fields | {"powerKW": sign * round(sum(phases.values()), 4),
                               "powerByPhaseKW": {p: sign * round(v, 4) for p, v in phases.items()}}
        good(topic, fields)

    well.send = by_phase


def _plant_stations(world):
    stations = world.stations
    stations["cs-clock"].habits.clock_offset_s = 3600
    stations["cs-deaf"].habits.ignores_limits = True
    stations["cs-unit"].habits.rejects_unit = "A"
    stations["cs-out"].password = "wrong"
    _foreign_profile(stations["cs-stack"])
    _three_phases(stations["cs-phase"])


def _foreign_profile(station):
    """Another system's profile of a higher stack level, which it does not let go."""
    store = station.profiles
    foreign = Profile(
        id=77, connector=1, stack_level=5, purpose=TX_DEFAULT, kind="Absolute", unit="A", periods=(Period(0, 20.0),),
        start=time.time() - 3600)
    store.install(foreign)
    plain = store.clear

    def clear(**criteria):
        removed = plain(**criteria)
        if foreign not in store.profiles:
            store.install(foreign)
            removed -= 1
        return removed

    store.clear = lambda id=None, connector=None, purpose=None, stack_level=None: clear(
        id=id, connector=connector, purpose=purpose, stack_level=stack_level)


def _three_phases(station):
    """Wired to three phases where the topology says one."""
    plain = station._samples

    def samples(connector, context):
        found = plain(connector, context)
        more = [s | {"phase": p} for s in found if s["measurand"] == "Current.Import" for p in ("L2", "L3")]
        return found + more

    station._samples = samples
