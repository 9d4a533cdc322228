#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Thousands of charging stations: what an idle one costs the gateway in memory, and how soon all are back after it was killed.

    Benchmarks/stations.py [idle] [return] [--full] [--idle 1000] [--return 1000] [--tls]

The stations are `Benchmarks/stations/`, half of them OCPP 1.6 and half 2.0.1, each with a password of its own. *idle*: they
connect, boot, are set up and stay; once of a topology and once as strangers. *return*: each runs a transaction, some end and
begin meanwhile; the gateway is killed (SIGKILL) and started again; the stations come back by themselves, and their own book of
transactions is compared with the gateway's database. --full: 5,000 and 9,000 stations, without and with TLS.
"""
import argparse
import contextlib
import http.client
import json
import pathlib
import sqlite3
import subprocess
import tempfile
import threading
import time

import machine
import results

STATIONS_PER_SITE, STATIONS_PER_TRANSFORMER = 10, 50
VERSIONS = ("ocpp1.6", "ocpp2.0.1")
MEMORY_TARGET_KB, RETURN_TARGET_S = 30, 60
# Beside one socket a station: database, broker, pages.
SPARE_DESCRIPTORS = 512
DEADLINE_S = 600


def topology(path, count):
    """`count` stations with an outlet each, behind equipment that never binds."""
    lines = ["format: headroom-topology/1", "feeder: {id: bench}", "nodes:",
             f"  - {{id: substation, kind: substation, ratingKVA: {count * 30}, lineVoltageV: 10000, baseLoad: none}}"]
    for number in range(-(-count // STATIONS_PER_TRANSFORMER)):
        lines.append(f"  - {{id: transformer-{number}, kind: transformer, parent: substation, "
                     f"ratingKVA: {STATIONS_PER_TRANSFORMER * 30}, lineVoltageV: 400, baseLoad: none}}")
    lines.append("sites:")
    for first in range(0, count, STATIONS_PER_SITE):
        numbers = range(first, min(first + STATIONS_PER_SITE, count))
        lines += [f"  - id: site-{first}", f"    parent: transformer-{first // STATIONS_PER_TRANSFORMER}",
                  f"    importLimitKW: {STATIONS_PER_SITE * 25}", "    baseLoad: none",
                  f"    stations: [{', '.join(f'{{id: cs-{number}}}' for number in numbers)}]", "    ders:"]
        lines += [f"      - {{id: ev-{number}, kind: evse, supply: ac, maxCurrentA: 32, "
                  f"ocpp: {{station: cs-{number}, evse: 1}}, default: {{importLimitA: 6}}}}" for number in numbers]
    path.write_text("\n".join(lines) + "\n")


def credentials(gateway, count, path, versions=VERSIONS):
    """What the gateway gives each station, one line a station; versions in turn."""
    place, lines = gateway.ready["http"], []
    connection = http.client.HTTPConnection(place["host"], place["port"])
    for number in range(count):
        connection.request("POST", f"/v1/stations/cs-{number}/credentials", "{}",
                           {"Authorization": f"Bearer {gateway.key}", "Content-Type": "application/json"})
        sheet = json.loads(connection.getresponse().read())
        lines.append(f"cs-{number} {sheet['password']} {versions[number % len(versions)]}")
    path.write_text("\n".join(lines) + "\n")


def strangers(count, path, versions=VERSIONS):
    path.write_text("".join(f"stranger-{number} - {versions[number % len(versions)]}\n" for number in range(count)))


def certificate(folder):
    """A self-signed certificate of this machine and its key."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost",
         "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"], check=True, capture_output=True)
    return folder / "certificate.pem", folder / "key.pem"


