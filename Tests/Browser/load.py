# SPDX-License-Identifier: Apache-2.0
"""What the page costs: CPU of gateway and browser with many DERs, and the tick while many pages listen.

`load.py [--homes N] [--pages N] [--seconds N] [--full]`. The feeder is generated: homes with PV and a battery, every second one with a vehicle,
all simulated by the gateway's own process: its CPU time is of both.
"""
import argparse
import asyncio
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time

from browser import Browser
from gateway import ROOT, Gateway, cpu_seconds

sys.path.insert(0, os.path.join(ROOT, "Benchmarks"))
import results

TICKS = re.compile(r"^headroom_ticks_total (\S+)", re.MULTILINE)
TICK = re.compile(r'headroom_tick_seconds\{quantile="(\w+)"\} (\S+)')


def feeder(homes):
    """A feeder of so many homes, 2.5 DERs each, as topology text."""
    lines = ["format: headroom-topology/1", "feeder: {id: load, name: Load feeder}", "nodes:",
             "  - {id: head, kind: substation, ratingKVA: %d, powerFactor: 1, lineVoltageV: 10000, baseLoad: none, meter: {maximumAgeS: 30}}" % (homes * 10)]
    streets = max(1, homes // 40)
    lines += [f"  - {{id: tx-{n:03}, parent: head, kind: transformer, ratingKVA: 500, powerFactor: 1, lineVoltageV: 400, baseLoad: none, simultaneousPlugIns: 1}}" for n in range(streets)]
    lines.append("sites:")
    for number in range(homes):
        name = f"home-{number:04}"
        lines += [f"  - id: {name}", f"    parent: tx-{number % streets:03}", "    importLimitKW: 24", "    exportLimitKW: 10", "    minBaseLoadKW: 0.2",
                  "    maxBaseLoadKW: 2", "    meter: {maximumAgeS: 30}", "    ders:",
                  f"      - {{id: {name}-pv, kind: pv, ratedKW: 8, mqtt: native, default: {{exportLimitKW: 8}}}}",
                  f"      - {{id: {name}-bat, kind: battery, maxChargeKW: 5, maxDischargeKW: 5, capacityKWh: 10, reserveSoc: 0.15, mqtt: native, default: {{importLimitKW: 0, exportLimitKW: 0}}}}"]
        if number % 2 == 0:
            lines[-3] = "    stations: [{id: %s-cs, meterIntervalS: 10}]\n    ders:" % name
            lines.append(f"      - {{id: {name}-ev, kind: evse, supply: ac, phases: ABC, minCurrentA: 6, maxCurrentA: 16, ocpp: {{station: {name}-cs, evse: 1}}, default: {{importLimitA: 6}}}}")
    return "\n".join(lines) + "\n"


class Listeners:
    """Clients of the events as pages are, that count what they are sent."""

    def __init__(self, gateway, count):
        self.gateway, self.count, self.bytes, self.lost = gateway, count, 0, 0
        self.sockets, self.isOver = [], False

    def __enter__(self):
        for _ in range(self.count):
            connection = socket.create_connection(("127.0.0.1", self.gateway.port))
            connection.sendall(f"GET /v1/events?detail=brief HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {self.gateway.key}\r\n\r\n".encode())
            connection.setblocking(False)
            self.sockets.append(connection)
        self.thread = threading.Thread(target=self._read)
        self.thread.start()
        return self

    def _read(self):
        import select
        poll = select.poll()
        byNumber = {connection.fileno(): connection for connection in self.sockets}
        for connection in self.sockets:
            poll.register(connection, select.POLLIN)
        while not self.isOver:
            for number, _ in poll.poll(200):
                part = byNumber[number].recv(1 << 20)
                self.bytes += len(part)
                if not part:
                    self.lost += 1
                    poll.unregister(number)

    def __exit__(self, *_):
        self.isOver = True
        self.thread.join()
        for connection in self.sockets:
            connection.close()


# Ticks whose times the gateway keeps: its quantiles are of the last so many.
KEPT_TICKS = 600


def ticks(gateway):
    """How many ticks there were, and quantiles of the time one takes, in ms, over the last KEPT_TICKS."""
    _, text = gateway.call("GET", "/metrics")
    return int(float(TICKS.search(text).group(1))), {name: float(value) * 1000 for name, value in TICK.findall(text)}


async def measure_ticks(gateway, since, is_full, what):
    """Prints and records what a tick takes by the clock, from its beginning to its last action (with the wait for who has the
    core), and of which ticks that is told: of those since then alone, if all are waited for."""
    while is_full and ticks(gateway)[0] - since < KEPT_TICKS:
        await asyncio.sleep(5)
    count, times = ticks(gateway)
    kept, mine = min(KEPT_TICKS, count), min(KEPT_TICKS, count - since)
    note = f"longest {times['max']:.1f} ms; " + (f"{mine} ticks" if mine == kept else f"{kept} ticks, {mine} of them so, the others of the start")
    print(f"tick, {what:<28} p50 {times['p50']:.1f} ms, p99 {times['p99']:.1f} ms, {note}", flush=True)
    results.record("page", f"{gateway.label}: a whole tick of the gateway, {what}, p99", times["p99"], "ms by the clock", note=note)


def family(pid):
    """A process and all below it."""
    listing = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in listing.splitlines()]
    found = {pid}
    while True:
        more = {child for child, parent in pairs if parent in found} - found
        if not more:
            return sorted(found)
        found |= more


