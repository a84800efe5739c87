"""Frames on their way to the server."""

from __future__ import annotations

from collections import deque
from itertools import islice

MAX_TIMESTAMP_MS = 2**53
MAX_PITCH_DEGREES = 180


class FrameBuffer:
    """Frames that are not acknowledged yet, each with its number in the stream.

    At the bound the newest frame is refused and counted: an older one may have been sent under its number, which must not
    come to mean another frame.
    """

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.dropped = 0
        self._frames: deque[tuple[float, float]] = deque()
        self._first_seq = 0
        self._sent = 0

    def __len__(self) -> int:
        return len(self._frames)

    def add(self, t_ms: float, pitch_degrees: float) -> bool:
        """False at the bound. ValueError for what the server would refuse: it would hold up all that come behind it."""
        if not abs(t_ms) <= MAX_TIMESTAMP_MS:
            raise ValueError(f"A time must be within ±2^53 ms, not {t_ms}.")
        if not abs(pitch_degrees) <= MAX_PITCH_DEGREES:
            raise ValueError(f"A pitch must be within ±180 degrees, not {pitch_degrees}.")
        if len(self._frames) >= self.capacity:
            self.dropped += 1
            return False
        self._frames.append((t_ms, pitch_degrees))
        return True

    def begin(self, is_resumed: bool, acked: int) -> None:
        """A connection has begun: everything goes out again, a new stream counts from 0."""
        self._sent = 0
        if is_resumed:
            self.acknowledge(acked)
        else:
            self._first_seq = 0

    def acknowledge(self, seq: int) -> None:
        """Lets go of the frames up to ``seq``.

        After a crash the server may remember less than it has acknowledged: what is gone here was logged.
        """
        count = min(max(0, seq - self._first_seq + 1), len(self._frames))
        for _ in range(count):
            self._frames.popleft()
        self._first_seq += count
        self._sent = max(0, self._sent - count)

    def rewind(self) -> None:
        """All that is on its way goes out again."""
        self._sent = 0

    def take(self, max_frames: int, credit: int) -> tuple[int, list[tuple[float, float]]] | None:
        """The number of the next frame to send and the frames, as many as a message and the credit allow."""
        end = min(self._sent + max_frames, credit, len(self._frames))
        if end <= self._sent:
            return None
        seq = self._first_seq + self._sent
        frames = list(islice(self._frames, self._sent, end))
        self._sent = end
        return seq, frames
