"""When to come back after a connection has ended."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

# Closes after which another try would end the same way; docs/protocol.md has the table.
FINAL_CLOSES = frozenset({1002, 1003, 1007, 1009, 4401, 4409, 4410})

FIRST_DELAY_S = 0.5
LONGEST_DELAY_S = 30.0


@dataclass(frozen=True)
class StreamEnd:
    """Why a connection ended: a WebSocket close code or, when there was none, the HTTP status of the refusal."""

    code: int
    reason: str = ""

    @property
    def may_retry(self) -> bool:
        """False where another try would end the same way."""
        if 400 <= self.code < 500:
            return self.code in (408, 429)
        return self.code not in FINAL_CLOSES


CLOSED = StreamEnd(1000, "closed by this side")


class Backoff:
    """Exponential backoff with full jitter: up to 0.5 s, 1 s, 2 s, … 30 s, so that devices do not return in one instant."""

    def __init__(self, draw: Callable[[], float] = random.random) -> None:
        self._draw = draw
        self._failures = 0

    def next_s(self) -> float:
        longest = min(FIRST_DELAY_S * 2.0 ** min(self._failures, 10), LONGEST_DELAY_S)
        self._failures += 1
        return self._draw() * longest

    def reset(self) -> None:
        self._failures = 0
