# SPDX-License-Identifier: Apache-2.0
"""Runs the scenarios against the gateway in HEADROOM_BINARY: `run.py [--jobs N] [SCENARIO ...]`."""
import argparse
import asyncio
import importlib
import logging
import pathlib
import re
import subprocess
import sys

CLOSING = re.compile(r"\d+ passed, \d+ failed")
SCENARIOS = {
    "main": "scenarios.main_job:run",
    "garbage": "scenarios.garbage:run",
    "vanished": "scenarios.faults:vanished_station",
    "killed": "scenarios.faults:broker_and_gateway",
    "load-step": "scenarios.faults:load_step",
    "tight": "scenarios.faults:tight",
    "phases": "scenarios.phases:run",
    "doctor": "scenarios.doctor:run",
}


def main():
    """All scenarios named (or all there are), each in a process of its own; the exit status is 0 only if all hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help=f"of {', '.join(SCENARIOS)}; all by default")
    parser.add_argument("--jobs", type=int, default=3, help="scenarios that run at the same time")
    parser.add_argument("--prove", action="store_true", help="judge the judge with toy gateways instead")
    parser.add_argument("--alone", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone:
        return alone(options.alone)
    if options.prove:
        return asyncio.run(importlib.import_module("scenarios.prove").run())
    unknown = set(options.scenarios) - set(SCENARIOS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    return asyncio.run(together(options.scenarios or list(SCENARIOS), options.jobs))


def alone(name):
    """One scenario in this process."""
    logging.disable(logging.CRITICAL)
    module, function = {"prove-one": "scenarios.prove:one", **SCENARIOS}[name].split(":")
    return asyncio.run(getattr(importlib.import_module(module), function)()).close()


async def together(names, jobs):
    """Runs `names`, at most `jobs` at once, and prints what each said when it ends."""
    free = asyncio.Semaphore(jobs)
    lines = []

    async def one(name):
        async with free:
            process = await asyncio.create_subprocess_exec(
                sys.executable, str(pathlib.Path(__file__).resolve()), "--alone", name, stdout=subprocess.PIPE)
            out, _ = await process.communicate()
            text = out.decode()
            if process.returncode != 0 and "FAIL" not in text:
                text = f"FAIL {name}/runs to its end: exit status {process.returncode}\n" + text
            found = [x for x in text.splitlines() if not CLOSING.fullmatch(x)]
            lines.extend(found)
            print("\n".join(found), flush=True)

    await asyncio.gather(*(one(n) for n in names))
    passed, failed = (sum(1 for x in lines if x.startswith(word)) for word in ("PASS ", "FAIL "))
    print(f"{passed} passed, {failed} failed")
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
