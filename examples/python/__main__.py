"""Streams from standard input or a sine, and writes every message of the server as a line of JSON."""

from __future__ import annotations

import asyncio
import json
import math
import os
import sys
import threading

from posture_stream import Message, PostureStream, unix_ms
from retry import CLOSED

USAGE = """\
Usage: python3 examples/python ws://localhost:8000/ws?user=mina lines|sine
  lines   streams lines "t_ms,pitch" from standard input and ends when all of them are acknowledged
  sine    streams a slow nod, ten frames a second, until Ctrl-C
A token, where the server wants one, is taken from the variable POSTURE_TOKEN."""

SINE_STEP_S = 0.1


async def feed_lines(stream: PostureStream) -> None:
    loop = asyncio.get_running_loop()
    all_read: asyncio.Future[None] = loop.create_future()

    async def push(line: str, number: int) -> bool:
        try:
            t_ms, pitch_degrees = parse(line)
            # The pipe keeps what does not fit yet: unlike a sensor, it can wait.
            await stream.wait_for_pending(stream.capacity - 1)
            return stream.push(t_ms, pitch_degrees)
        except ValueError as error:
            all_read.set_exception(ValueError(f'Line {number} is "{line}". {error}'))
            return False

    def read() -> None:
        for number, line in enumerate(sys.stdin, 1):
            if not asyncio.run_coroutine_threadsafe(push(line.strip(), number), loop).result():
                return
        loop.call_soon_threadsafe(all_read.set_result, None)

    # A daemon: whoever waits for a line must not hold up the end of the process.
    threading.Thread(target=read, daemon=True).start()
    await all_read
    await stream.wait_for_pending(0)


async def feed_sine(stream: PostureStream) -> None:
    while True:
        stream.push(unix_ms(), -10 + 15 * math.sin(unix_ms() / 2000))
        await asyncio.sleep(SINE_STEP_S)


def parse(line: str) -> tuple[float, float]:
    try:
        t_ms, pitch_degrees = (float(field) for field in line.split(","))
        return t_ms, pitch_degrees
    except ValueError:
        raise ValueError("Two numbers are due, such as 15420,-25.73.") from None


def show(message: Message) -> None:
    print(json.dumps(message), flush=True)


async def main(url: str, source: str) -> int:
    # Lines may be of any clock and any day; a sine is of now.
    stream = PostureStream(
        url, on_message=show, token=os.environ.get("POSTURE_TOKEN"), clock=unix_ms if source == "sine" else None)
    running = asyncio.create_task(stream.run())
    feeding = asyncio.create_task(feed_sine(stream) if source == "sine" else feed_lines(stream))
    await asyncio.wait([running, feeding], return_when=asyncio.FIRST_COMPLETED)
    stream.close()
    end = await running
    if stream.dropped:
        print(f"{stream.dropped} frames were dropped: as many waited as may be kept", file=sys.stderr)
    if feeding.done() and (error := feeding.exception()):
        return fail(str(error))
    return 0 if end == CLOSED else fail(f"ended: {end.code} {end.reason}")


def fail(text: str) -> int:
    print(text, file=sys.stderr)
    return 1


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[1].startswith(("ws://", "wss://")) or sys.argv[2] not in ("lines", "sine"):
        print(USAGE, file=sys.stderr)
        sys.exit(2)
    try:
        sys.exit(asyncio.run(main(sys.argv[1], sys.argv[2])))
    except KeyboardInterrupt:
        sys.exit(0)
