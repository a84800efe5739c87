"""Tests of what needs no server: python3 -m unittest discover -s examples/python"""

import math
import unittest

from frame_buffer import FrameBuffer
from retry import Backoff, StreamEnd


class FrameBufferTests(unittest.TestCase):
    def filled(self, count: int, capacity: int = 10) -> FrameBuffer:
        buffer = FrameBuffer(capacity)
        for i in range(count):
            buffer.add(i * 100, -12.5)
        return buffer

    def test_the_newest_is_refused_at_the_bound_and_counted(self) -> None:
        buffer = self.filled(12)
        self.assertEqual((len(buffer), buffer.dropped), (10, 2))
        self.assertEqual(buffer.take(1, 1), (0, [(0, -12.5)]))

    def test_batches_are_numbered_and_end_at_message_and_credit(self) -> None:
        buffer = self.filled(10)
        taken = [buffer.take(4, 6), buffer.take(4, 6), buffer.take(4, 6)]
        self.assertEqual([batch and (batch[0], len(batch[1])) for batch in taken], [(0, 4), (4, 2), None])
        buffer.acknowledge(2)
        seq, frames = buffer.take(4, 6) or (None, [])
        self.assertEqual((seq, [t for t, _ in frames]), (6, [600, 700, 800]))

    def test_a_resumed_stream_goes_on_above_what_is_acknowledged(self) -> None:
        buffer = self.filled(5)
        buffer.take(5, 5)
        buffer.begin(True, 2)
        self.assertEqual(buffer.take(5, 5), (3, [(300, -12.5), (400, -12.5)]))

    def test_a_server_that_remembers_less_is_not_asked_for_what_is_gone(self) -> None:
        buffer = self.filled(5)
        buffer.acknowledge(2)
        buffer.begin(True, -1)
        self.assertEqual((buffer.take(5, 5) or (None,))[0], 3)

    def test_a_new_stream_counts_from_0(self) -> None:
        buffer = self.filled(5)
        buffer.acknowledge(2)
        buffer.begin(False, -1)
        self.assertEqual(buffer.take(5, 5), (0, [(300, -12.5), (400, -12.5)]))

    def test_what_the_server_would_refuse_is_refused_at_once(self) -> None:
        for t_ms, pitch in [(math.nan, 0), (2.0**54, 0), (0, math.nan), (0, -180.5), (0, math.inf)]:
            with self.assertRaises(ValueError):
                FrameBuffer(1).add(t_ms, pitch)


class BackoffTests(unittest.TestCase):
    def test_it_doubles_up_to_its_bound_and_spreads(self) -> None:
        for share in (0, 0.5, 1):
            backoff = Backoff(lambda: share)
            delays = [backoff.next_s() for _ in range(2000)]
            self.assertEqual(delays[:8], [share * longest for longest in (0.5, 1, 2, 4, 8, 16, 30, 30)])
            self.assertEqual(delays[-1], share * 30)
            backoff.reset()
            self.assertEqual(backoff.next_s(), share * 0.5)


class StreamEndTests(unittest.TestCase):
    def test_an_end_says_whether_to_come_back(self) -> None:
        for code in (1000, 1001, 1006, 1011, 429, 500, 503):
            self.assertTrue(StreamEnd(code).may_retry, code)
        for code in (1002, 1003, 1007, 1009, 4401, 4409, 4410, 400, 401, 403, 426):
            self.assertFalse(StreamEnd(code).may_retry, code)


if __name__ == "__main__":
    unittest.main()
