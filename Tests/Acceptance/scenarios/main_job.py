# SPDX-License-Identifier: Apache-2.0
"""The main job: a transformer's limit is cut to a third and holds, the room is used, shared fairly and given back."""
import asyncio
import time

from peers.vehicle import MINIMUM_A
from peers.waterfill import Claim, max_min

from .bench import Bench

NODE = "tx-1"
FREE_STATION = "cs-7"
NARROW_SITE = "depot-b"
RATING_KW = 250 * 0.95
RESPONSE_S, SETTLE_S, USE_S = 2, 15, 60
LEAST_USE = 0.95
RAISE_FRACTION, RAISE_INTERVAL_S = 0.25, 30
FAIR_TOLERANCE = 0.05
BASE_KW = {"depot-a": 1.0, "depot-b": 0.5, "home-1": 1.5, "home-2": 1.0, "home-3": 2.0, "home-4": 1.0}


async def run(hold_s=USE_S, ramp_s=45, limit_kw=RATING_KW / 3):
    """The whole story; returns its report."""
    async with Bench("main", "street.yaml", BASE_KW) as bench:
        _wishes(bench.world)
        if not await bench.warm_up(NODE, 115, except_for=[FREE_STATION]):
            bench.report.note(bench.gateway.log_tail())
        before = bench.world.power_kw(NODE)
        answer, sent = await bench.limit(NODE, limit_kw, reason="acceptance: cut to a third")
        await _setpoints_out(bench, limit_kw, before, sent)
        await bench.holds_under(NODE, limit_kw, sent, SETTLE_S, hold_s, "true power under the limit", least_use=0)
        await judge_shares(bench, limit_kw, sent, hold_s)
        await _explained(bench, answer, limit_kw)
        await _given_back(bench, answer, ramp_s)
        _sites_within(bench)
        bench.check_minimum()
        bench.check_time_base()
    return bench.report


def _wishes(world):
    world.devices["battery-1"].wish_kw = world.devices["battery-2"].wish_kw = 3.0
    world.devices["load-4"].wish_kw = 2.0
    world.devices["pv-2"].available_kw, world.devices["pv-3"].available_kw = 3.0, 4.0


def _sites_within(bench):
    """The agreed import of every site below holds too, from the first second on: some of them want far more."""
    world, topology = bench.world, bench.topology
    highest = {s: max(log) for s, log in world.site_log.items() if log}
    over = {s: f"{kw:.2f}" for s, kw in highest.items() if kw > topology.sites[s]["importLimitKW"]}
    wanted = sum(world.stations[d.station[0]].line.maximum_a * 0.231 * 3 for d in topology.ders.values()
                 if d.station and d.site == NARROW_SITE)
    limit_kw = topology.sites[NARROW_SITE]["importLimitKW"]
    bench.report.check(
        "no site beyond its agreed import", not over and wanted > 1.5 * limit_kw,
        f"{len(highest)} sites, over: {over or 'none'}; {NARROW_SITE} wanted up to {wanted:.1f} kW of {limit_kw:.1f} kW"
        f" and had at most {highest.get(NARROW_SITE, 0):.1f} kW")


async def _setpoints_out(bench, limit_kw, before, sent):
    took = await bench.until(lambda: bench.world.told_kw(NODE) <= limit_kw, 10)
    delay = time.time() - sent
    bench.report.check(
        "new setpoints reached the devices", took is not None and delay <= RESPONSE_S and before > limit_kw,
        f"{NODE} carried {before:.1f} kW; devices told at most {bench.world.told_kw(NODE):.1f} kW"
        f" for a limit of {limit_kw:.1f} kW {delay:.2f} s after it was set (allowed {RESPONSE_S} s)")


async def judge_shares(bench, limit_kw, sent, hold_s, begin_s=10, step_kw=None):
    """Whether the usable room is used and nobody gets less than max-min gives.

    The usable room is the limit less margin, true base load and the published reserve, as far as the topology's own
    declarations justify it; the rest is the judge's own arithmetic. PV is not counted as room.
    """
    world, topology = bench.world, bench.topology
    end = sent + hold_s
    status, node = await bench.gateway.request("GET", f"/v1/nodes/{NODE}")
    withheld = node.get("withheldKW", {}) if status == 200 else {}
    reserve = min(withheld.get("plugInReserve", 0.0), justified_reserve(topology, world))
    fair = fair_shares(topology, world, limit_kw, reserve)
    got = {d: world.mean(world.der_log[d], end - begin_s, end) for d in fair}
    step = MINIMUM_A * 0.231 * 3
    left_out = [d for d in fair if topology.ders[d].kind == "evse" and got[d] < 0.1 < fair[d]]
    usable = sum(fair.values()) - (step if left_out else 0.0)
    used = sum(max(0.0, p) for p in got.values())
    bench.report.check(
        "the usable room is used", used >= LEAST_USE * usable,
        f"{used:.1f} kW of {usable:.1f} kW = {100 * used / usable:.1f} % (least {100 * LEAST_USE:.0f} %);"
        f" reserve {reserve:.1f} kW, {len(left_out)} waiting; published withheld {withheld}")
    raises = int((hold_s - begin_s) / RAISE_INTERVAL_S)
    rise = raises * RAISE_FRACTION
    due = {d: min(share, world.mean(world.der_log[d], sent - 2, sent) + rise * topology.ders[d].nameplate_kw)
           for d, share in fair.items()}
    _nobody_below(bench, fair, due, got, step)


