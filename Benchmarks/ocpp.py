#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The OCPP server under load, beside a central system on the PyPI package `ocpp`, in the same run.

    HEADROOM_BENCH=<folder of the peers> Benchmarks/ocpp.py [--calls 10000] [--stored | --strangers]

First as strangers to the topology (the peers' `ocpp/ocpp_load.c`; answered, validated, never dispatched), beside the peer on
the same calls; `ocpp/cp_proof.py` must run a whole session of each version without a complaint. Then as stations of a topology
(`Benchmarks/stations/`), each with its password, set up, in a transaction, its readings taken into the state: once with
--no-readings, which is everything but storing, and once as the gateway is by default. Figures are CPU seconds of the server.
"""
import argparse
import contextlib
import json
import pathlib
import socket
import sqlite3
import subprocess
import tempfile
import time

import machine
import results
import stations

PROTOCOLS = ("ocpp1.6", "ocpp2.0.1")
CASES = [("meter", 1), ("meter", 100), ("txevent", 100), ("boot", 100)]
NAMES = {"meter": "MeterValues", "transaction": "TransactionEvent", "txevent": "TransactionEvent", "boot": "BootNotification"}
TARGET = 0.5
# A station may make so many calls at once, and 20 a second in the long run.
BURST = 3_900


def cases():
    return [(protocol, *case) for protocol in PROTOCOLS for case in CASES
            if case[0] != "txevent" or protocol != "ocpp1.6"]


def load(program, url, protocol, kind, clients, calls, pid):
    """One run; the generator's own report."""
    prefix = f"BENCH{protocol[4:].replace('.', '')}{kind.upper()}{clients}X"
    done = subprocess.run(
        [str(program), "--url", url, "--proto", protocol, "--kind", kind, "--clients", str(clients), "--calls",
         str(calls // clients), "--server-pid", str(pid), "--prefix", prefix],
        capture_output=True, text=True, timeout=600)
    if not done.stdout.strip():
        raise RuntimeError(f"the load generator failed: {done.stderr[-1000:]}")
    report = json.loads(done.stdout)
    report["complaint"] = done.stderr.strip()
    return report


@contextlib.contextmanager
def python_central(program):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([machine.PYTHON, str(program), "--port", str(port)], stdout=subprocess.PIPE, text=True)
    try:
        if "listening" not in process.stdout.readline():
            raise RuntimeError("the Python central system did not start")
        yield f"ws://127.0.0.1:{port}/", process.pid
    finally:
        process.terminate()
        process.wait()


def proof(program, url):
    """A whole session of an independent station, each reply checked against the schemas of the standard."""
    for protocol in PROTOCOLS:
        done = subprocess.run([machine.PYTHON, str(program), "--url", url, "--proto", protocol],
                              capture_output=True, text=True, timeout=120)
        print(f"  cp_proof.py --proto {protocol}: exit {done.returncode}"
              + ("" if done.returncode == 0 else f"\n{done.stdout[-1500:]}{done.stderr[-1500:]}"))


def url_of(gateway):
    place = gateway.ready["ocpp"]
    return f"ws://{place['host']}:{place['port']}/ocpp/"


def beside_the_peer(folder, calls):
    generator = machine.peer("ocpp/ocpp_load.c")
    if generator is None:
        print("  the load generator of strangers is one of the peers: not measured")
        return
    program = machine.compiled(generator, folder)
    ours, theirs = {}, {}
    with machine.gateway(machine.ROOT / "topology/minimal.yaml", "--accept-unknown-stations") as gateway:
        start, since = gateway.cpu(), time.monotonic()
        time.sleep(3)
        print(f"  idle: {(gateway.cpu() - start) / (time.monotonic() - since):.3f} CPU-s/s, "
              f"{machine.resident_mb(gateway.pid):.0f} MB")
        for case in cases():
            ours[case] = load(program, url_of(gateway), *case, calls, gateway.pid)
        session = machine.peer("ocpp/cp_proof.py")
        if session:
            proof(session, url_of(gateway))
    central = machine.peer("ocpp/central_py.py")
    if central:
        for case in cases():
            with python_central(central) as (url, pid):
                theirs[case] = load(program, url, *case, calls, pid)
    table(calls, ours, theirs)


def table(calls, ours, theirs):
    print(f"  strangers: {calls} calls a case; CPU-s per 10,000 calls (target for all but boots: at most {TARGET})")
    print(f"  {'protocol':>9} {'calls':>7} {'clients':>7} {'bytes':>5} {'ours':>7} {'python':>7} {'ratio':>6} {'ours/s':>7} "
          f"{'python/s':>8} {'p50 ms':>7} {'p99 ms':>7} {'errors':>6} {'MB':>5}")
    for (protocol, kind, clients), case in ours.items():
        errors = case["callerrors"] + case["mismatched"] + case["dead"]
        peer = theirs.get((protocol, kind, clients))
        cost = case["server_cpu_s_per_10k"]
        beside = f"{peer['server_cpu_s_per_10k']:>7.2f} {peer['server_cpu_s_per_10k'] / max(cost, 0.001):>6.1f}" if peer else f"{'-':>7} {'-':>6}"
        rate = f"{peer['calls_per_s']:>8.0f}" if peer else f"{'-':>8}"
        print(f"  {protocol:>9} {kind:>7} {clients:>7} {case['payload_bytes']:>5} {cost:>7.3f} {beside} {case['calls_per_s']:>7.0f} "
              f"{rate} {case['p50_ms']:>7.2f} {case['p99_ms']:>7.2f} {errors:>6} {case['server_rss_kib'] / 1024:>5.0f}")
        keep(protocol, kind, clients, "strangers", cost, None if kind == "boot" else TARGET,
             f"{errors} errors, p99 {case['p99_ms']:.1f} ms", peer and peer["server_cpu_s_per_10k"])
        if errors:
            print(f"         {case['complaint'][:300]}")


def keep(protocol, kind, clients, what, cost, target, note, peer=None):
    results.record("ocpp", f"10,000 OCPP {protocol[4:]} {NAMES[kind]}, {clients} client{'s' if clients > 1 else ''}, {what}",
                   cost, "CPU-s", "PyPI ocpp, validating", peer, target, note)


# MARK: stations of a topology


def readings(gateway):
    with sqlite3.connect(f"file:{gateway.database()}?mode=ro", uri=True) as database:
        return database.execute("SELECT count(*) FROM reading").fetchone()[0]


def known_load(scene, gateway, passwords, protocol, kind, clients, calls):
    """One run of so many stations of that version; with the rows that it left."""
    lines = [line for line in passwords.read_text().splitlines() if line.endswith(protocol)]
    file = scene.folder / "some"
    file.write_text("\n".join(lines[:clients]) + "\n")
    before = readings(gateway)
    with stations.fleet(scene.program, gateway, file, "load", "--kind", kind, "--calls", min(calls // clients, BURST),
                        "--server-pid", gateway.pid) as running:
        running.wait_for("ready")
        report = running.report()
        report["complaint"] = " | ".join(running.said[:3])
    time.sleep(2.5)
    report["rows"] = readings(gateway) - before
    return report


def of_a_topology(folder, calls):
    scene = stations.Scene(folder)
    count = 2 * max(clients for _, clients in CASES)
    print(f"  stations of a topology, in transactions; CPU-s per 10,000 calls (target without storing: at most {TARGET})")
    print(f"  {'readings':>8} {'protocol':>9} {'calls':>11} {'clients':>7} {'number':>6} {'CPU-s':>7} {'calls/s':>7} {'p50 ms':>7} "
          f"{'p99 ms':>7} {'rows':>6} {'errors':>6} {'MB':>5}")
    for is_stored in (False, True):
        with scene.gateway(count, False, *([] if is_stored else ["--no-readings"])) as (gateway, passwords):
            for protocol, kind, clients in cases():
                if kind == "boot":
                    continue
                kind = "transaction" if kind == "txevent" else kind
                line(is_stored, protocol, kind, clients, gateway,
                     known_load(scene, gateway, passwords, protocol, kind, clients, calls))


def line(is_stored, protocol, kind, clients, gateway, case):
    errors = case["call_errors"] + case["stray_answers"] + case["unanswered"] + case["lost"]
    cost = case["server_cpu_s_per_10k"]
    print(f"  {'stored' if is_stored else 'off':>8} {protocol:>9} {kind:>11} {clients:>7} {case['calls']:>6} {cost:>7.3f} "
          f"{case['calls_per_s']:>7.0f} {case['p50_ms']:>7.2f} {case['p99_ms']:>7.2f} {case['rows']:>6} {errors:>6} "
          f"{machine.resident_mb(gateway.pid):>5.0f}", flush=True)
    keep(protocol, kind, clients, "stored" if is_stored else "all but storing", cost, None if is_stored else TARGET,
         f"{errors} errors, p99 {case['p99_ms']:.1f} ms" + (f", {case['rows']} rows" if is_stored else ""))
    if errors:
        print(f"         {case['complaint'][:300]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=10_000)
    some = parser.add_mutually_exclusive_group()
    some.add_argument("--stored", action="store_true", help="stations of a topology alone")
    some.add_argument("--strangers", action="store_true", help="strangers and the peer alone")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        if not given.stored:
            beside_the_peer(folder, given.calls)
        if not given.strangers:
            of_a_topology(folder, given.calls)


if __name__ == "__main__":
    main()
