# SPDX-License-Identifier: Apache-2.0
"""The operator's first ten minutes on the page, in a real browser against a running demo.

`walk.py [--pictures DIR]`. What is seen is held against REST, read beside the page by another client.
"""
import argparse
import asyncio
import os
import signal
import sys
import tempfile
import time

from browser import Browser
from gateway import ROOT, Gateway

PERSON = "Anna Berg"
REASON = "transformer hot"
LIMIT_KW = 100
DESKTOP, PHONE = (1440, 900), (375, 812)
# The demo's evening needs so long until it draws more than the limit to be set.
WARM_UP_S = 75


class Walk:
    """The steps, in order; each says what it saw."""

    def __init__(self, gateway, browser, pictures):
        self.gateway, self.browser, self.pictures = gateway, browser, pictures
        self.count = 0

    def see(self, holds, what):
        """Fails where something is not as it must be."""
        assert holds, what
        self.count += 1
        print(f"  ok  {what}", flush=True)

    def quiet(self, where):
        """Nothing red in the console since the last look."""
        complaints, self.browser.complaints = self.browser.complaints, []
        self.see(not complaints, f"no error, warning, blocked or failed request: {where}" if not complaints else f"{where}: {complaints[:4]}")

    async def text(self, selector):
        return await self.browser.run(f"document.querySelector({selector!r})?.textContent ?? ''")

    async def number(self, selector):
        """The number that an element begins with, as a person reads it."""
        text = (await self.text(selector)).replace("−", "-").replace("~", "").split()
        return float(text[0]) if text and text[0] not in ("–", "none") else None

    async def picture(self, name):
        path = os.path.join(self.pictures, f"{name}.png")
        await self.browser.picture(path)
        return path

    async def beside(self, ask, selector, tolerance, within_s=12):
        """What stands on the page agrees with REST: at some moment, since both move."""
        end, pairs = time.monotonic() + within_s, []
        while time.monotonic() < end:
            truth, shown = ask(), await self.number(selector)
            if shown is not None and truth is not None and abs(shown - truth) <= tolerance:
                return truth, shown
            pairs.append((truth, shown))
            await asyncio.sleep(0.4)
        raise AssertionError(f"{selector}: REST and the page differ: {pairs[-5:]}")


async def log_in(walk, key, person=None):
    """Types the key as a person does."""
    browser = walk.browser
    await browser.until("!document.getElementById('login').hidden", why="the login is shown")
    await browser.run("document.getElementById('login-key').value = ''")
    await browser.click("#login-key")
    await browser.type(key)
    if person:
        await browser.press("Tab")
        await browser.type(person)
    await browser.press("Enter")


async def first_look(walk):
    gateway, browser = walk.gateway, walk.browser
    await browser.size(*DESKTOP)
    await browser.colours("light")
    await browser.open(gateway.url + "/")
    await browser.until("document.readyState === 'complete' && !document.getElementById('login').hidden")
    walk.quiet("login page")
    headers = {name.lower(): value for name, value in browser.responses[gateway.url + "/"]["headers"].items()}
    walk.see("default-src 'none'" in headers["content-security-policy"], "the page's content security policy is strict")
    await log_in(walk, "no-such-key")
    await browser.until("!document.getElementById('login-error').hidden")
    walk.see("opens nothing" in await walk.text("#login-error"), "a wrong key is refused in words")
    browser.complaints = [text for text in browser.complaints if "401" not in text]
    await log_in(walk, gateway.key, PERSON)
    await browser.until("document.querySelectorAll('.row.node').length > 5", why="the tree is there")
    walk.see(PERSON in await walk.text("#who"), "logged in by name")
    walk.see(gateway.key not in await browser.run("document.cookie + location.href + JSON.stringify(localStorage)"), "no script sees the key or the cookie")
    head = next(node for node in gateway.get("/v1/nodes")["nodes"] if node["parent"] is None)
    rows = int(await browser.run("document.getElementById('tree').getAttribute('aria-rowcount')"))
    nodes = len(gateway.get("/v1/nodes")["nodes"])
    walk.see(rows == nodes + 1, f"{nodes} nodes are rows of the tree, and its head")
    walk.see(await browser.run("document.getElementById('app').classList.contains('is-live')"), "the numbers are live")
    return head["id"]