def justified_reserve(topology, world):
    """What plug-ins may justify: the declared number of them, of the free stations with the largest defaults."""
    defaults = sorted(
        (der.raw["default"]["importLimitA"] * 0.23 * 1.1 * der.phases for der in topology.ders.values()
         if der.station and world.stations[der.station[0]].connectors[der.station[1]].vehicle is None), reverse=True)
    return sum(defaults[:topology.nodes[NODE].get("simultaneousPlugIns", 0)])


def fair_shares(topology, world, limit_kw, reserve):
    """{DER: kW} by the judge's own water-filling over the tree."""
    claims = []
    for der in topology.ders.values():
        if der.kind == "evse":
            connector = world.stations[der.station[0]].connectors[der.station[1]]
            car = connector.vehicle
            demand = car.maximum_a * world.stations[der.station[0]].line.voltage * car.phases / 1000 if car else 0.0
        else:
            demand = max(0.0, world.devices[der.id].wish_kw)
        if demand > 0:
            claims.append(Claim(der.id, demand, topology.chain(der.site)))
    room = {NODE: limit_kw * (1 - topology.margin(NODE)) - world.base_below(NODE) - reserve}
    for site, raw in topology.sites.items():
        room[site] = raw["importLimitKW"] * (1 - topology.margin(site)) - world.base_kw[site]
    return max_min(claims, room)


def _nobody_below(bench, fair, due, got, step):
    """Whose fair share is below the 6 A step may wait for their turn; all others get it, as far as they could have been
    raised to it by then (`due`)."""
    short = {}
    for der, share in fair.items():
        least = due[der] * (1 - FAIR_TOLERANCE) - 0.1
        if bench.topology.ders[der].kind == "evse" and share < step:
            continue
        if got[der] < least:
            short[der] = f"{got[der]:.2f} < {share:.2f}"
    spread = [got[d] for d in fair if bench.topology.ders[d].kind == "evse"]
    bench.report.check(
        "nobody gets less than max-min gives", not short and bool(fair),
        f"{len(fair)} claims, cars get {min(spread):.2f}..{max(spread):.2f} kW, short: {short or 'nobody'}")


async def _explained(bench, answer, limit_kw):
    status, why = await bench.gateway.request("GET", "/v1/ders/evse-1/explanation")
    why = why if isinstance(why, dict) else {}
    bench.report.check(
        "the explanation names node, limit and author",
        status == 200 and why.get("bindingNode") == NODE and bool(why.get("limitAuthor"))
        and why.get("limitSource") == "operator" and abs(why.get("limitKW", 0) - limit_kw) <= 0.031 * limit_kw,
        f"{status} {why}")
    bench.report.check(
        "the answer to the operator says who is cut and what a lost link costs",
        bool(answer.get("affected")) and "linkLossOverloadKW" in answer,
        f"{len(answer.get('affected', []))} affected, linkLossOverloadKW {answer.get('linkLossOverloadKW')}")


async def _given_back(bench, answer, ramp_s):
    world, ders = bench.world, bench.topology.ders
    cars = [d for d in ders if ders[d].kind == "evse"]
    low = world.power_kw(NODE)
    status, _ = await bench.gateway.request("DELETE", f"/v1/limits/{answer['id']}")
    cancelled = time.time()
    await asyncio.sleep(ramp_s)
    jumps = {d: j for d in ders if (j := steepest(world, d, cancelled - 1)) > allowed_raise(world, ders[d], cancelled)}
    fastest = max(steepest(world, d, cancelled - 1) / ders[d].nameplate_kw for d in cars)
    bench.report.check(
        "raised no faster than 25 % of the nameplate in 30 s", not jumps,
        f"{len(ders)} DERs watched for {ramp_s} s, steepest {fastest:.2f} of a nameplate, too fast: {jumps or 'none'}")
    gained = world.power_kw(NODE) - low
    bench.report.check(
        "they return after the cancel", status in (200, 204) and gained > 0.1 * low,
        f"DELETE {status}; {low:.1f} kW -> {low + gained:.1f} kW after {ramp_s} s")


def allowed_raise(world, der, begin):
    """25 % of the nameplate and a little for the meter; a car that stands still may be raised to its least current."""
    allowed = RAISE_FRACTION * der.nameplate_kw * 1.05 + 0.15
    stood = der.kind == "evse" and world.mean(world.der_log[der.id], begin - 2, begin) < 0.1
    return max(allowed, MINIMUM_A * 0.232 * der.phases) if stood else allowed


def steepest(world, der, begin):
    """Largest rise of one DER inside a window just shorter than the interval between two raises."""
    if der.startswith("pv"):
        return 0.0
    window = RAISE_INTERVAL_S - 3
    samples = [(t, p) for t, p in zip(world.times, world.der_log[der]) if t >= begin][::5]
    worst = 0.0
    for i, (t, p) in enumerate(samples):
        for later, q in samples[i:]:
            if later - t > window:
                break
            worst = max(worst, q - p)
    return worst
