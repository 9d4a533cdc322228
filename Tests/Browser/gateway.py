# SPDX-License-Identifier: Apache-2.0
"""A gateway of its own on ports that nobody uses, and its REST interface by urllib."""
import json
import os
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Gateway:
    """`headroom run` as a child."""

    def __init__(self, topology, arguments=(), folder=None):
        self.binary = os.environ.get("HEADROOM_BINARY") or os.path.join(ROOT, ".build/debug/headroom")
        self.topology, self.arguments = topology, list(arguments)
        self._temporary = None if folder else tempfile.TemporaryDirectory(prefix="headroom-walk-")
        self.folder = folder or self._temporary.name

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        if self._temporary:
            self._temporary.cleanup()

    def start(self, ports=(0, 0, 0)):
        ready = os.path.join(self.folder, "ready.json")
        if os.path.exists(ready):
            os.remove(ready)
        self.log = open(os.path.join(self.folder, "walk.log"), "a")
        mqtt, ocpp, http = ports
        self.process = subprocess.Popen(
            [self.binary, "run", self.topology, "--data", self.folder, "--no-screen", "--mqtt-port", str(mqtt), "--ocpp-port", str(ocpp),
             "--http-port", str(http), *self.arguments], stdout=self.log, stderr=self.log)
        end = time.monotonic() + 60
        while not os.path.exists(ready):
            if self.process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"the gateway did not start: {open(self.log.name).read()[-2000:]}")
            time.sleep(0.1)
        self.ready = json.load(open(ready))
        self.port = self.ready["http"]["port"]
        self.ports = tuple(self.ready[name]["port"] for name in ("mqtt", "ocpp", "http"))
        self.url = f"http://{self.ready['local']}:{self.port}"
        self.key = open(os.path.join(self.folder, "operator.key")).read().strip()

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def call(self, method, path, body=None, key=None, headers=None):
        """Status and document of a call with a Bearer key."""
        request = urllib.request.Request(self.url.rstrip("/") + path, method=method, data=None if body is None else json.dumps(body).encode())
        request.add_header("Authorization", f"Bearer {key or self.key}")
        for name, value in (headers or {}).items():
            request.add_header(name, value)
        try:
            with urllib.request.urlopen(request, timeout=20) as reply:
                text = reply.read()
                return reply.status, json.loads(text) if text and text[:1] in b"{[" else text.decode()
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"{}")

    def get(self, path):
        status, document = self.call("GET", path)
        assert status == 200, (path, status, document)
        return document

    def cpu_seconds(self):
        """CPU that the process has used so far."""
        return cpu_seconds([self.process.pid])


def cpu_seconds(pids):
    """CPU that processes have used so far, without their children."""
    total = 0.0
    for pid in pids:
        try:
            fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
            total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        except (FileNotFoundError, ProcessLookupError):
            pass
    return total
