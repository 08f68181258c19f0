"""What a goal is worth at its bound: python3 -m unittest discover -s loadgen-job/src/bench"""
import contextlib
import io
import os
import unittest

import loadgen
import peers
import stall
from goals import Goals


def large(cpu, rate=1000.0, p50=400.0, p99=500.0):
    return {"MB/s": rate, "CPU-s/GB": cpu, "p50 ms": p50, "p99 ms": p99}


def small(rate, cpu=0.01):
    return {"req/s": rate, "CPU-s/1000": cpu}


class GoalsTest(unittest.TestCase):
    def test_a_bound_itself_is_reached_and_what_lies_beyond_is_missed(self):
        for judge, reached, missed in ((Goals.at_most, 0.45, 0.4501), (Goals.at_least, 1.6, 1.5999)):
            for seen, is_met in ((reached, True), (missed, False)):
                goals = Goals()
                judge(goals, "a goal", seen, reached, "x")
                self.assertEqual(goals.are_met(), is_met, f"{judge.__name__} {seen}")

    def test_a_tolerance_counts_on_both_sides(self):
        for seen, is_met in ((478, True), (538, True), (477.9, False), (538.1, False)):
            goals = Goals()
            goals.within("p95", seen, 508, 30, "ms")
            self.assertEqual(goals.are_met(), is_met, seen)

    def test_one_missed_goal_of_many_is_told_and_decides(self):
        goals, out = Goals(), io.StringIO()
        goals.at_most("good", 1.0, 2.0, "x")
        goals.at_most("bad", 3.0, 2.0, "x")
        with contextlib.redirect_stdout(out):
            goals.print_table()
        self.assertFalse(goals.are_met())
        self.assertIn("Goals reached: 1 of 2", out.getvalue())
        self.assertIn("| bad | 3.000 x | at most 2.000 x | **missed** |", out.getvalue())

    def test_what_nobody_measured_is_not_reached(self):
        goals = Goals()
        self.assertFalse(goals.are_met())
        goals.not_judged("a goal", "oha is missing")
        self.assertFalse(goals.are_met())
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            goals.print_table()
        self.assertIn("| a goal | - | oha is missing | **not judged** |", out.getvalue())


class JudgementTest(unittest.TestCase):
    """Each goal of the project against figures that reach it, and figures that miss that goal alone."""

    def judged(self, judge, medians):
        goals = Goals()
        judge(goals, medians)
        return [what for what, *_, is_met in goals.rows if not is_met]

    def test_large_bodies(self):
        def missed(**changed):
            figures = {peers.OURS_LENGTH: large(0.44), peers.OURS: large(0.48), "wrk": large(1.0, rate=600.0), "oha": large(0.5)}
            return self.judged(loadgen.judge_large, {**figures, **changed})
        self.assertEqual(missed(), [])
        self.assertEqual(missed(**{peers.OURS_LENGTH: large(0.46)}), ["CPU per GB, of wrk's"])
        self.assertEqual(missed(**{"oha": large(0.43, rate=1.0), peers.OURS: large(0.43)}), ["CPU per GB, of oha's"])
        self.assertEqual(missed(**{peers.OURS: large(0.505), "oha": large(0.6)}), ["CPU per GB with CRC32C, of wrk's"])
        self.assertEqual(missed(**{"oha": large(0.47)}), ["CPU per GB with CRC32C, of oha's"])
        self.assertEqual(missed(**{"wrk": large(1.0, rate=626.0)}), ["MB/s, of wrk's"])
        self.assertEqual(missed(**{peers.OURS_LENGTH: large(0.44, p99=601.0)}), ["p99/p50, large bodies"])
        self.assertEqual(missed(**{peers.OURS: large(0.48, p99=601.0)}), ["p99/p50 with CRC32C, large bodies"])

    def test_a_peer_that_is_missing_leaves_its_goals_unreached(self):
        figures = {peers.OURS_LENGTH: large(0.44), peers.OURS: large(0.48), "wrk": large(1.0, rate=600.0)}
        self.assertEqual(self.judged(loadgen.judge_large, figures), ["CPU per GB, of oha's", "CPU per GB with CRC32C, of oha's"])

    def test_small_bodies(self):
        self.assertEqual(self.judged(loadgen.judge_small, {peers.OURS_LENGTH: small(85.0, 0.0125), "wrk": small(100.0)}), [])
        self.assertEqual(self.judged(loadgen.judge_small, {peers.OURS_LENGTH: small(84.9, 0.0126), "wrk": small(100.0)}),
                         ["small requests a second, of wrk's", "CPU per small request, of wrk's"])

    def test_many_connections(self):
        self.assertEqual(self.judged(loadgen.judge_many, {peers.OURS_LENGTH: {"RSS MB": 150.0, "errors": 0}}), [])
        self.assertEqual(len(self.judged(loadgen.judge_many, {peers.OURS_LENGTH: {"RSS MB": 150.1, "errors": 1}})), 2)

    def test_a_freeze(self):
        wanted = stall.expectation(1, 0.1)
        self.assertEqual(sorted(wanted), ["p95", "p99"])
        self.assertAlmostEqual(wanted["p95"], 508)
        self.assertAlmostEqual(wanted["p99"], 905)
        self.assertAlmostEqual(stall.expectation(2, 0.02)["p95"], 8)
        fair = {"planned": 10_000, "sent": 10_000, "failed": 0, "p95": 510.0, "p99": 900.0}
        self.assertEqual(self.judged(loadgen.judge_freeze, [fair] * 3), [])
        self.assertEqual(self.judged(loadgen.judge_freeze, [fair, fair, {**fair, "sent": 9_999}]), ["freeze: sent, worst round"])
        self.assertEqual(self.judged(loadgen.judge_freeze, [fair, fair, {**fair, "failed": 1}]), ["freeze: failed, worst round"])
        self.assertEqual(self.judged(loadgen.judge_freeze, [fair, {**fair, "p99": 5.0}, {**fair, "p99": 6.0}]), ["freeze: p99"])


class PeersTest(unittest.TestCase):
    def test_peers_that_are_not_installed_are_named(self):
        path = os.environ["PATH"]
        try:
            os.environ["PATH"] = ""
            found, missing = peers.all_of("java", "00000000")
        finally:
            os.environ["PATH"] = path
        self.assertIn("wrk", missing)
        self.assertEqual([peer.name for peer in found if peer.name.startswith("ours")],
                         [peers.OURS, peers.OURS_LENGTH, peers.OURS_SHA256])

    def test_what_wrk_says(self):
        said = """  Latency Distribution
     50%  466.20ms
     99%    3.12s
  1153 requests in 10.02s, 26.67GB read
  Socket errors: connect 1, read 2, write 0, timeout 3
"""
        wrk = peers.wrk()
        self.assertEqual((wrk.requests(said), wrk.percentiles(said), wrk.errors(said)), (1153, (466.2, 3120.0), 6))
        self.assertEqual(wrk.errors(said.splitlines()[0]), 0)

    def test_what_oha_says_without_those_that_its_end_cut_off(self):
        said = ('{"statusCodeDistribution": {"200": 7, "503": 2}, "latencyPercentiles": {"p50": 0.5, "p99": null},'
                ' "errorDistribution": {"aborted due to deadline": 100, "connection closed": 1}}')
        oha = peers.oha("oha")
        self.assertEqual((oha.requests(said), oha.errors(said), oha.percentiles(said)[0]), (7, 3, 500.0))


if __name__ == "__main__":
    unittest.main()
