# SPDX-License-Identifier: Apache-2.0
"""Whatever can be said wrongly on MQTT, OCPP and HTTP: answered, refused or counted, and the process goes on."""
import asyncio
import base64
import json
import time

import websockets

from peers.mqtt_link import Link
from peers.times import iso

from .bench import Bench

NODE = "tx-1"
MEGABYTE = 2**20
BASE_KW = {"depot": 1.0, "home-1": 1.0, "home-2": 3.0}


async def run():
    """Garbage on every door while cars charge, and the main job at the end."""
    async with Bench("garbage", "quick.yaml", BASE_KW) as bench:
        await bench.warm_up(NODE, 100, 60)
        await _mqtt(bench)
        await _ocpp_handshakes(bench)
        await _ocpp_frames(bench)
        await _http(bench)
        bench.report.check("the process lives", bench.gateway.is_alive, f"pid {bench.gateway.process.pid}")
        _, sent = await bench.limit(NODE, 60)
        await bench.holds_under(NODE, 60, sent, 15, 20, "a limit still holds after all of it")
    return bench.report


# MQTT

def mqtt_garbage(now):
    """(what is wrong, sub-topic of a DER, payload) with a sequence and a boot of its own where it has any."""
    good = {"time": iso(now), "seq": 10**6, "boot": "garbage", "powerKW": 1.0, "soc": 0.5}

    def spoilt(**fields):
        return json.dumps(good | fields)
    return [
        ("no JSON", "telemetry", "hello"), ("cut off", "telemetry", '{"powerKW": 1.'),
        ("an array", "telemetry", "[1,2]"),
        ("a bare word", "telemetry", "true"), ("empty object", "telemetry", "{}"),
        ("bytes", "telemetry", bytes(range(128, 256))), ("deep nesting", "telemetry", "[" * 100_000),
        ("power as text", "telemetry", spoilt(powerKW="1.0")), ("NaN", "telemetry", '{"powerKW": NaN}'),
        ("1e999", "telemetry", '{"time":"%s","seq":1000001,"boot":"garbage","powerKW":1e999}' % iso(now)),
        ("watts for kilowatts", "telemetry", spoilt(powerKW=4200)),
        ("percent for 0...1", "telemetry", spoilt(soc=54)), ("negative state of charge", "telemetry", spoilt(soc=-0.1)),
        ("an hour in the future", "telemetry", spoilt(time=iso(now + 3600))),
        ("time that is none", "telemetry", spoilt(time="yesterday")),
        ("negative maximum", "capabilities", json.dumps({"time": iso(now), "maxImportKW": -5, "maxExportKW": 5})),
        ("capabilities no JSON", "capabilities", "{{{"),
        ("10 MB", "telemetry", '{"x":"' + "y" * (10 * MEGABYTE) + '"}')]


async def _mqtt(bench):
    site = bench.world.sites["home-1"]
    site.habits.silent = True
    await asyncio.sleep(1.5)
    counted = await bench.gateway.metric_sum("refused", "rejected")
    unanswered, sent = [], 0
    for what, topic, payload in mqtt_garbage(time.time()):
        before = len(site.rejections)
        await bench.until(lambda: site.link.is_connected, 10)
        site.link.publish(f"{site.topic}/der/battery-1/{topic}", payload, qos=0 if len(payload) > MEGABYTE else 1)
        sent += 1
        if await bench.until(lambda: len(site.rejections) > before, 3) is None:
            unanswered.append(what)
    bench.report.check(
        "wrong MQTT messages are answered with the reason", len(unanswered) <= 1 and set(unanswered) <= {"10 MB"},
        f"{sent} sent, {len(site.rejections)} answers, none for: {unanswered or 'none'} (10 MB may be cut off by the"
        f" broker); e.g. {site.rejections[-2:] and site.rejections[-2][2][:160]}")
    now_counted = await bench.gateway.metric_sum("refused", "rejected")
    bench.report.check(
        "and counted", now_counted - counted >= sent - 1, f"/metrics {counted:.0f} -> {now_counted:.0f} for {sent}")
    site.habits.silent = False
    await _foreign_topics(bench)
    await _bad_habits(bench)