async def measure(seconds, what, gateway, browser=None):
    """CPU seconds a minute."""
    pids = family(browser.process.pid) if browser else []
    begin, ours, theirs = time.monotonic(), gateway.cpu_seconds(), cpu_seconds(pids)
    await asyncio.sleep(seconds)
    scale = 60 / (time.monotonic() - begin)
    spent = (gateway.cpu_seconds() - ours) * scale
    line = f"{what:<34} gateway {spent:6.2f} CPU-s/min"
    results.record("page", f"{gateway.label}: the gateway with its simulated DERs, {what}", spent, "CPU-s/min")
    if browser:
        spent = (cpu_seconds(family(browser.process.pid)) - theirs) * scale
        line += f"   browser {spent:6.2f} CPU-s/min"
        results.record("page", f"{gateway.label}: the browser, all its processes, {what}", spent, "CPU-s/min")
    print(line, flush=True)


async def look(gateway, seconds):
    """One person looks at everything, and scrolls."""
    async with Browser() as browser:
        await browser.size(1440, 900)
        await browser.open(gateway.url + "/")
        await browser.until("document.getElementById('login')?.hidden === false", 30)
        await browser.click("#login-key")
        await browser.type(gateway.key)
        await browser.press("Enter")
        await browser.until("document.querySelectorAll('.row.node').length > 5", 60)
        await browser.click("#expand")
        rows = await browser.until("Number(document.getElementById('tree').getAttribute('aria-rowcount')) > 1000 && document.querySelectorAll('.row').length", 20)
        await measure(seconds, "one page, all branches open", gateway, browser)
        frames = await browser.run("""new Promise((done) => { const tree = document.getElementById('tree'); const times = []; let last = performance.now(); let n = 0;
            const step = (now) => { times.push(now - last); last = now; tree.scrollTop += 96; n += 1; if (n < 240) requestAnimationFrame(step);
                else { times.sort((a, b) => a - b); done([times[120], times[228], times[239]]); } }; requestAnimationFrame(step); })""")
        print(f"scrolling 240 frames through it       {rows} rows exist; frame p50 {frames[0]:.1f} ms, p95 {frames[1]:.1f} ms, longest {frames[2]:.1f} ms", flush=True)


async def alone(arguments, gateway):
    """Nobody looks, then one page does."""
    print(f"{gateway.label}, {len(gateway.get('/v1/nodes')['nodes'])} nodes, all simulated by the same process; {arguments.seconds} s each", flush=True)
    since, _ = ticks(gateway)
    await measure(arguments.seconds, "nobody looks", gateway)
    await measure_ticks(gateway, since, arguments.full, "nobody looks")
    await look(gateway, arguments.seconds)


async def crowd(arguments, gateway):
    """Many pages listen."""
    with Listeners(gateway, arguments.pages) as pages:
        await asyncio.sleep(3)
        since, _ = ticks(gateway)
        got, begin = pages.bytes, time.monotonic()
        await measure(arguments.seconds, f"{arguments.pages} pages listen", gateway)
        rate = (pages.bytes - got) / (time.monotonic() - begin) / arguments.pages / 1024
        await measure_ticks(gateway, since, arguments.full, f"{arguments.pages} pages listen")
    print(f"each page is sent {rate:.1f} KiB/s; {pages.lost} of {arguments.pages} were lost", flush=True)


async def run(arguments):
    with tempfile.TemporaryDirectory(prefix="headroom-load-") as folder:
        topology = os.path.join(folder, "load.yaml")
        with open(topology, "w") as file:
            file.write(feeder(arguments.homes))
        # A gateway for each: what one has gone through does not stand in the other's times.
        for part in (alone, crowd):
            with Gateway(topology, ["--demo", "--start-hour", "18"]) as gateway:
                await asyncio.sleep(arguments.settle)
                gateway.label = f"page, {len(gateway.get('/v1/ders')['ders']):,} DERs"
                await part(arguments, gateway)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--homes", type=int, default=800, help="homes; 2.5 DERs each")
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--settle", type=int, default=40, help="seconds until the fleet is connected")
    parser.add_argument("--full", action="store_true", help="waits until the gateway's times are of nothing else: ten minutes more, twice")
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
