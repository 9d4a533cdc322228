# SPDX-License-Identifier: Apache-2.0
"""Knocks at the doors of a gateway with the `websockets` package and OpenSSL, and says what became of it.

security_profiles.py AUTHORITY TRIES: a file with a JSON list of {name, url, identity, password?, certificate?, key?}; prints a JSON
object of name to "open", the HTTP status of a refusal with its reason, or "tls" where TLS already ended it.
"""
import asyncio
import base64
import json
import ssl
import sys

import websockets


async def attempt(entry, authority):
    """One connection, closed as soon as it stands."""
    context = None
    if entry["url"].startswith("wss"):
        context = ssl.create_default_context(cafile=authority)
        context.check_hostname = False
        if "certificate" in entry:
            context.load_cert_chain(entry["certificate"], entry["key"])
    headers = {}
    if "password" in entry:
        pair = f'{entry["identity"]}:{entry["password"]}'.encode()
        headers["Authorization"] = "Basic " + base64.b64encode(pair).decode()
    try:
        async with websockets.connect(
                f'{entry["url"]}{entry["identity"]}', subprotocols=["ocpp2.0.1"], additional_headers=headers, ssl=context,
                open_timeout=10) as socket:
            # A certificate that is missing is only told after the handshake of TLS 1.3: by then a ping is answered, or not.
            await asyncio.wait_for(await socket.ping(), 5)
            return "open"
    except websockets.InvalidStatus as refusal:
        return f"{refusal.response.status_code} {refusal.response.body.decode()}"
    except (ssl.SSLError, websockets.ConnectionClosed, websockets.InvalidMessage, ConnectionError, EOFError):
        return "tls"


async def main():
    with open(sys.argv[2], encoding="utf-8") as file:
        tries = json.load(file)
    print(json.dumps({entry["name"]: await attempt(entry, sys.argv[1]) for entry in tries}))


asyncio.run(main())