async def _foreign_topics(bench):
    """A site may use only its own prefix: what it writes elsewhere moves nothing, what it listens to elsewhere is mute."""
    site, meter = bench.world.sites["home-1"], bench.world.meters[NODE]
    heard = []
    for pattern in ("headroom/v1/site/depot/#", "headroom/v1/site/home-2/#", "headroom/v1/node/#", "headroom/v1/#"):
        site.link.subscribe(pattern, lambda topic, *_: heard.append(topic))
    # A plausible figure, and the meter that could correct it keeps still.
    meter.silent = True
    await asyncio.sleep(1.5)
    true = bench.world.power_kw(NODE)
    forged_kw = true + 40
    forged = {"time": iso(time.time()), "seq": 10**9, "boot": "forged", "powerKW": forged_kw}
    for topic in (f"headroom/v1/node/{NODE}/telemetry", "headroom/v1/site/depot/meter/telemetry"):
        site.link.publish(topic, forged)
    await asyncio.sleep(2)
    _, node = await bench.gateway.request("GET", f"/v1/nodes/{NODE}")
    measured = node.get("measuredKW") if isinstance(node, dict) else None
    meter.silent = False
    bench.report.check(
        "a site cannot speak for another", measured is not None and abs(measured - forged_kw) > 20,
        f"measured {measured} kW, true {true:.1f} kW, forged {forged_kw:.1f} kW")
    foreign = sorted({t for t in heard if "/home-1/" not in t})
    bench.report.check("a site cannot listen to another", not foreign, f"heard {len(heard)} messages, foreign {foreign}")
    host, port = bench.gateway.mqtt
    thief = Link("thief", bench.mqtt_users["home-1"][0], "wrong")
    thief.start(host, port)
    await bench.until(lambda: thief.refusal or thief.connections, 5)
    thief.close()
    bench.report.check("a wrong MQTT password is refused", thief.refusal and not thief.connections, f"{thief.refusal}")


async def _bad_habits(bench):
    """A site that repeats itself, sends older messages and retains: the newest reading stands."""
    site = bench.world.sites["home-1"]
    battery = bench.world.devices["battery-1"]
    for habit in ("repeats", "sends_older", "retained"):
        setattr(site.habits, habit, True)
    battery.wish_kw = 2.0
    await asyncio.sleep(8)
    for habit in ("repeats", "sends_older", "retained"):
        setattr(site.habits, habit, False)
    status, why = await bench.gateway.request("GET", "/v1/ders/battery-1/explanation")
    bench.report.check(
        "repeated, older and retained messages do no harm",
        status == 200 and bench.gateway.is_alive and abs(why.get("measuredKW", 1e9) - battery.power_kw) < 0.3,
        f"{status}; battery at {battery.power_kw:.2f} kW, known {why.get('measuredKW')} kW,"
        f" {len(site.rejections)} refusals so far")
    battery.wish_kw = 0.0


# OCPP

async def _ocpp_handshakes(bench):
    """Who may not come in does not come in."""
    identity, password = "cs-8", bench.passwords["cs-8"]
    cases = {
        "wrong password": (identity, f"{identity}:wrong", ["ocpp1.6"]),
        "no credentials": (identity, None, ["ocpp1.6"]),
        "another's credentials": ("cs-7", f"{identity}:{password}", ["ocpp1.6"]),
        "unknown identity": ("nobody", "nobody:nothing", ["ocpp1.6"]),
        "long identity": ("x" * 5000, "x:y", ["ocpp1.6"])}
    let_in = {}
    for what, (path, token, protocols) in cases.items():
        outcome = await _handshake(bench.gateway.ocpp_url, path, token, protocols)
        if outcome != 401 and not (what in ("unknown identity", "long identity") and outcome in (400, 404, 414, 431)):
            let_in[what] = outcome
    bench.report.check(
        "strangers are refused before the upgrade", not let_in, f"{len(cases)} tried, otherwise: {let_in or 'none'}")
    raw = await _raw(bench.gateway.ready["ocpp"], b"GET /ocpp/cs-8 HTTP/9.9\r\nnonsense\r\n\r\n" + b"\x00" * 2000)
    bench.report.check("broken HTTP on the OCPP port", bench.gateway.is_alive, f"answer {raw[:60]!r}")


