# SPDX-License-Identifier: Apache-2.0
"""The gateway under test as a child process, and its REST interface."""
import asyncio
import contextlib
import json
import os
import pathlib
import signal
import subprocess
import time
import urllib.error
import urllib.request

READY_WITHIN_S = 30
STOP_WITHIN_S = 10


class Gateway:
    """Runs `headroom run TOPOLOGY --data DIR ...`; the binary's path (or a command line) is in HEADROOM_BINARY."""

    def __init__(self, topology, folder, arguments=()):
        self.topology = str(topology)
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.data = self.folder / "data"
        self.ready_file = self.folder / "ready.json"
        self.log_path = self.folder / "gateway.log"
        self.arguments = list(arguments)
        self.command = os.environ["HEADROOM_BINARY"].split()
        self.process = None
        self.ready = None
        self._ports = ["0", "0", "0"]
        self._brokers = set()

    # Process

    async def start(self):
        """Starts it and waits until everything listens. A second start takes the ports of the first."""
        self.ready_file.unlink(missing_ok=True)
        mqtt, ocpp, http = self._ports
        command = self.command + [
            "run", self.topology, "--data", str(self.data), "--mqtt-port", mqtt, "--ocpp-port", ocpp,
            "--http-port", http, "--ready-file", str(self.ready_file), *self.arguments]
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        deadline = time.monotonic() + READY_WITHIN_S
        while not self._is_ready():
            if self.process.poll() is not None:
                raise RuntimeError(f"the gateway ended with {self.process.returncode}: {self.log_tail()}")
            if time.monotonic() > deadline:
                raise RuntimeError(f"not ready within {READY_WITHIN_S} s: {self.log_tail()}")
            await asyncio.sleep(0.05)
        self._ports = [str(self.ready[k]["port"]) for k in ("mqtt", "ocpp", "http")]
        self.broker_pid()

    def kill(self):
        """SIGKILL: no chance to say goodbye."""
        self.broker_pid()
        self.process.kill()
        self.process.wait()

    async def stop(self):
        """SIGTERM, and what is left of it after that; returns the exit status, None where it had to be killed."""
        if self.process is None:
            return None
        self.broker_pid()
        status = self.process.poll()
        if status is None:
            self.process.send_signal(signal.SIGTERM)
            deadline = time.monotonic() + STOP_WITHIN_S
            while (status := self.process.poll()) is None and time.monotonic() < deadline:
                await asyncio.sleep(0.05)
            if status is None:
                self.process.kill()
                self.process.wait()
        for pid in self.surviving_brokers():
            os.kill(pid, signal.SIGKILL)
        return status

    @property
    def is_alive(self):
        """Whether the process still runs."""
        return self.process is not None and self.process.poll() is None

    def broker_pid(self):
        """Process id of the embedded broker, a descendant of the gateway; None where there is none."""
        parents = {pid: parent for pid, parent, name in _processes()}
        names = {pid: name for pid, parent, name in _processes()}
        for pid, name in names.items():
            ancestor = pid
            while ancestor in parents and ancestor != self.process.pid:
                ancestor = parents[ancestor]
            if ancestor == self.process.pid and name == "mosquitto":
                self._brokers.add(pid)
                return pid
        return None

    def surviving_brokers(self):
        """Brokers of this gateway that still run."""
        return [pid for pid, _, name in _processes() if pid in self._brokers and name == "mosquitto"]

    def log_tail(self, lines=15):
        """The last it said."""
        with open(self.log_path, encoding="utf-8", errors="replace") as log:
            return "\n".join(log.read().splitlines()[-lines:])

    def _is_ready(self):
        try:
            self.ready = json.loads(self.ready_file.read_text(encoding="utf-8"))
            return True
        except (FileNotFoundError, ValueError):
            return False

    # Credentials

    async def add_site(self, site):
        """(user, password) for MQTT."""
        answer = await self._run("site", "add", site)
        return answer["mqtt"]["user"], answer["mqtt"]["password"]

    async def add_node_meter(self, node):
        """(user, password) for MQTT of a feeder node's meter."""
        answer = await self._run("site", "add", "--node", node)
        return answer["mqtt"]["user"], answer["mqtt"]["password"]

    async def add_station(self, station):
        """The OCPP password."""
        return (await self._run("station", "add", station))["password"]

    async def _run(self, *words):
        # The installer comes before the first run: --new makes the folder and its key.
        command = self.command + list(words) + ["--data", str(self.data), "--new", "--json"]
        process = await asyncio.create_subprocess_exec(
            *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
        out, err = await process.communicate()
        if process.returncode != 0:
            raise RuntimeError(f"{' '.join(words)} ended with {process.returncode}: {err.decode()[-500:]}")
        return json.loads(out)

    # Addresses and REST

    @property
    def mqtt(self):
        """(host, port) of the broker."""
        return self.ready["mqtt"]["host"], self.ready["mqtt"]["port"]

    @property
    def ocpp_url(self):
        """Base URL for stations."""
        return f"ws://{self.ready['ocpp']['host']}:{self.ready['ocpp']['port']}/ocpp"

    def key(self):
        """The local administrator's key."""
        text = pathlib.Path(self.ready["keyFile"]).read_text(encoding="utf-8").strip()
        return json.loads(text)["key"] if text.startswith("{") else text

    async def request(self, method, path, body=None, key=True, raw=None):
        """(status, decoded answer or text)."""
        return await asyncio.to_thread(self._request, method, path, body, key, raw)

    def _request(self, method, path, body, key, raw):
        http = self.ready["http"]
        data = raw if raw is not None else (json.dumps(body).encode() if body is not None else None)
        request = urllib.request.Request(f"http://{http['host']}:{http['port']}{path}", data=data, method=method)
        if key:
            request.add_header("Authorization", f"Bearer {self.key()}")
        if data is not None:
            request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, _decode(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, _decode(error.read())
        except (OSError, ValueError) as error:
            return 0, repr(error)

    async def set_limit(self, node, limit_kw, end, reason, direction="import", **more):
        """Lowers a node's limit; the answer's body. Without `limit_kw` the bound is in `more`."""
        bound = {} if limit_kw is None else {"limitKW": limit_kw}
        body = {"direction": direction, "end": end, "reason": reason} | bound | more
        status, answer = await self.request("POST", f"/v1/nodes/{node}/limits", body)
        if status != 201:
            raise RuntimeError(f"limit refused with {status}: {answer}")
        return answer

    async def metric_sum(self, *words):
        """Sum of every counter of /metrics whose name contains one of `words`."""
        _, text = await self.request("GET", "/metrics")
        total = 0.0
        for line in str(text).splitlines():
            name, _, value = line.rpartition(" ")
            if name and not line.startswith("#") and any(w in name.lower() for w in words):
                with contextlib.suppress(ValueError):
                    total += float(value)
        return total


def _decode(data):
    try:
        return json.loads(data)
    except ValueError:
        return data.decode(errors="replace")


def _processes():
    """[(pid, parent, name)] of everything that runs."""
    found = []
    for folder in pathlib.Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                text = (folder / "stat").read_text()
            except OSError:
                continue
            name = text[text.index("(") + 1:text.rindex(")")]
            state, parent = text[text.rindex(")") + 2:].split()[:2]
            if state != "Z":
                found.append((int(folder.name), int(parent), name))
    return found