async def warm_up(walk, head):
    """The chargers of the evening come up."""
    end = time.monotonic() + WARM_UP_S
    measured = lambda: walk.gateway.get(f"/v1/nodes/{head}")["measuredKW"] or 0
    while measured() < 1.6 * LIMIT_KW and time.monotonic() < end:
        await asyncio.sleep(1)
    walk.see(measured() > LIMIT_KW, f"the demo draws {measured():.1f} kW, more than the {LIMIT_KW} kW to come")
    ask = lambda name: lambda: walk.gateway.get(f"/v1/nodes/{head}")[name]
    truth, shown = await walk.beside(ask("measuredKW"), "#sum-flow", 0.15)
    walk.see(True, f"flow: page {shown} kW, REST {truth} kW")
    truth, shown = await walk.beside(ask("headroomKW"), "#sum-headroom", 0.15)
    walk.see(True, f"headroom: page {shown} kW, REST {truth} kW")


async def set_limit(walk, head):
    gateway, browser = walk.gateway, walk.browser
    await browser.click("#set-limit")
    await browser.until("document.getElementById('limit-dialog').open")
    await browser.type(str(LIMIT_KW))
    await browser.run("document.querySelector('#limit-dialog [name=reason]').focus()")
    await browser.type(REASON)
    walk.see(await browser.run("document.getElementById('confirm-limit').disabled"), "nothing can be set before it was previewed")
    await browser.press("Enter")
    await browser.until("document.querySelector('#preview .preview')", why="the preview is there")
    preview = (await walk.text("#preview")).replace("−", "-")
    status, truth = gateway.call("POST", f"/v1/nodes/{head}/limits?preview=true", {"direction": "import", "limitKW": LIMIT_KW, "forS": 1800, "reason": REASON})
    shown = int(preview.split()[0])
    walk.see(status == 200 and abs(shown - len(truth["affected"])) <= 10 and shown > 0, f"the preview names {shown} DERs, REST {len(truth['affected'])} a moment later")
    walk.see(("It can be kept" in preview) == (truth["infeasibleKW"] == 0), "it says whether the limit can be kept, as REST does")
    over = f"{truth['linkLossOverloadKW']:.1f} kW over if the link"
    walk.see(over in preview if truth["linkLossOverloadKW"] > 0 else "holds even if" in preview, f"“{over} … were lost”")
    walk.see(gateway.get("/v1/limits")["limits"] == [], "the preview set nothing")
    await walk.picture("preview")
    await browser.click("#confirm-limit")
    await browser.until("!document.getElementById('limit-dialog').open")
    limits = gateway.get("/v1/limits")["limits"]
    walk.see([(limit["limitKW"], limit["author"], limit["reason"]) for limit in limits] == [(LIMIT_KW, PERSON, REASON)], "REST has the limit, with author and reason")
    await browser.until(f"document.getElementById('sum-limit').textContent === '{LIMIT_KW}.0 kW'", 5)
    walk.see(PERSON in await walk.text(".row.node .tag.set"), "the tree shows whose limit it is")
    end, flow = time.monotonic() + 20, None
    while time.monotonic() < end:
        flow = gateway.get(f"/v1/nodes/{head}")["measuredKW"]
        if flow is not None and flow <= LIMIT_KW and (await walk.number("#sum-flow")) <= LIMIT_KW:
            break
        await asyncio.sleep(0.3)
    walk.see(flow is not None and flow <= LIMIT_KW, f"it holds: {flow} kW, on the page {await walk.number('#sum-flow')} kW")
    return limits[0]["id"]


