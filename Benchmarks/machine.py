# SPDX-License-Identifier: Apache-2.0
"""What every driver needs: facts of the machine, CPU time of a process, peers built from their source, a gateway."""
import contextlib
import datetime
import json
import os
import pathlib
import resource
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
PEERS = pathlib.Path(os.environ.get("HEADROOM_BENCH") or "/nonexistent")
PYTHON = os.environ.get("HEADROOM_PYTHON") or str(ROOT / ".venv/bin/python")
START_DEADLINE_S = 60
STOP_DEADLINE_S = 20


def facts():
    """One line: when and on what."""
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    memory = int(open("/proc/meminfo").readline().split()[1]) / 2**20
    now = datetime.datetime.now(datetime.timezone.utc)
    return (f"{now:%Y-%m-%d %H:%M} UTC, {os.cpu_count()} x {model}, {memory:.0f} GiB, load {os.getloadavg()[0]:.1f}, "
            f"{os.uname().sysname} {os.uname().release.split('-')[0]}")


def peer(path):
    """A file of the peers, or None with a word about it."""
    file = PEERS / path
    if file.is_file():
        return file
    print(f"  (no peer: HEADROOM_BENCH has no {path})")
    return None


def compiled(source, folder, *libraries):
    """A C program, built into `folder` from a file or from all of a folder."""
    source = pathlib.Path(source)
    program = pathlib.Path(folder) / source.stem
    files = sorted(source.glob("*.c")) if source.is_dir() else [source]
    subprocess.run(["gcc", "-O2", "-w", "-o", str(program), *map(str, files), *libraries], check=True)
    return program


def raise_descriptors(wanted):
    """Lets what is started from here have so many descriptors, if the system lets us; how many there are."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return soft


def cpu_seconds(pid):
    """User and system time of a process, all threads."""
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mb(pid, key="VmRSS"):
    line = next(line for line in open(f"/proc/{pid}/status") if line.startswith(key + ":"))
    return int(line.split()[1]) / 1024


def children(pid):
    """Processes that a process started."""
    found = []
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return found


def binary():
    """The gateway in release: HEADROOM_BINARY, or what `swift build -c release` left."""
    path = pathlib.Path(os.environ.get("HEADROOM_BINARY") or ROOT / ".build/release/headroom")
    if not path.is_file():
        sys.exit(f"no release build of headroom at {path}: swift build -c release --product headroom")
    return path


class Gateway:
    """A running `headroom run` with a data folder of its own."""

    def __init__(self, topology, *options):
        self.command = [binary(), "run", topology, "--no-screen", *options]
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="headroom-bench-"))
        # Of the certificate, where it was given one.
        self.authority = None
        self.log = open(self.folder / "log", "w")
        self.launch({"mqtt": 0, "ocpp": 0, "http": 0})

    def launch(self, ports):
        ready = self.folder / "ready.json"
        ready.unlink(missing_ok=True)
        command = [*self.command, "--data", self.folder / "data", "--ready-file", ready]
        for door, port in ports.items():
            command += [f"--{door}-port", port]
        self.process = subprocess.Popen([str(word) for word in command], stdout=self.log, stderr=self.log)
        deadline = time.monotonic() + START_DEADLINE_S
        while not ready.is_file():
            if self.process.poll() is not None or time.monotonic() > deadline:
                text = (self.folder / "log").read_text()[-3000:]
                self.close()
                raise RuntimeError(f"headroom run did not start:\n{text}")
            time.sleep(0.05)
        self.ready = json.loads(ready.read_text())
        self.pid = self.ready["pid"]
        self.key = pathlib.Path(self.ready["keyFile"]).read_text().strip()

    def request(self, path, method="GET", body=None):
        place = self.ready["http"]
        request = urllib.request.Request(
            f"http{'s' if self.authority else ''}://{place['host']}:{place['port']}{path}", method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"})
        context = ssl.create_default_context(cafile=self.authority) if self.authority else None
        with urllib.request.urlopen(request, timeout=30, context=context) as answer:
            return answer.read().decode()

    def metrics(self):
        """Samples without labels, by name."""
        page = [line.rsplit(" ", 1) for line in self.request("/metrics").splitlines() if line and line[0] != "#"]
        return {name: float(value) for name, value in page}

    def labelled(self, name):
        """Samples of one family, by their labels as they stand."""
        lines = [line for line in self.request("/metrics").splitlines() if line.startswith(name + "{")]
        return {labels: float(value) for labels, value in (line[len(name) + 1:].rsplit("} ", 1) for line in lines)}

    def cpu(self):
        return cpu_seconds(self.pid)

    def broker(self):
        """The embedded broker's process."""
        return next(pid for pid in children(self.pid) if "mosquitto" in open(f"/proc/{pid}/comm").read())

    def database(self):
        return next((self.folder / "data").glob("*.sqlite"))

    def kill(self):
        """Ends it without a chance to say or write anything."""
        self.process.kill()
        self.process.wait()

    def restart(self):
        """Starts it again on the same data, where whoever connected before looks for it."""
        self.launch({door: self.ready[door]["port"] for door in ("mqtt", "ocpp", "http")})

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_DEADLINE_S)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def close(self):
        self.stop()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextlib.contextmanager
def gateway(topology, *options):
    running = Gateway(topology, *options)
    try:
        yield running
    finally:
        running.close()
