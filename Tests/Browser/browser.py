# SPDX-License-Identifier: Apache-2.0
"""Chromium without a screen, driven through its DevTools protocol, and everything it complains about."""
import asyncio
import base64
import itertools
import json
import os
import re
import shutil
import subprocess
import tempfile

import websockets

# What a key is called on the wire: its code, its Windows key code and the text it types.
KEYS = {"Enter": (13, "\r"), "Escape": (27, None), "Tab": (9, None), "ArrowDown": (40, None), "ArrowUp": (38, None),
        "ArrowRight": (39, None), "ArrowLeft": (37, None), "Home": (36, None), "End": (35, None), "/": (191, "/")}


class Browser:
    """One Chromium process with one page."""

    def __init__(self, program=None):
        self.program = program or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
        self.complaints, self.requests, self.responses = [], [], {}
        self._numbers, self._waiting = itertools.count(1), {}

    async def __aenter__(self):
        if not self.program:
            raise SystemExit("no chromium found: apt-get install chromium")
        self.folder = tempfile.mkdtemp(prefix="headroom-browser-")
        command = [self.program, "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={self.folder}", "--no-first-run",
                   "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
                   "--hide-scrollbars", "--no-default-browser-check", "about:blank"]
        if os.getuid() == 0:
            command.insert(1, "--no-sandbox")
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
        url = await asyncio.wait_for(asyncio.to_thread(self._url), 30)
        self._socket = await websockets.connect(url, max_size=None)
        self._reader = asyncio.create_task(self._read())
        target = (await self.call("Target.createTarget", url="about:blank"))["targetId"]
        self.session = (await self.call("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Performance", "Accessibility"):
            await self.call(f"{domain}.enable")
        return self

    async def __aexit__(self, *_):
        self._reader.cancel()
        await self._socket.close()
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _url(self):
        for line in self.process.stderr:
            found = re.search(rb"ws://\S+", line)
            if found:
                return found.group().decode()
        raise RuntimeError("chromium ended before it listened")

    async def _read(self):
        async for text in self._socket:
            message = json.loads(text)
            if "id" in message:
                waiting = self._waiting.pop(message["id"], None)
                if waiting and not waiting.done():
                    waiting.set_result(message)
            else:
                self._note(message["method"], message["params"])

    def _note(self, method, params):
        """Keeps requests, and all that a developer would see in red."""
        if method == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            self.complaints.append(f"exception: {details.get('exception', {}).get('description', details['text'])}")
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning", "assert"):
            self.complaints.append(f"console.{params['type']}: {[a.get('value', a.get('description')) for a in params['args']]}")
        elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            self.complaints.append(f"log: {params['entry']['text']} {params['entry'].get('url', '')}")
        elif method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif method == "Network.responseReceived":
            self.responses[params["response"]["url"]] = params["response"]
        elif method == "Network.loadingFailed" and not params.get("canceled"):
            self.complaints.append(f"request failed: {params.get('errorText')} {params.get('blockedReason', '')}")

    async def call(self, method, **params):
        """One command of the protocol."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": params}
        if getattr(self, "session", None) and not method.startswith("Target."):
            message["sessionId"] = self.session
        self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send(json.dumps(message))
        answer = await asyncio.wait_for(self._waiting[number], 30)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    async def size(self, width, height, is_phone=False):
        """The size of the window, in CSS pixels."""
        await self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=is_phone)
        await self.call("Emulation.setTouchEmulationEnabled", enabled=is_phone)

    async def colours(self, scheme, motion="no-preference"):
        """Dark or light, and whether the person wants things to move."""
        await self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": motion}])

    async def open(self, url):
        await self.call("Page.navigate", url=url)

    async def run(self, expression):
        """The value of an expression in the page."""
        answer = await self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("exception", {}).get("description", expression))
        return answer["result"].get("value")

    async def until(self, expression, within_s=15, why=None):
        """Waits until an expression is true; returns its value."""
        end = asyncio.get_running_loop().time() + within_s
        while asyncio.get_running_loop().time() < end:
            value = await self.run(expression)
            # An element comes as an empty object.
            if value or value == {}:
                return value
            await asyncio.sleep(0.1)
        raise AssertionError(f"not within {within_s} s: {why or expression}")

    async def click(self, selector):
        """A real click in the middle of what is seen; fails where something else lies above it."""
        spot = await self.run(f"""(() => {{ const e = document.querySelector({selector!r}); if (!e) return null;
            e.scrollIntoView({{block: 'nearest', inline: 'nearest'}}); const r = e.getBoundingClientRect();
            const [x, y] = [r.left + r.width / 2, r.top + r.height / 2]; const top = document.elementFromPoint(x, y);
            return {{x, y, isHit: Boolean(top) && (e.contains(top) || top.contains(e)), over: top?.outerHTML.slice(0, 120)}}; }})()""")
        assert spot, f"nothing is {selector}"
        assert spot["isHit"], f"{selector} cannot be clicked: {spot['over']} lies above it"
        for kind in ("mousePressed", "mouseReleased"):
            await self.call("Input.dispatchMouseEvent", type=kind, x=spot["x"], y=spot["y"], button="left", clickCount=1)

    async def type(self, text):
        await self.call("Input.insertText", text=text)

    async def press(self, *names):
        """Keys, one after the other."""
        for name in names:
            code, text = KEYS[name]
            shared = {"key": name, "code": name, "windowsVirtualKeyCode": code}
            await self.call("Input.dispatchKeyEvent", type="keyDown", **shared, **({"text": text} if text else {}))
            await self.call("Input.dispatchKeyEvent", type="keyUp", **shared)

    async def picture(self, path):
        """A screenshot, as small as PNG gets it."""
        shot = await self.call("Page.captureScreenshot", format="png", optimizeForSpeed=False)
        with open(path, "wb") as file:
            file.write(base64.b64decode(shot["data"]))
