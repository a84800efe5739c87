"""A protocol v2 client for Python 3.11 and later, with the library ``websockets`` (10.4 and later).

It keeps every frame until it is acknowledged, reconnects with jittered backoff and resumes its stream, so that what was
recorded offline is logged once and with its own time::

    stream = PostureStream("ws://localhost:8000/ws?user=mina", on_message=print, clock=unix_ms)
    running = asyncio.create_task(stream.run())
    stream.push(unix_ms(), -12.5)
    await stream.wait_for_pending(0)
    stream.close()
    await running
"""

from __future__ import annotations

import asyncio
import inspect
import json
import random
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import quote

import websockets
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from frame_buffer import FrameBuffer
from retry import CLOSED, FIRST_DELAY_S, Backoff, StreamEnd

Message = dict[str, Any]

# Errors after which the frames have to be sent again.
RESEND_CODES = frozenset({"out_of_order", "credit_exceeded", "overloaded", "model_not_loaded", "internal"})

CONNECTION_CUT = 1006

# Until version 13 the argument had another name.
_HEADERS = "additional_headers" if "additional_headers" in inspect.signature(websockets.connect).parameters else "extra_headers"


def unix_ms() -> float:
    return time.time() * 1000


class PostureStream:
    """The client. Everything but its construction belongs to one event loop."""

    def __init__(
        self,
        url: str,
        *,
        on_message: Callable[[Message], None] = lambda message: None,
        token: str | None = None,
        capacity: int = 36_000,
        clock: Callable[[], float] | None = None,
    ) -> None:
        """``capacity``: frames to keep at the most, ten hours at 1 Hz. ``clock``: the one, in ms, that frames have their
        times from; without it the server takes its newest frame for it."""
        self._url = url
        self._on_message = on_message
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._clock = clock
        self._buffer = FrameBuffer(capacity)
        self._backoff = Backoff()
        self._hello: Message | None = None
        self._resume_token: str | None = None
        self._retry_after_s: float | None = None
        self._is_resend_due = False
        self._notes: deque[Message] = deque(maxlen=16)
        self._wake = asyncio.Event()
        self._acknowledged = asyncio.Condition()
        self._closing = asyncio.Event()

    @property
    def pending(self) -> int:
        """Frames that are not acknowledged yet."""
        return len(self._buffer)

    @property
    def dropped(self) -> int:
        """Frames that were refused because as many waited as may be kept."""
        return self._buffer.dropped

    @property
    def capacity(self) -> int:
        return self._buffer.capacity

    def push(self, t_ms: float, pitch_degrees: float) -> bool:
        """Takes a frame: device time in ms, pitch in degrees. False when as many wait as may be kept."""
        is_taken = self._buffer.add(t_ms, pitch_degrees)
        self._wake.set()
        return is_taken

    def calibrate(self, posture: int, seconds: float) -> bool:
        """The wearer holds this posture now. False while there is no connection."""
        return self._say({"type": "calibrate", "posture": posture, "seconds": seconds})

    def feedback(self, posture: int, seq: int) -> bool:
        """The prediction of frame ``seq`` should have been this posture. False while there is no connection."""
        return self._say({"type": "feedback", "posture": posture, "seq": seq})

    async def wait_for_pending(self, at_most: int) -> None:
        """Waits until at most this many frames are not acknowledged."""
        async with self._acknowledged:
            await self._acknowledged.wait_for(lambda: self.pending <= at_most)

    def close(self) -> None:
        """Makes ``run`` close the connection and return."""
        self._closing.set()

    async def run(self) -> StreamEnd:
        """Streams until closed, or until the server closes in a way after which no try would help."""
        while True:
            end = await self._stream_once()
            if self._closing.is_set():
                return CLOSED
            if not end.may_retry:
                return end
            delay = self._backoff.next_s() if self._retry_after_s is None else self._retry_after_s
            self._retry_after_s = None
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), delay)
                return CLOSED

    async def _stream_once(self) -> StreamEnd:
        # A ping that is unanswered for 15 s means that the peer is gone, whatever TCP still believes.
        arguments: dict[str, Any] = {_HEADERS: self._headers, "ping_interval": 15, "ping_timeout": 15, "close_timeout": 5}
        try:
            connection = await websockets.connect(self._address(), subprotocols=["posture.v2.json"], **arguments)
        except InvalidHandshake as error:
            return StreamEnd(_refusal_status(error), str(error))
        except (OSError, TimeoutError) as error:
            return StreamEnd(CONNECTION_CUT, str(error))

        work = self._send(connection), self._receive(connection), self._closing.wait()
        tasks = [asyncio.create_task(part) for part in work]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        self._hello = None
        for task in tasks:
            task.cancel()
        for fault in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(fault, Exception) and not isinstance(fault, ConnectionClosed):
                raise fault
        await connection.close()
        return StreamEnd(connection.close_code or CONNECTION_CUT, connection.close_reason or "")

    def _address(self) -> str:
        if self._resume_token is None:
            return self._url
        return f"{self._url}{'&' if '?' in self._url else '?'}resume={quote(self._resume_token)}"

    async def _receive(self, connection: Any) -> None:
        async for text in connection:
            message = json.loads(text)
            match message["type"]:
                case "hello":
                    self._begin(message)
                case "ack":
                    self._buffer.acknowledge(message["seq"])
                case "drain":
                    self._retry_after_s = message["retry_after_ms"] / 1000
                case "error" if message["code"] in RESEND_CODES:
                    self._is_resend_due = True
            self._wake.set()
            async with self._acknowledged:
                self._acknowledged.notify_all()
            self._on_message(message)

    def _begin(self, hello: Message) -> None:
        self._notes.clear()
        self._resume_token = hello["resume"]
        self._buffer.begin(hello["resumed"], hello["acked"])
        self._backoff.reset()
        self._is_resend_due = False
        self._hello = hello

    async def _send(self, connection: Any) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while message := await self._next_message():
                await connection.send(json.dumps(message, allow_nan=False))

    async def _next_message(self) -> Message | None:
        if self._hello is None:
            return None
        # All that is on its way comes back with errors of its own: once they are through, it goes out again.
        while self._is_resend_due:
            self._is_resend_due = False
            await asyncio.sleep(FIRST_DELAY_S * (0.5 + random.random()))
            self._buffer.rewind()
        if self._notes:
            return self._notes.popleft()
        if (batch := self._buffer.take(self._hello["max_batch"], self._hello["credit"])) is None:
            return None
        message: Message = {"type": "frames", "seq": batch[0], "frames": batch[1]}
        return message if self._clock is None else message | {"now": self._clock()}

    def _say(self, note: Message) -> bool:
        if self._hello is None or len(self._notes) == self._notes.maxlen:
            return False
        self._notes.append(note)
        self._wake.set()
        return True


def _refusal_status(error: InvalidHandshake) -> int:
    # Until version 13 the status stood in the error itself.
    holder = getattr(error, "response", error)
    return getattr(holder, "status_code", CONNECTION_CUT)