async def explain(walk, head):
    gateway, browser = walk.gateway, walk.browser
    await browser.run("document.getElementById('filter').value = 'cut'; document.getElementById('filter').dispatchEvent(new Event('change'))")
    await browser.until("document.querySelector('.row.der:not([hidden]) .label')", why="somebody is cut")
    await asyncio.sleep(0.3)
    name = await browser.run("[...document.querySelectorAll('.row.der:not([hidden])')].sort((a, b) => a.getAttribute('aria-rowindex') - b.getAttribute('aria-rowindex'))[0].querySelector('.label').title")
    await browser.run(f"[...document.querySelectorAll('.row.der:not([hidden])')].find((row) => row.querySelector('.label').title === {name!r}).id = 'walk-der'")
    await browser.click("#walk-der .label")
    await browser.until(f"document.querySelector('#pane-selected h2')?.textContent === {name!r} && document.querySelectorAll('#explanation p').length > 2")
    told = gateway.get(f"/v1/ders/{name}/explanation")
    words = await walk.text("#explanation")
    walk.see(told["bindingNode"] in words and PERSON in words and REASON in words, f"{name}: “{words[:110]}…”")
    path = await browser.run("[...document.querySelectorAll('#pane-selected tbody tr td:first-child')].map((cell) => cell.textContent)")
    walk.see(path == [step["node"] for step in told["path"]], f"its way: {' → '.join(path)}")
    binding = await walk.text("#pane-selected tr.binding td")
    walk.see(binding == told["bindingNode"], f"{binding} is shaded as the binding node")
    await browser.run("document.getElementById('filter').value = 'all'; document.getElementById('filter').dispatchEvent(new Event('change'))")
    walk.quiet("limit and explanation")


def history(gateway, head):
    """The last hour in points of 10 s."""
    begin = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 3600))
    return gateway.get(f"/v1/nodes/{head}/history?from={begin}&points=360")["points"]


async def chart(walk, head):
    browser = walk.browser
    await browser.run("document.getElementById('tree').focus()")
    await browser.press("Home", "Enter")
    await browser.until(f"document.querySelector('#pane-selected h2')?.textContent === {head!r}", why="Home and Enter open the head")
    await browser.until("document.querySelectorAll('#pane-selected .plot canvas').length > 0", why="the chart is drawn")
    points, end = [], time.monotonic() + 40
    while time.monotonic() < end and not (len(points) >= 3 and points[-1]["importLimitKW"] == LIMIT_KW):
        await asyncio.sleep(1)
        points = history(walk.gateway, head)
    walk.see(len(points) >= 3 and max(point["maximumKW"] or 0 for point in points) > LIMIT_KW, f"{len(points)} points of history, from over the limit to under it")
    walk.see(any(point["importLimitKW"] == LIMIT_KW for point in points), "the limit stands in the history")
    inked = await browser.run("""(() => { const c = document.querySelector('#pane-selected .plot canvas');
        const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n; })()""")
    walk.see(inked > 500, f"{inked} pixels of it are drawn")
    await browser.click(".ranges button")
    await asyncio.sleep(1.5)
    await walk.picture("desktop")
    await browser.click(".ranges button:last-child")
    await browser.until("document.querySelectorAll('#pane-selected .part table').length > 1", why="the chart is a table too")
    await browser.click(".ranges button:last-child")
    await browser.until("document.querySelectorAll('#pane-selected .plot canvas').length > 0")
    walk.quiet("chart")
    await browser.call("Network.setBlockedURLs", urls=["*/history*"])
    await browser.click(".ranges button:nth-child(2)")
    await browser.until("document.querySelector('#pane-selected .part .error')", 5, "a history that does not come is said")
    await browser.call("Network.setBlockedURLs", urls=[])
    await browser.click(".ranges button")
    await browser.until("document.querySelectorAll('#pane-selected .plot canvas').length > 0", 5, "the chart comes back after a request that failed")
    walk.see(True, "the chart comes back after a request that failed")
    browser.complaints = []


async def keys(walk):
    browser = walk.browser
    active = "document.getElementById(document.getElementById('tree').getAttribute('aria-activedescendant'))?.querySelector('.label').title"
    await browser.run("document.getElementById('tree').focus()")
    expanded = "document.getElementById(document.getElementById('tree').getAttribute('aria-activedescendant'))?.getAttribute('aria-expanded')"
    await browser.press("Home", "ArrowDown")
    await asyncio.sleep(0.3)
    second = await browser.run(active)
    for key, state in (("ArrowLeft", "false"), ("ArrowRight", "true")):
        await browser.press(key)
        await browser.until(f"{expanded} === '{state}'", 3, f"{key} on {second}")
    walk.see(await browser.run(active) == second, f"the arrow keys close and open {second}")
    await browser.press("End")
    await asyncio.sleep(0.3)
    walk.see(await browser.run(active) != second, "End goes to the last row")
    await browser.press("/")
    walk.see(await browser.run("document.activeElement.id") == "search", "/ goes to the search")
    await browser.type("home-07")
    await browser.until("document.getElementById('tree').getAttribute('aria-rowcount') < 10", why="the search leaves few rows")
    await browser.press("Escape")
    await browser.until("document.getElementById('tree').getAttribute('aria-rowcount') > 10")
    outline = await browser.run("getComputedStyle(document.activeElement).outlineStyle")
    walk.see(outline == "solid", "what has the focus is outlined")


