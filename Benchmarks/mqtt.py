#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""MQTT: what the library alone costs a subscriber (the peer), and what the gateway costs that decodes, validates, keeps
the state and stores.

    HEADROOM_BENCH=<folder of the peers> Benchmarks/mqtt.py [peer] [ingest] [sustained] [--sites 1000] [--seconds 60]

Sites publish native telemetry of some 200 bytes, each on its own connection with its own credentials, to the embedded
broker as it is configured by default. Sent is the publisher's count, received the gateway's (`/metrics`: taken and
refused), rows those in its database, read from outside. Figures are CPU seconds.
"""
import argparse
import json
import pathlib
import socket
import sqlite3
import subprocess
import tempfile
import time

import machine
import results

COST_MESSAGES = 100_000
WINDOW = 256
SITES_PER_TRANSFORMER = 50
SETTLED_S, SETTLE_DEADLINE_S = 1.5, 30


def topology(path, count):
    """`count` sites with a battery each, behind transformers that never bind: ingest is measured, not sharing."""
    lines = ["format: headroom-topology/1", "feeder: {id: bench}", "nodes:",
             f"  - {{id: substation, kind: substation, ratingKVA: {count * 20}, lineVoltageV: 10000, baseLoad: none}}"]
    for number in range((count + SITES_PER_TRANSFORMER - 1) // SITES_PER_TRANSFORMER):
        lines.append(f"  - {{id: transformer-{number}, kind: transformer, parent: substation, "
                     f"ratingKVA: {SITES_PER_TRANSFORMER * 20}, lineVoltageV: 400, baseLoad: none}}")
    lines.append("sites:")
    for number in range(count):
        lines.append(
            f"  - {{id: site-{number}, parent: transformer-{number // SITES_PER_TRANSFORMER}, importLimitKW: 15, "
            f"exportLimitKW: 15, baseLoad: none, ders: [{{id: bat-{number}, kind: battery, maxChargeKW: 5, "
            "maxDischargeKW: 5, capacityKWh: 10, mqtt: native, default: {importLimitKW: 0, exportLimitKW: 0}}]}")
    path.write_text("\n".join(lines) + "\n")


def credentials(gateway, count, path):
    """What the gateway gives each site, one line a site."""
    lines = []
    for number in range(count):
        sheet = json.loads(gateway.request(f"/v1/sites/site-{number}/credentials", "POST", {}))
        lines.append(f"site-{number} bat-{number} {sheet['mqtt']['user']} {sheet['mqtt']['password']}")
    path.write_text("\n".join(lines) + "\n")


def publish(program, place, sites, qos, count, rate=0, window=WINDOW):
    done = subprocess.run(
        [str(word) for word in (program, place["host"], place["port"], sites, qos, count, rate, window)],
        capture_output=True, text=True, timeout=600)
    if not done.stdout.strip():
        raise RuntimeError(f"the publisher failed: {done.stderr[-1000:]}")
    return json.loads(done.stdout)


class Ingest:
    """One gateway with its sites, measured from outside."""

    def __init__(self, gateway, program, sites):
        self.gateway, self.program, self.sites = gateway, program, sites
        self.place = gateway.ready["mqtt"]
        self.broker = gateway.broker()

    def received(self):
        metrics = self.gateway.metrics()
        return metrics["headroom_mqtt_accepted_total"], metrics["headroom_mqtt_refused_total"]

    def rows(self):
        with sqlite3.connect(f"file:{self.gateway.database()}?mode=ro", uri=True) as database:
            return database.execute("SELECT count(*) FROM reading").fetchone()[0]

    def settle(self, read, goal=None):
        """The value once it is `goal` or has stopped changing."""
        value, since, deadline = read(), time.monotonic(), time.monotonic() + SETTLE_DEADLINE_S
        while value != goal and time.monotonic() - since < SETTLED_S and time.monotonic() < deadline:
            time.sleep(0.25)
            now = read()
            if now != value:
                value, since = now, time.monotonic()
        return value

    def warm_up(self):
        """Capabilities first, then two rounds of telemetry; what an idle second costs."""
        publish(self.program, self.place, self.sites, 1, 0)
        publish(self.program, self.place, self.sites, 1, 2_000, 1_000)
        self.settle(self.received)
        start, since = self.gateway.cpu(), time.monotonic()
        time.sleep(5)
        self.idle = (self.gateway.cpu() - start) / (time.monotonic() - since)

    def run(self, qos, count, rate=0):
        before = self.received()
        rows, cpu, broker, since = self.rows(), self.gateway.cpu(), machine.cpu_seconds(self.broker), time.monotonic()
        sent = publish(self.program, self.place, self.sites, qos, count, rate)
        self.settle(lambda: sum(self.received()), sum(before) + sent["sent"])
        cpu, broker = self.gateway.cpu() - cpu, machine.cpu_seconds(self.broker) - broker
        seconds = time.monotonic() - since
        taken, refused = (int(now - then) for now, then in zip(self.received(), before))
        return dict(qos=qos, rate=rate, sent=sent["sent"], seconds=sent["seconds"], bytes=sent["payloadBytes"],
                    taken=taken, refused=refused, rows=self.settle(self.rows, rows + taken) - rows,
                    cpu=cpu, net=cpu - self.idle * seconds, broker=broker, resident=machine.resident_mb(self.gateway.pid))


HEAD = (f"  {'readings':>8} {'QoS':>3} {'asked/s':>7} {'sent':>7} {'sent/s':>7} {'taken':>7} {'refused':>7} {'rows':>7} "
        f"{'loss %':>7} {'CPU-s/100k':>10} {'less idle':>9} {'broker':>7} {'MB':>5}")


def line(stored, run):
    received = max(run["taken"] + run["refused"], 1)
    scale = 1e5 / received
    loss = 100 * (run["sent"] - run["taken"] - run["refused"]) / run["sent"]
    print(f"  {'stored' if stored else 'off':>8} {run['qos']:>3} {run['rate'] or 'fast':>7} {run['sent']:>7} "
          f"{run['sent'] / run['seconds']:>7.0f} {run['taken']:>7} {run['refused']:>7} {run['rows']:>7} {loss:>7.3f} "
          f"{run['cpu'] * scale:>10.2f} {run['net'] * scale:>9.2f} {run['broker'] * scale:>7.2f} {run['resident']:>5.0f}",
          flush=True)
    case = f"{run['rate']:,}/s sustained" if run["rate"] else "as fast as it goes"
    results.record("ingest", f"100,000 MQTT readings, QoS {run['qos']}, {case}, {'stored' if stored else 'not stored'}",
                   run["cpu"] * scale, "CPU-s", "C subscriber that counts", ALONE.get(run["qos"]),
                   note=f"{run['sent'] - run['taken'] - run['refused']} lost, {run['refused']} refused")


# What the library alone costs a subscriber, by QoS, once it was measured in this run.
ALONE = {}


def ingest(count, folder, stored, cases):
    """The cases (QoS, messages, rate) against a gateway of their own."""
    file = folder / "bench.yaml"
    topology(file, count)
    program = machine.compiled(machine.ROOT / "Benchmarks/mqtt/publish.c", folder, "-lmosquitto")
    with machine.gateway(file, *([] if stored else ["--no-readings"])) as gateway:
        credentials(gateway, count, folder / "sites")
        measured = Ingest(gateway, program, folder / "sites")
        measured.warm_up()
        print(f"  {count} sites, readings {'stored' if stored else 'off'}: idle {measured.idle:.3f} CPU-s/s, "
              f"{machine.resident_mb(gateway.pid):.0f} MB")
        print(HEAD)
        for qos, messages, rate in cases:
            line(stored, measured.run(qos, messages, rate))


def has_no_readings():
    text = subprocess.run([str(machine.binary()), "run", "--help"], capture_output=True, text=True).stdout
    return "--no-readings" in text


def peer_table(folder):
    """The peer: one subscriber on libmosquitto that counts and throws away."""
    source = machine.peer("mqtt/mqbench.c")
    if source is None:
        return
    program = machine.compiled(source, folder, "-lmosquitto", "-lpthread")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "peer.conf").write_text(
        f"listener {port} 127.0.0.1\nallow_anonymous true\npersistence false\nmax_queued_messages 0\n"
        "set_tcp_nodelay true\nlog_type error\n")
    broker = subprocess.Popen([broker_program(), "-c", str(folder / "peer.conf")], stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        print(f"  mqbench: a C subscriber that only counts; {COST_MESSAGES} messages of 200 bytes; CPU-s per 100,000")
        print(f"  {'loop':>8} {'QoS':>3} {'received':>8} {'msg/s':>7} {'subscriber':>10} {'broker':>7}")
        for qos in (0, 1):
            for mode in ("own", "drain", "thread"):
                done = subprocess.run(
                    [str(program), "127.0.0.1", str(port), str(qos), str(COST_MESSAGES), "200", "1000", mode, "0", str(broker.pid)],
                    capture_output=True, text=True, timeout=300)
                report = json.loads(done.stdout)
                ALONE[qos] = min(ALONE.get(qos, 1e9), report["sub_cpu_s_per_100k"])
                print(f"  {mode:>8} {qos:>3} {report['got']:>8} {report['msgs_per_s']:>7.0f} "
                      f"{report['sub_cpu_s_per_100k']:>10.2f} {report['broker_cpu_s_per_100k']:>7.2f}", flush=True)
    finally:
        broker.terminate()
        broker.wait()


def broker_program():
    return next((path for path in ("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto") if pathlib.Path(path).is_file()), "mosquitto")


def wait_for(port):
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the broker did not start")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=["peer", "ingest", "sustained"])
    parser.add_argument("--sites", type=int, default=1_000)
    parser.add_argument("--seconds", type=int, default=60)
    given = parser.parse_args()
    parts = given.parts or ["peer", "ingest", "sustained"]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)  # the broker gives up root and must still read its file
        if "peer" in parts:
            peer_table(folder)
        cost = [(0, COST_MESSAGES, 0), (1, COST_MESSAGES, 0)]
        if "ingest" in parts:
            if has_no_readings():
                ingest(given.sites, folder, False, cost)
            else:
                print("  (headroom run has no --no-readings: receive, decode, validate and state not measured alone)")
            ingest(given.sites, folder, True, cost)
        if "sustained" in parts:
            ingest(given.sites, folder, True, [(0, 10_000 * given.seconds, 10_000), (1, 3_000 * given.seconds, 3_000)])


if __name__ == "__main__":
    main()
