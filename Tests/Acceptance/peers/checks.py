# SPDX-License-Identifier: Apache-2.0
"""One line for each thing that must hold, with its numbers."""
import sys
import time


class Report:
    """Collects checks of one scenario and prints them as they are made."""

    def __init__(self, scenario):
        self.scenario = scenario
        self.results = []
        self._began = time.monotonic()

    def check(self, name, holds, numbers=""):
        """States whether `name` holds."""
        self.results.append((name, bool(holds)))
        print(f"{'PASS' if holds else 'FAIL'} {self.scenario}/{name}: {numbers}", flush=True)
        return bool(holds)

    def note(self, text):
        """Progress, on standard error."""
        print(f"[{time.monotonic() - self._began:6.1f} s] {self.scenario}: {text}", file=sys.stderr, flush=True)

    @property
    def failed(self):
        """Names of what did not hold."""
        return [name for name, holds in self.results if not holds]

    def close(self):
        """Prints the closing line; the exit status is 0 only where something was checked and all of it held."""
        passed = len(self.results) - len(self.failed)
        print(f"{passed} passed, {len(self.failed)} failed", flush=True)
        return 0 if self.results and not self.failed else 1