async def records(walk, limit):
    gateway, browser = walk.gateway, walk.browser
    await browser.click("#tab-limits")
    await browser.click(f"#pane-limits [data-limit='{limit}'] .split > button")
    await browser.until("document.getElementById('ask-dialog').open")
    await browser.type("cooled down")
    await browser.press("Enter")
    await browser.until("!document.querySelector('#pane-limits .item')", 5)
    walk.see(gateway.get("/v1/limits")["limits"] == [], "the limit is cancelled, on the page and in REST")
    await browser.click("#tab-alarms")
    await browser.until("document.querySelectorAll('#pane-alarms tbody tr').length > 0 || document.querySelector('#pane-alarms .muted')")
    kept = gateway.get("/v1/alarms?limit=50")
    shown = await browser.run("document.querySelectorAll('#pane-alarms tbody tr').length")
    walk.see(abs(shown - len(kept["kept"])) <= 2, f"{shown} alarms that were raised, REST {len(kept['kept'])}")
    await browser.click("#tab-audit")
    await browser.until("document.querySelector('#pane-audit tbody')?.textContent.includes('cooled down')")
    rows = await browser.run("[...document.querySelectorAll('#pane-audit tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent))")
    entries = gateway.get("/v1/audit?limit=50")["entries"]
    mine = [(entry["author"], entry["reason"] or "") for entry in entries if entry["author"] == PERSON]
    walk.see(mine == [(row[1], row[3]) for row in rows if row[1] == PERSON] and (PERSON, "cooled down") in mine, f"the audit log tells {len(mine)} things that {PERSON} did, as REST")
    walk.quiet("records")


async def phase_limit(walk, head):
    """A limit on one phase is set as one, and nowhere passes for one of all three."""
    gateway, browser = walk.gateway, walk.browser
    change = lambda name, value: browser.run(f"(() => {{ const field = document.querySelector('#limit-dialog [name={name}]'); field.value = {value!r}; field.dispatchEvent(new Event('input', {{ bubbles: true }})); }})()")
    is_closed = "document.querySelector('#limit-dialog [name=phase]').disabled"
    await browser.click("#tab-limits")
    await browser.click("#pane-limits header button")
    await browser.until("document.getElementById('limit-dialog').open")
    await change("node", head)
    await change("value", "200")
    await change("reason", "fuse of phase B")
    await change("phase", "B")
    await change("unit", "limitKVA")
    walk.see(await browser.run(is_closed), "a limit in kVA has no phase to choose")
    await change("unit", "limitA")
    walk.see(not await browser.run(is_closed), "one in amperes has")
    await browser.click("#preview-limit")
    await browser.until("!document.getElementById('confirm-limit').disabled", why="the preview is there")
    await browser.click("#confirm-limit")
    await browser.until("!document.getElementById('limit-dialog').open")
    limits = gateway.get("/v1/limits")["limits"]
    walk.see([(limit["limitA"], limit["phase"], limit["direction"]) for limit in limits] == [(200, "B", "import")], "REST has the limit, on phase B alone")
    words, chosen = "200.0 A import on phase B", f'[data-limit="{limits[0]["id"]}"]'
    await browser.until(f"document.querySelector('#pane-selected {chosen} strong')", 5, "the node shows its limit")
    for pane in ("selected", "limits"):
        told = await walk.text(f"#pane-{pane} {chosen} strong")
        walk.see(told == f"{words} at {head}", f"the {pane} tab says “{told}”")
    await browser.click("#tab-limits")
    await browser.click(f"#pane-limits {chosen} .split > button")
    await browser.until("document.getElementById('ask-dialog').open")
    walk.see(words + "," in await walk.text("#ask-dialog"), "so does the question whether to cancel it")
    await browser.press("Enter")
    await browser.until("!document.querySelector('#pane-limits .item')", 5)
    walk.see(gateway.get("/v1/limits")["limits"] == [], "it is cancelled")
    walk.quiet("a limit on one phase")


