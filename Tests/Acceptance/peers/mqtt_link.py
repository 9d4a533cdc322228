# SPDX-License-Identifier: Apache-2.0
"""One MQTT principal on paho, its callbacks brought onto the asyncio loop."""
import asyncio
import json
import time

import paho.mqtt.client as paho

from .times import iso


class Link:
    """A client that reconnects by itself, subscribes anew each time, and says online or gone by its status topic."""

    def __init__(self, client_id, user, password, status_topic=None, clock=time.time):
        self._loop = asyncio.get_running_loop()
        self._subscriptions = {}
        self._clock = clock
        self.status_topic = status_topic
        self.connections = 0
        self.is_connected = False
        self.refusal = None
        self.client = paho.Client(paho.CallbackAPIVersion.VERSION2, client_id=client_id, protocol=paho.MQTTv311)
        self.client.username_pw_set(user, password)
        self.client.reconnect_delay_set(1, 2)
        self.client.max_queued_messages_set(1000)
        self.client.on_connect = self._connected
        self.client.on_disconnect = self._disconnected
        self.client.on_message = self._received
        if status_topic:
            self.client.will_set(status_topic, self._status("offline"), qos=1, retain=True)

    def subscribe(self, pattern, receiver):
        """Calls `receiver(topic, payload bytes, is retained)` on the loop for whatever matches."""
        self._subscriptions[pattern] = receiver
        if self.is_connected:
            self.client.subscribe(pattern, qos=1)

    def start(self, host, port):
        """Connects, now and after every loss."""
        self.client.connect_async(host, port, keepalive=10)
        self.client.loop_start()

    def publish(self, topic, body, qos=1, retain=False):
        """Publishes a dict as JSON, or bytes as they are."""
        payload = body if isinstance(body, (bytes, str)) else json.dumps(body)
        return self.client.publish(topic, payload, qos=qos, retain=retain)

    def close(self):
        """Leaves without a word: the broker publishes the will."""
        self.client.loop_stop()
        self.client._sock_close()

    def _status(self, word):
        return json.dumps({"time": iso(self._clock()), "status": word})

    def _connected(self, client, userdata, flags, reason, properties):
        if reason.is_failure:
            self.refusal = str(reason)
            return
        self.connections += 1
        self.is_connected = True
        for pattern in self._subscriptions:
            client.subscribe(pattern, qos=1)
        if self.status_topic:
            client.publish(self.status_topic, self._status("online"), qos=1, retain=True)

    def _disconnected(self, *_):
        self.is_connected = False

    def _received(self, client, userdata, message):
        for pattern, receiver in self._subscriptions.items():
            if paho.topic_matches_sub(pattern, message.topic):
                self._loop.call_soon_threadsafe(receiver, message.topic, message.payload, message.retain)