async def _handshake(url, path, token, protocols):
    headers = {"Authorization": "Basic " + base64.b64encode(token.encode()).decode()} if token else {}
    try:
        async with websockets.connect(
                f"{url}/{path}", subprotocols=protocols, additional_headers=headers, open_timeout=5):
            return "open"
    except websockets.InvalidStatus as error:
        return error.response.status_code
    except (OSError, websockets.WebSocketException, asyncio.TimeoutError) as error:
        return repr(error)


FRAMES = [
    ("no JSON", "hello", None), ("empty", "", None), ("a number", "7", None), ("an object", "{}", None),
    ("an empty array", "[]", None), ("only a type", "[2]", None), ("no action", '[2,"f1"]', "f1"),
    ("no payload", '[2,"f2","Heartbeat"]', "f2"), ("payload an array", '[2,"f3","Heartbeat",[]]', "f3"),
    ("unknown type", '[9,"f4","Heartbeat",{}]', None), ("unknown action", '[2,"f5","MakeCoffee",{}]', "f5"),
    ("nothing required is there", '[2,"f6","StartTransaction",{}]', "f6"),
    ("text for a number",
     '[2,"f7","StopTransaction",{"meterStop":"x","timestamp":"2026-01-01T00:00:00Z","transactionId":1}]', "f7"),
    ("an unknown word", '[2,"f8","StatusNotification",{"connectorId":1,"errorCode":"Nope","status":"Sleepy"}]', "f8"),
    ("a connector that is not there",
     '[2,"f9","StatusNotification",{"connectorId":99,"errorCode":"NoError","status":"Charging"}]', "f9"),
    ("a wild time", '[2,"f10","MeterValues",{"connectorId":1,"meterValue":'
     '[{"timestamp":"soon","sampledValue":[{"value":"1"}]}]}]', "f10"),
    ("a wild value",
     '[2,"f11","MeterValues",{"connectorId":1,"meterValue":[{"timestamp":"2026-01-01T00:00:00Z",'
     '"sampledValue":[{"value":"1e400","measurand":"Power.Active.Import"}]}]}]', "f11"),
    ("an answer to nothing", '[3,"nobody-asked",{}]', None),
    ("an error to nothing", '[4,"nobody-asked","Nope","",{}]', None),
    ("id a number", '[2,17,"Heartbeat",{}]', None), ("deep nesting", "[" * 100_000, None),
    ("a long id", '[2,"' + "i" * 10_000 + '","Heartbeat",{}]', None), ("bytes", b"\x00\xff\xfe", None),
    ("broken UTF-8", "utf8", None),
    ("10 MB", '[2,"f12","DataTransfer",{"vendorId":"' + "v" * (10 * MEGABYTE) + '"}]', None)]
"""(what is wrong, frame, id that must be answered or None). Connection may be closed for the ones without."""


async def _ocpp_frames(bench):
    """As station cs-8, whose own connection stays away meanwhile."""
    station = bench.world.stations["cs-8"]
    await station.vanish()
    silent, errors, closed = [], {}, []
    socket = None
    for what, frame, id in FRAMES:
        if socket is None or socket.state is not websockets.State.OPEN:
            socket = await _as_station(bench, "cs-8")
        answer = await _answer(socket, frame, id)
        if id is not None:
            if answer is None:
                silent.append(what)
            else:
                errors[what] = answer[2] if answer[0] == 4 else answer[0]
        if socket.state is not websockets.State.OPEN:
            closed.append(what)
    if socket.state is not websockets.State.OPEN:
        socket = await _as_station(bench, "cs-8")
    alive = await _answer(socket, '[2,"last","Heartbeat",{}]', "last")
    await socket.close()
    wrong = {w: errors.get(w) for w in ("unknown action", "nothing required is there", "text for a number", "no action")
             if not isinstance(errors.get(w), str)}
    bench.report.check(
        "wrong OCPP frames are answered", not silent and not wrong,
        f"{len(FRAMES)} frames; CALLERRORs {errors}; not answered: {silent or 'none'};"
        f" closed after: {closed or 'none'}")
    bench.report.check("a Heartbeat after them is answered", alive is not None and alive[0] == 3, f"{alive}")
    await station.reappear()
    back = await bench.until(lambda: station.session is not None, 20)
    bench.report.check("the station comes back", back is not None, f"after {back} s")


