# SPDX-License-Identifier: Apache-2.0
"""A station on PyPI `websockets` that tries the server at the URL prefix given. Prints `all passed` or fails."""

import asyncio
import base64
import sys

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus


def open_as(prefix, identity="CP1", password="secret", **options):
    headers = {}
    if password is not None:
        headers["Authorization"] = "Basic " + base64.b64encode(f"{identity}:{password}".encode()).decode()
    options.setdefault("subprotocols", ["ocpp1.6"])
    return connect(prefix + identity, additional_headers=headers, max_size=None, **options)


async def refused(prefix, status, **options):
    try:
        async with open_as(prefix, **options):
            raise AssertionError(f"let in, expected {status}")
    except InvalidStatus as error:
        assert error.response.status_code == status, error
        return error.response


async def closed_with(prefix, code, message):
    # No `async with`: leaving it after the server has ended the socket raises within asyncio (seen with Python 3.11.7).
    station = await open_as(prefix)
    try:
        await station.send(message)
        await asyncio.wait_for(station.recv(), 10)
        raise AssertionError(f"answered, expected {code}")
    except ConnectionClosed as error:
        assert error.rcvd is not None and error.rcvd.code == code, error


async def fragments(*parts):
    for part in parts:
        yield part


async def main(prefix):
    response = await refused(prefix, 401, password=None)
    assert response.headers["WWW-Authenticate"].startswith("Basic")
    await refused(prefix, 401, password="wrong")
    await refused(prefix, 404, identity="unknown", password=None)
    await refused(prefix, 400, subprotocols=["soap"])

    async with open_as(prefix, subprotocols=["ocpp1.6", "ocpp2.0.1"]) as station:
        assert station.subprotocol == "ocpp2.0.1"

    # Compression is offered by default and must not be taken up.
    async with open_as(prefix) as station:
        assert station.subprotocol == "ocpp1.6"
        assert "Sec-WebSocket-Extensions" not in station.response.headers
        for text in ["", "ä€😀", "x" * 125, "x" * 126, "x" * 65535, "x" * 65536, "x" * 262144]:
            await station.send(text)
            assert await asyncio.wait_for(station.recv(), 10) == text
        await station.send(fragments("[2,", '"1",', "{}]"))
        assert await asyncio.wait_for(station.recv(), 10) == '[2,"1",{}]'
        await asyncio.wait_for(await station.ping(b"are you there"), 10)
        # Several of the server's pings come and are answered by the library.
        await asyncio.sleep(0.5)
        await station.send("still here")
        assert await asyncio.wait_for(station.recv(), 10) == "still here"

    await closed_with(prefix, 1003, b"binary")
    await closed_with(prefix, 1009, "x" * 262145)
    await closed_with(prefix, 1009, "x" * 10_000_000)

    async with open_as(prefix) as old, open_as(prefix) as new:
        try:
            await asyncio.wait_for(old.recv(), 10)
            raise AssertionError("not replaced")
        except ConnectionClosed as error:
            assert error.rcvd.code == 1000 and error.rcvd.reason == "replaced", error
        await new.send("new")
        assert await asyncio.wait_for(new.recv(), 10) == "new"
    print("all passed")


asyncio.run(main(sys.argv[1]))
