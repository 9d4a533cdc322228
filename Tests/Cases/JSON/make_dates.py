# SPDX-License-Identifier: Apache-2.0
"""Writes dates.json: RFC 3339 texts with their milliseconds since the epoch, as Python's datetime has them."""
import json
import pathlib
import random
from datetime import datetime, timedelta, timezone

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
random.seed(3339)
rows = []


def add(moment: datetime) -> None:
    milliseconds = (moment - EPOCH) // timedelta(milliseconds=1)
    utc = moment.astimezone(timezone.utc)
    canonical = utc.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
    rows.append({"text": moment.isoformat(), "milliseconds": milliseconds, "canonical": canonical})


for year in (1, 4, 100, 400, 1582, 1900, 1969, 1970, 1999, 2000, 2024, 2026, 2100, 2400, 9999):
    for month, day in ((1, 2), (2, 28), (3, 1), (12, 30)):
        add(datetime(year, month, day, 23, 59, 59, 999000, tzinfo=timezone.utc))
for year in (4, 2000, 2024, 2400):
    add(datetime(year, 2, 29, tzinfo=timezone.utc))
for _ in range(120):
    zone = timezone(timedelta(minutes=random.randint(-14 * 60, 14 * 60)))
    seconds = random.randint(-60_000_000_000, 250_000_000_000)
    fraction = random.choice((0, random.randint(0, 999_999)))
    add((EPOCH + timedelta(seconds=seconds, microseconds=fraction)).astimezone(zone))

path = pathlib.Path(__file__).with_name("dates.json")
path.write_text("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n")