async def alarm(walk, head):
    """Something cannot be kept; somebody sees it and says so, by keys alone."""
    gateway, browser = walk.gateway, walk.browser
    status, limit = gateway.call("POST", f"/v1/nodes/{head}/limits", {"direction": "import", "limitKW": 0.1, "forS": 600, "reason": "nobody can keep this"})
    walk.see(status == 201, "a limit that nobody can keep is set by another client")
    name = f"infeasible:{head}:import"
    mine = lambda: next((entry for entry in gateway.get("/v1/alarms")["active"] if entry["id"] == name), None)
    end = time.monotonic() + 30
    while not mine() and time.monotonic() < end:
        await asyncio.sleep(0.5)
    walk.see(mine() and mine()["acknowledgedAt"] is None, f"REST has the alarm: {mine()['sentence']}")
    await browser.click("#tab-alarms")
    row = f"[...document.querySelectorAll('#pane-alarms .item')].find((item) => item.textContent.includes('import limit of {head} cannot be kept'))"
    await browser.until(row, 10, "the page shows the alarm")
    walk.see(await browser.run("document.getElementById('count-alarms').classList.contains('bad')"), "the tab is red while nobody has looked")
    await browser.run(f"window.walkRow = {row}; walkRow.querySelector('.buttons button').focus()")
    before, end = mine()["byKW"], time.monotonic() + 15
    told = await browser.run("walkRow.textContent")
    while time.monotonic() < end and await browser.run("walkRow.textContent") == told:
        await asyncio.sleep(0.5)
    moved = await browser.run("walkRow.textContent")
    walk.see(moved != told and before != mine()["byKW"], "its numbers move on")
    walk.see(await browser.run("walkRow.isConnected && document.activeElement === walkRow.querySelector('.buttons button')"), "and the button keeps the focus meanwhile")
    await browser.press("Enter")
    await browser.until(f"walkRow.textContent.includes('seen by {PERSON}')", 10, "the page says who has seen it")
    walk.see(mine()["acknowledgedBy"] == PERSON, f"REST says that {PERSON} has acknowledged it")
    walk.see(await browser.run("walkRow.querySelector('.buttons button') === null"), "it cannot be acknowledged twice")
    walk.see(gateway.call("DELETE", f"/v1/limits/{limit['id']}", {})[0] == 200, "the limit is gone")
    walk.quiet("alarm")


async def phone(walk):
    browser = walk.browser
    await browser.size(*PHONE, True)
    await browser.colours("dark", "reduce")
    for view in ("tree", "selected", "limits", "alarms", "audit"):
        await browser.click(f"#tab-{view}")
        await asyncio.sleep(0.5)
        width = await browser.run(f"Math.max(document.documentElement.scrollWidth, document.getElementById('pane-{view}').scrollWidth)")
        walk.see(width <= PHONE[0], f"phone, {view}: nothing is wider than the screen")
        if view in ("tree", "selected"):
            await walk.picture(f"phone-{view}")
    ground = await browser.run("getComputedStyle(document.body).backgroundColor")
    walk.see(sum(map(int, ground[4:-1].split(","))) < 150, "dark where the person wants dark")
    walk.see(await browser.run("getComputedStyle(document.querySelector('.fill')).transitionDuration") == "0s", "nothing moves where the person wants no motion")
    walk.quiet("phone")
    await browser.size(*DESKTOP)
    await browser.colours("light")


