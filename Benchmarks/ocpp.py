#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The OCPP server under load, beside a central system on the PyPI package `ocpp`, in the same run.

    HEADROOM_BENCH=<folder of the peers> Benchmarks/ocpp.py [--calls 10000]

The load generator is the peers' `ocpp/ocpp_load.c`; the stations are strangers to the topology: answered, never
dispatched. `ocpp/cp_proof.py` must run a whole session without a complaint. Figures are CPU seconds of the server.
"""
import argparse
import contextlib
import json
import socket
import subprocess
import tempfile
import time

import machine
import results

CASES = [("meter", 1), ("meter", 100), ("boot", 100)]
TARGET = 1.0


def load(program, url, kind, clients, calls, pid):
    """One run; the generator's own report."""
    done = subprocess.run(
        [str(program), "--url", url, "--proto", "ocpp1.6", "--kind", kind, "--clients", str(clients), "--calls",
         str(calls // clients), "--server-pid", str(pid), "--prefix", f"BENCH{kind.upper()}{clients}X"],
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
    done = subprocess.run(
        [machine.PYTHON, str(program), "--url", url, "--proto", "ocpp1.6"], capture_output=True, text=True, timeout=120)
    print(f"  cp_proof.py --proto ocpp1.6: exit {done.returncode}" + ("" if done.returncode == 0 else f"\n{done.stdout[-1500:]}{done.stderr[-1500:]}"))
    return done.returncode


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=10_000)
    calls = parser.parse_args().calls
    generator = machine.peer("ocpp/ocpp_load.c")
    if generator is None:
        print("  the load generator is one of the peers: nothing measured")
        return
    with tempfile.TemporaryDirectory() as folder:
        program = machine.compiled(generator, folder)
        ours, theirs = {}, {}
        with machine.gateway(machine.ROOT / "topology/minimal.yaml", "--accept-unknown-stations") as gateway:
            url = f"ws://{gateway.ready['ocpp']['host']}:{gateway.ready['ocpp']['port']}/ocpp/"
            start, since = gateway.cpu(), time.monotonic()
            time.sleep(3)
            print(f"  idle: {(gateway.cpu() - start) / (time.monotonic() - since):.3f} CPU-s/s, "
                  f"{machine.resident_mb(gateway.pid):.0f} MB")
            for case in CASES:
                ours[case] = load(program, url, *case, calls, gateway.pid)
            session = machine.peer("ocpp/cp_proof.py")
            if session:
                proof(session, url)
        central = machine.peer("ocpp/central_py.py")
        if central:
            for case in CASES:
                with python_central(central) as (url, pid):
                    theirs[case] = load(program, url, *case, calls, pid)
    table(calls, ours, theirs)


def table(calls, ours, theirs):
    print(f"  {calls} calls a case; CPU-s per 10,000 calls (target for MeterValues: below {TARGET})")
    print(f"  {'calls':>6} {'clients':>7} {'bytes':>5} {'ours':>7} {'python':>7} {'ratio':>6} {'ours/s':>7} {'python/s':>8} "
          f"{'p50 ms':>7} {'p99 ms':>7} {'errors':>6} {'MB':>5}")
    for (kind, clients), case in ours.items():
        errors = case["callerrors"] + case["mismatched"] + case["dead"]
        peer = theirs.get((kind, clients))
        cost = case["server_cpu_s_per_10k"]
        beside = f"{peer['server_cpu_s_per_10k']:>7.2f} {peer['server_cpu_s_per_10k'] / max(cost, 0.001):>6.1f}" if peer else f"{'-':>7} {'-':>6}"
        rate = f"{peer['calls_per_s']:>8.0f}" if peer else f"{'-':>8}"
        print(f"  {kind:>6} {clients:>7} {case['payload_bytes']:>5} {cost:>7.3f} {beside} {case['calls_per_s']:>7.0f} {rate} "
              f"{case['p50_ms']:>7.2f} {case['p99_ms']:>7.2f} {errors:>6} {case['server_rss_kib'] / 1024:>5.0f}")
        name = {"meter": "MeterValues", "boot": "BootNotification"}[kind]
        results.record("ocpp", f"10,000 OCPP {name}, {clients} client{'s' if clients > 1 else ''}", cost, "CPU-s",
                       "PyPI ocpp, validating", peer and peer["server_cpu_s_per_10k"], TARGET if kind == "meter" else None,
                       f"{errors} errors, p99 {case['p99_ms']:.1f} ms")
        if errors:
            print(f"         {case['complaint'][:300]}")


if __name__ == "__main__":
    main()
