# SPDX-License-Identifier: Apache-2.0
"""UTC timestamps as the protocols write them."""
from datetime import datetime, timezone


def iso(epoch):
    """`epoch` (s since 1970) as RFC 3339 with milliseconds and Z."""
    text = datetime.fromtimestamp(epoch, timezone.utc).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def epoch(text):
    """Seconds since 1970 of an RFC 3339 time; one without a zone counts as UTC."""
    moment = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return moment.timestamp()
