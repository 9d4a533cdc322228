# SPDX-License-Identifier: Apache-2.0
"""Judges the judge: a toy gateway that does right must pass the main job, each that does wrong must fail it."""
import asyncio
import os
import pathlib
import sys

from . import main_job

USED, FAIR = "the usable room is used", "nobody gets less than max-min gives"
EXPECTED = {
    "fair": set(),
    "zeros": {USED, FAIR},
    "deaf": {"new setpoints reached the devices", "true power under the limit"},
    "greedy": {FAIR},
    "flat": {"no site beyond its agreed import"},
    "jumpy": {"raised no faster than 25 % of the nameplate in 30 s"}}
"""What must fail for each FAKE_MODE; other checks may fail too, but not for `fair`."""


async def run():
    """All modes one after the other in processes of their own would take long; they run together."""
    outcomes = await asyncio.gather(*(_one(mode) for mode in EXPECTED))
    wrong = 0
    for mode, failed in zip(EXPECTED, outcomes):
        holds = EXPECTED[mode] <= failed and (bool(failed) == bool(EXPECTED[mode]))
        wrong += not holds
        print(f"{'PASS' if holds else 'FAIL'} judge/{mode}: failed checks {sorted(failed) or 'none'}")
    print(f"{len(EXPECTED) - wrong} passed, {wrong} failed")
    return 1 if wrong else 0


async def _one(mode):
    here = pathlib.Path(__file__).resolve().parent.parent
    environment = os.environ | {"FAKE_MODE": mode, "HEADROOM_BINARY": f"{sys.executable} {here / 'fake_headroom.py'}"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(here / "run.py"), "--alone", "prove-one", env=environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL)
    out, _ = await process.communicate()
    lines = out.decode().splitlines()
    if not any(line.startswith("PASS") for line in lines):
        return {"nothing passed", *lines[-3:]}
    return {line.split("/", 1)[1].split(":")[0] for line in lines if line.startswith("FAIL")}


async def one():
    """The main job, shortened: the toy answers at once."""
    return await main_job.run(hold_s=25, ramp_s=40)
