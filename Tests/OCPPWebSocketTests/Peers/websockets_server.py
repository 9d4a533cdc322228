# SPDX-License-Identifier: Apache-2.0
"""A WebSocket server for one client: says what it was asked with, echoes, closes when told to. Argument: a file that
receives the port."""

import asyncio
import os
import sys

from websockets.asyncio.server import serve


async def main(port_file):
    done = asyncio.get_running_loop().create_future()

    async def serve_one(connection):
        request = connection.request
        await connection.send(f"{request.path} {request.headers['Authorization']}")
        async for message in connection:
            if message.startswith("close "):
                await connection.close(int(message[6:]), "as asked")
                break
            await connection.send(message)
        done.set_result(None)

    async with serve(serve_one, "127.0.0.1", 0, subprotocols=["ocpp1.6"], ping_interval=0.05) as server:
        port = server.sockets[0].getsockname()[1]
        with open(port_file + ".new", "w") as file:
            file.write(f"{port}\n")
        os.rename(port_file + ".new", port_file)
        await asyncio.wait_for(done, 30)


asyncio.run(main(sys.argv[1]))