class Fleet:
    """The running stations; what they say on the way is read beside."""

    def __init__(self, program, gateway, file, mode, *options, certificate=None):
        place = gateway.ready["ocpp"]
        scheme = "wss" if certificate else "ws"
        command = [program, "--url", f"{scheme}://{place['host']}:{place['port']}/ocpp/", "--stations", file, "--mode", mode,
                   "--deadline", DEADLINE_S, *(["--ca", certificate] if certificate else []), *options]
        self.process = subprocess.Popen(
            [str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.said, self.events = [], {}
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        for line in self.process.stderr:
            line = line.strip()
            if line in ("ready", "back"):
                self.events[line] = time.monotonic()
            else:
                self.said.append(line)

    def wait_for(self, event):
        deadline = time.monotonic() + DEADLINE_S
        while event not in self.events:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the stations are not {event}: {self.process.poll()} {self.said[-5:]}")
            time.sleep(0.05)
        return self.events[event]

    def report(self):
        text = self.process.stdout.read()
        self.process.wait()
        if not text.strip():
            raise RuntimeError(f"the stations failed: {self.said[-5:]}")
        return json.loads(text)

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


@contextlib.contextmanager
def fleet(*arguments, **options):
    running = Fleet(*arguments, **options)
    try:
        yield running
    finally:
        running.close()


class Scene:
    """What a measurement needs: program, folder, certificate."""

    def __init__(self, folder):
        self.folder = folder
        self.program = machine.compiled(machine.ROOT / "Benchmarks/stations", folder, "-lssl", "-lcrypto", "-lm")
        self.certificate, self.key = certificate(folder)
        # The broker gives up root and must still read them.
        folder.chmod(0o755)
        self.key.chmod(0o644)

    def begin_anew(self, gateway, is_tls):
        """Starts it once more, on the same data and so with the same passwords: with what its heap has kept of nothing before."""
        gateway.stop()
        if is_tls:
            gateway.command += ["--tls-certificate", self.certificate, "--tls-key", self.key]
            gateway.authority = self.certificate
        gateway.launch({"mqtt": 0, "ocpp": 0, "http": 0})

    @contextlib.contextmanager
    def gateway(self, count, is_tls, *options):
        """A gateway with `count` stations of its own, and the file of their passwords."""
        file, passwords = self.folder / "bench.yaml", self.folder / "passwords"
        topology(file, count)
        with machine.gateway(file, *options) as gateway:
            credentials(gateway, count, passwords)
            self.begin_anew(gateway, is_tls)
            yield gateway, passwords


def doors(gateway):
    """What the door counted of sockets that came to nothing."""
    metrics = gateway.metrics()
    return {name: int(metrics.get(f"headroom_ocpp_{name}_total", 0)) for name in ("dropped_sockets", "failed_handshakes")}


def undispatchable(gateway):
    """DERs that may not be dispatched: their default is not proven yet."""
    metrics = gateway.labelled("headroom_ders")
    return int(metrics.get('cause="notDispatchable"', 0))


def wait_until_proven(gateway):
    deadline = time.monotonic() + DEADLINE_S
    while left := undispatchable(gateway):
        if time.monotonic() > deadline:
            raise RuntimeError(f"{left} defaults are not proven after {DEADLINE_S} s")
        time.sleep(2)
    return time.monotonic()


IDLE_S = 20
IDLE_HEAD = (f"  {'stations':>8} {'of a':>9} {'TLS':>3} {'MB before':>9} {'MB with':>8} {'peak MB':>7} {'kB each':>7} "
             f"{'CPU-s/s':>7} {'all there s':>11} {'errors':>6}")


def measure_idle(scene, gateway, file, count, is_tls, is_known):
    time.sleep(5)
    before = machine.resident_mb(gateway.pid)
    with fleet(scene.program, gateway, file, "idle", "--duration", DEADLINE_S,
               certificate=scene.certificate if is_tls else None) as stations:
        stations.wait_for("ready")
        if is_known:
            wait_until_proven(gateway)
        time.sleep(5)
        cpu, since = gateway.cpu(), time.monotonic()
        time.sleep(IDLE_S)
        cpu = (gateway.cpu() - cpu) / (time.monotonic() - since)
        after, peak = machine.resident_mb(gateway.pid), machine.resident_mb(gateway.pid, "VmHWM")
        stations.process.terminate()
        report = stations.report()
    each = (after - before) * 1024 / count
    errors = report["call_errors"] + report["stray_answers"] + report["unanswered"] + report["lost"]
    print(f"  {count:>8} {'topology' if is_known else 'stranger':>9} {'yes' if is_tls else 'no':>3} {before:>9.0f} {after:>8.0f} "
          f"{peak:>7.0f} {each:>7.1f} {cpu:>7.2f} {report['ready_s']:>11.1f} {errors:>6}", flush=True)
    for line in stations.said[:5]:
        print(f"      {line}")
    results.record("stations", f"memory of an idle connection, {count:,} {'stations' if is_known else 'strangers'}, "
                   f"{'TLS' if is_tls else 'no TLS'}", each, "kB", target=None if is_tls else MEMORY_TARGET_KB,
                   note=f"{cpu:.2f} CPU-s a second for all, {errors} errors")


def idle(scene, count, is_tls):
    with scene.gateway(count, is_tls) as (gateway, passwords):
        measure_idle(scene, gateway, passwords, count, is_tls, True)
    file = scene.folder / "strangers"
    strangers(count, file)
    with machine.gateway(machine.ROOT / "topology/minimal.yaml", "--accept-unknown-stations") as gateway:
        scene.begin_anew(gateway, is_tls)
        measure_idle(scene, gateway, file, count, is_tls, False)


# MARK: return


def transactions(gateway):
    """The gateway's own book: number -> (station, its own name, start, stop), and ends that it knew no transaction of."""
    with sqlite3.connect(f"file:{gateway.database()}?mode=ro", uri=True) as database:
        rows = database.execute("SELECT id, station, remote_id, start_ms, stop_ms FROM charging_transaction").fetchall()
        unknown = database.execute("SELECT count(*) FROM unknown_stop").fetchone()[0]
    return {row[0]: row[1:] for row in rows}, unknown


def judge(before, after, unknown, ledger):
    """What differs between the gateway's book before and after, and the stations' own; empty if nothing."""
    faults = [f"{number} of {row[0]} is gone or another" for number, row in before.items()
              if after.get(number, (None,))[:3] != row[:3]]
    by_name = {(row[0], row[1]): row for row in after.values() if row[1]}
    told = 0
    for line in ledger.read_text().splitlines():
        station, version, name, state, _, start, stop = line.split()
        row = after.get(int(name)) if version == "ocpp1.6" else by_name.get((station, name))
        if state == "starting":
            continue
        told += 1
        if row is None or row[0] != station or row[2] != int(start):
            faults.append(f"{name} of {station} ({state}) is not in the book as it began: {row}")
        elif state == "running" and row[3] is not None:
            faults.append(f"{name} of {station} runs, and the book has its end")
        elif state == "ended" and row[3] != int(stop):
            faults.append(f"{name} of {station} ended, and the book has {row[3]} for {stop}")
    if len(after) != told:
        faults.append(f"the book has {len(after)} transactions, the stations {told}")
    if unknown:
        faults.append(f"{unknown} ends of transactions that the gateway did not know")
    return faults


def kill_and_restart(gateway):
    """Times by the steady clock: when it was killed, was started again, and listened."""
    killed = time.monotonic()
    gateway.kill()
    started = time.monotonic()
    gateway.restart()
    return killed, started, time.monotonic()


def come_back(scene, count, is_tls):
    ledger = scene.folder / "ledger"
    with scene.gateway(count, is_tls) as (gateway, passwords):
        with fleet(scene.program, gateway, passwords, "reconnect", "--ledger", ledger, "--settle", 20,
                   certificate=scene.certificate if is_tls else None) as stations:
            ready = stations.wait_for("ready")
            wait_until_proven(gateway)
            time.sleep(max(0, 30 - (time.monotonic() - ready)))
            before, _ = transactions(gateway)
            killed, started, listening = kill_and_restart(gateway)
            back = stations.wait_for("back")
            cpu = gateway.cpu()
            proven = wait_until_proven(gateway)
            report = stations.report() | doors(gateway)
            said = stations.said
        after, unknown = transactions(gateway)
        memory = machine.resident_mb(gateway.pid, "VmHWM")
    faults = judge(before, after, unknown, ledger)
    tell_return(count, is_tls, report, faults, len(after), memory, cpu,
                {"listens": listening - started, "connected": report["lost_at"] + report["connected_again"]["last_s"] - started,
                 "told": back - started, "proven": proven - started})
    for line in [*faults[:10], *said[:10]]:
        print(f"      {line}")


def tell_return(count, is_tls, report, faults, known, memory, cpu, after):
    connected = report["connected_again"]
    errors = report["call_errors"] + report["unanswered"] + report["refused_transactions"]
    print(f"  {count} stations, {'TLS' if is_tls else 'no TLS'}; seconds after the gateway was started again: it listens "
          f"{after['listens']:.1f}, all connected {after['connected']:.1f}, all transactions told {after['told']:.1f}, "
          f"all defaults proven {after['proven']:.1f}")
    within = " ".join(f"{seconds}s:{number}" for seconds, number in connected["within"].items())
    print(f"      connected again, after the loss: p50 {connected['p50_s']:.1f} s, p99 {connected['p99_s']:.1f} s; {within}")
    print(f"      {known} transactions, {len(faults)} faults in the comparison; {report['refused_handshakes']} handshakes refused, "
          f"{report['dropped_handshakes']} cut off (the gateway counts {report['dropped_sockets']} sockets at accept and "
          f"{report['failed_handshakes']} in their handshake), "
          f"{report['failed_connects']} connects in vain, {report['call_errors']} calls refused, {report['repeated']} repeated, "
          f"{report['unanswered']} unanswered, {report['refused_transactions']} transactions refused, {report['dropped_samples']} samples dropped; "
          f"gateway {cpu:.1f} CPU-s until all told, peak {memory:.0f} MB", flush=True)
    results.record("stations", f"{count:,} stations with transactions back after SIGKILL, {'TLS' if is_tls else 'no TLS'}",
                   after["told"], "s", target=RETURN_TARGET_S,
                   note=f"{known:,} transactions, {len(faults)} lost or changed, {errors} errors; all defaults proven after "
                        f"{after['proven']:.0f} s")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=["idle", "return", []])
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--idle", type=int, default=1_000)
    parser.add_argument("--return", type=int, default=1_000, dest="back")
    parser.add_argument("--tls", action="store_true", help="with TLS alone")
    given = parser.parse_args()
    parts = given.parts or ["idle", "return"]
    idlers, returners = (5_000, 9_000) if given.full else (given.idle, given.back)
    ways = [False, True] if given.full and not given.tls else [given.tls]
    wanted = max(idlers, returners) + SPARE_DESCRIPTORS
    if (there := machine.raise_descriptors(wanted)) < wanted:
        print(f"  only {there} descriptors a process are allowed here: {wanted} are needed")
        return
    with tempfile.TemporaryDirectory() as name:
        scene = Scene(pathlib.Path(name))
        if "idle" in parts:
            print(f"{IDLE_HEAD}")
            for is_tls in ways:
                idle(scene, idlers, is_tls)
        if "return" in parts:
            for is_tls in ways:
                come_back(scene, returners, is_tls)


if __name__ == "__main__":
    main()
