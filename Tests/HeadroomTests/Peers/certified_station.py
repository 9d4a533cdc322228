# SPDX-License-Identifier: Apache-2.0
"""A station on PyPI `ocpp` that gets itself a certificate: by its password over TLS first, then by the certificate.

certified_station.py VERSION URL2 URL3 IDENTITY PASSWORD FOLDER: makes a key and a request with OpenSSL's command, sends
SignCertificate, stores what CertificateSigned brings, and boots at URL3 with it. Prints "certified" where that stands.
"""
import asyncio
import base64
import importlib
import json
import ssl
import subprocess
import sys

import websockets
from ocpp.routing import on

VERSION, URL2, URL3, IDENTITY, PASSWORD, FOLDER = sys.argv[1:]
dialect = importlib.import_module({"ocpp1.6": "ocpp.v16", "ocpp2.0.1": "ocpp.v201", "ocpp2.1": "ocpp.v21"}[VERSION])
call, call_result = dialect.call, dialect.call_result
KEY, REQUEST, CERTIFICATE = (f"{FOLDER}/station.{end}" for end in ("key", "csr", "crt"))


class Station(dialect.ChargePoint):
    """Answers what a gateway asks at once, and waits for its certificate."""

    def __init__(self, socket):
        super().__init__(IDENTITY, socket, response_timeout=10)
        self.certified = asyncio.Event()

    async def route_message(self, raw_msg):
        """Says of all else at once that it does not do it: the package leaves it unanswered in 2.1."""
        message = json.loads(raw_msg)
        if message[0] == 2 and message[2] != "CertificateSigned":
            await self._send(json.dumps([4, message[1], "NotImplemented", "", {}]))
        else:
            await super().route_message(raw_msg)

    @on("CertificateSigned")
    def certificate_signed(self, certificate_chain, **_):
        """Stores the chain."""
        with open(CERTIFICATE, "w", encoding="utf-8") as file:
            file.write(certificate_chain)
        self.certified.set()
        return call_result.CertificateSigned(status="Accepted")


def context(with_certificate):
    """TLS by the authority of the test."""
    made = ssl.create_default_context(cafile=f"{FOLDER}/authority.pem")
    made.check_hostname = False
    if with_certificate:
        made.load_cert_chain(CERTIFICATE, KEY)
    return made


def boot():
    """Who it is."""
    if VERSION == "ocpp1.6":
        return call.BootNotification(charge_point_model="peer", charge_point_vendor="peer")
    return call.BootNotification(charging_station={"model": "peer", "vendor_name": "peer"}, reason="PowerUp")


async def connected(url, with_certificate, body):
    """Runs the body on a connection, with the station listening meanwhile."""
    headers = {}
    if not with_certificate:
        headers["Authorization"] = "Basic " + base64.b64encode(f"{IDENTITY}:{PASSWORD}".encode()).decode()
    async with websockets.connect(
            url + IDENTITY, subprotocols=[VERSION], additional_headers=headers, ssl=context(with_certificate)) as socket:
        station = Station(socket)
        listening = asyncio.create_task(station.start())
        try:
            answer = await station.call(boot())
            assert answer.status == "Accepted", answer
            await body(station)
        finally:
            listening.cancel()


async def certify(station):
    """A request that is no request first: the gateway says no, and goes on."""
    refused = await station.call(call.SignCertificate(csr="no request"))
    assert refused.status == "Rejected", refused
    with open(REQUEST, encoding="utf-8") as file:
        accepted = await station.call(call.SignCertificate(csr=file.read()))
    assert accepted.status == "Accepted", accepted
    await asyncio.wait_for(station.certified.wait(), 10)


async def nothing(_):
    """It has booted, and that is all."""


async def main():
    subprocess.run(
        ["openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
         "/O=Operator/CN=serial-4711", "-keyout", KEY, "-out", REQUEST], check=True, capture_output=True)
    await connected(URL2, False, certify)
    await connected(URL3, True, nothing)
    print("certified")


asyncio.run(main())