async def _as_station(bench, identity):
    token = base64.b64encode(f"{identity}:{bench.passwords[identity]}".encode()).decode()
    return await websockets.connect(
        f"{bench.gateway.ocpp_url}/{identity}", subprotocols=["ocpp1.6"], compression=None, ping_interval=None,
        additional_headers={"Authorization": f"Basic {token}"}, max_size=2**20)


async def _answer(socket, frame, id, within_s=3):
    """The answer to `id`, reading past the gateway's own CALLs; without an id just a little time to react."""
    try:
        if frame == "utf8":
            await socket.send(b"\xc3\x28", text=True)
        else:
            await socket.send(frame)
        deadline = time.monotonic() + (within_s if id else 0.3)
        while (left := deadline - time.monotonic()) > 0:
            message = json.loads(await asyncio.wait_for(socket.recv(), left))
            if id and message[0] in (3, 4) and message[1] == id:
                return message
    except (asyncio.TimeoutError, websockets.WebSocketException):
        pass
    return None


# HTTP

async def _http(bench):
    """Wrong requests get the right refusal, as a problem of RFC 9457."""
    limits = f"/v1/nodes/{NODE}/limits"
    good = {"direction": "import", "limitKW": 1, "end": iso(time.time() + 600), "reason": "x"}
    cases = [
        ("no key", "POST", limits, None, b"{}", False, {401}),
        ("no JSON", "POST", limits, None, b"hello", True, {400, 422}),
        ("deep nesting", "POST", limits, None, b"[" * 100_000, True, {400, 413, 422}),
        ("negative limit", "POST", limits, good | {"limitKW": -1}, None, True, {400, 422}),
        ("text for a number", "POST", limits, good | {"limitKW": "ten"}, None, True, {400, 422}),
        ("unknown direction", "POST", limits, good | {"direction": "sideways"}, None, True, {400, 422}),
        ("end in the past", "POST", limits, good | {"end": iso(time.time() - 60)}, None, True, {400, 409, 422}),
        ("unknown node", "POST", "/v1/nodes/nowhere/limits", good, None, True, {404}),
        ("unknown limit", "DELETE", "/v1/limits/nothing", None, None, True, {404}),
        ("unknown path", "GET", "/v1/everything", None, None, True, {404}),
        ("10 MB", "POST", limits, None, b'{"x":"' + b"y" * (10 * MEGABYTE) + b'"}', True, {413, 400, 0})]
    wrong = {}
    for what, method, path, body, raw, key, expected in cases:
        status, answer = await bench.gateway.request(method, path, body, key, raw)
        is_problem = status == 0 or isinstance(answer, dict) and "status" in answer and "title" in answer
        if status not in expected or not is_problem:
            wrong[what] = (status, str(answer)[:100])
    bench.report.check(
        "wrong HTTP requests are refused", not wrong, f"{len(cases)} requests, otherwise: {wrong or 'none'}")
    status, _ = await bench.gateway.request("GET", "/healthz", key=False)
    bench.report.check("healthz", status == 200, f"{status}")


async def _raw(address, data):
    reader, writer = await asyncio.open_connection(address["host"], address["port"])
    writer.write(data)
    try:
        return await asyncio.wait_for(reader.read(1000), 2)
    except (asyncio.TimeoutError, OSError):
        return b""
    finally:
        writer.close()