async def loss(walk, head):
    """The gateway dies; the page says so, and does not pass old numbers off as live."""
    gateway, browser = walk.gateway, walk.browser
    # A quick machine is here before there is a history to lose.
    for _ in range(60):
        if (before := len(history(gateway, head))) > 3:
            break
        await asyncio.sleep(0.5)
    gateway.stop(signal.SIGKILL)
    await browser.until("document.getElementById('banner').textContent.startsWith('Stale since')", 12, "the page says that it is stale")
    walk.see(await browser.run("document.getElementById('app').classList.contains('is-stale') && !document.getElementById('banner').hidden"), f"“{await walk.text('#banner')}”")
    seconds = await browser.run("document.getElementById('banner-age').textContent")
    await browser.until(f"document.getElementById('banner-age').textContent !== {seconds!r}", 5, "the seconds go on")
    await browser.click("#menu summary")
    await browser.click("#logout")
    await browser.until("document.getElementById('said').textContent.includes('still logged in')", 5, "logging out without the gateway is no logging out")
    walk.see(await browser.run("document.getElementById('login').hidden"), f"“{await walk.text('#said')}”")
    gateway.start(gateway.ports)
    await browser.until("!document.getElementById('login').hidden", 30, "the session did not outlive the gateway")
    browser.complaints = []
    await log_in(walk, gateway.key)
    await browser.until("document.getElementById('app').classList.contains('is-live')", 20)
    kept = history(gateway, head)
    walk.see(before > 3 and len(kept) >= before - 1, f"the history outlived the restart: {before} points before it, {len(kept)} after")
    walk.quiet("after the restart")


async def reader(walk):
    """A key that may only read sees everything and can change nothing."""
    gateway, browser = walk.gateway, walk.browser
    await browser.click("#menu summary")
    await browser.click("#logout")
    await browser.until("!document.getElementById('login').hidden")
    status = await browser.run("fetch('/v1/nodes').then((reply) => reply.status)")
    walk.see(status == 401, "after logging out the cookie opens nothing")
    browser.complaints = [text for text in browser.complaints if "401" not in text]
    _, made = gateway.call("POST", "/v1/keys", {"name": "wall", "owner": "Wall screen", "scope": "read"})
    await log_in(walk, made["key"])
    await browser.until("document.querySelectorAll('.row.node').length > 5")
    controls = await browser.run("[...document.querySelectorAll('[data-needs=operate]')].filter((part) => part.offsetParent).length")
    walk.see(controls == 0, "a reading key sees no controls")
    gateway.call("DELETE", "/v1/keys/wall")
    await browser.until("!document.getElementById('login').hidden", 20, "a revoked key ends its session")
    walk.see(True, "revoking the key ended the session")


async def steps(walk, linger):
    head = await first_look(walk)
    await warm_up(walk, head)
    await asyncio.sleep(linger)
    limit = await set_limit(walk, head)
    await asyncio.sleep(linger / 2)
    await explain(walk, head)
    await chart(walk, head)
    await keys(walk)
    await phone(walk)
    await records(walk, limit)
    await phase_limit(walk, head)
    await alarm(walk, head)
    await loss(walk, head)
    await reader(walk)


async def walk_all(pictures, linger):
    with Gateway(os.path.join(ROOT, "topology/street.yaml"), ["--demo", "--start-hour", "18"]) as gateway:
        async with Browser() as browser:
            walk = Walk(gateway, browser, pictures)
            try:
                await steps(walk, linger)
            except AssertionError:
                await walk.picture("failure")
                print("  ...", browser.complaints[:4], flush=True)
                raise
            foreign = [url for url in browser.requests if not url.startswith(gateway.url + "/") and not url.startswith("data:") and url != "about:blank"]
            walk.see(not foreign, f"{len(browser.requests)} requests, none to another host {foreign[:3]}")
            return walk.count


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", help="folder for screenshots; a temporary one if missing")
    parser.add_argument("--linger", type=float, default=0, help="seconds of watching in between, so that the pictures have a past")
    arguments = parser.parse_args()
    pictures = arguments.pictures or tempfile.mkdtemp(prefix="headroom-pictures-")
    os.makedirs(pictures, exist_ok=True)
    begin = time.monotonic()
    try:
        count = asyncio.run(walk_all(pictures, arguments.linger))
    except AssertionError as failure:
        print(f"  NOT {failure}\nwalk: failed after {time.monotonic() - begin:.0f} s; screenshots in {pictures}")
        return 1
    print(f"walk: {count} things seen in {time.monotonic() - begin:.0f} s; screenshots in {pictures}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
