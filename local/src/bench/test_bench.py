"""How the benchmarks here judge what they saw: python3 -m unittest discover -s local/src/bench"""
import collections
import unittest

import diagnosis
import drift


def told(component, noisy=None):
    return {"component": component, "noisy": noisy, "sharePercent": 90, "evidence": []}


class DiagnosisTest(unittest.TestCase):
    def produced(self, rounds, repeats):
        attempts = []

        def attempt(cases):
            attempts.append(list(cases))
            return {case: rounds[len(attempts) - 1][case] for case in cases}
        found, repeated = diagnosis.produced(list(rounds[0]), repeats, attempt, lambda line: None)
        return {case: one["component"] for case, one in found.items()}, dict(repeated), attempts

    def test_a_quiet_run_counts_whatever_it_names(self):
        self.assertEqual(self.produced([{"threads": told("network")}], 3), ({"threads": "network"}, {}, [["threads"]]))

    def test_a_disturbed_run_is_repeated_even_where_it_named_what_it_must(self):
        rounds = [{"threads": told("threads", "Noisy: 30 %"), "s3": told("s3-connections")}, {"threads": told("network")}]
        self.assertEqual(self.produced(rounds, 3),
                         ({"threads": "network", "s3": "s3-connections"}, {"threads": 1}, [["threads", "s3"], ["threads"]]))

    def test_repeats_have_an_end_and_the_last_run_counts(self):
        rounds = [{"s3": told("s3-connections", "Noisy")}, {"s3": told("storage", "Noisy")}, {"s3": told("threads", "Noisy")}]
        self.assertEqual(self.produced(rounds, 2)[:2], ({"s3": "threads"}, {"s3": 2}))
        self.assertEqual(self.produced(rounds, 0)[:2], ({"s3": "s3-connections"}, {}))

    def test_one_wrong_name_of_ten_is_told_and_decides(self):
        named = {"s3": collections.Counter({"s3-connections": 9, "threads": 1}), "none": collections.Counter({"none": 10})}
        self.assertFalse(diagnosis.are_right(named, 10))
        self.assertIn("| s3 | s3-connections | 9 of 10 | threads 1 | 2 |", diagnosis.table(named, {"s3": 2, "none": 0}, 10))
        self.assertTrue(diagnosis.are_right({"none": named["none"]}, 10))

    def test_nothing_measured_is_not_right(self):
        self.assertFalse(diagnosis.are_right({}, 10))


class DriftTest(unittest.TestCase):
    def test_falls_go_from_the_first_rate_of_the_seed_to_its_last(self):
        for name in ("line", "exponential", "step"):
            rate = drift.SHAPES[name]
            self.assertAlmostEqual(rate(0.0), 637)
            self.assertAlmostEqual(rate(1.0), 82)
            self.assertTrue(all(rate(at / 100) >= rate((at + 1) / 100) for at in range(100)), name)
        self.assertEqual({drift.SHAPES["steady"](at) for at in (0.0, 0.5, 1.0)}, {drift.STEADY})

    def test_each_steady_run_that_drifts_and_each_fall_that_does_not_is_a_mistake(self):
        names = drift.names(steady=2, falls=3)
        right = {name: {"detected": not name.startswith("steady"), "slopePercentPerMinute": -9.0} for name in names}
        self.assertEqual(drift.mistakes(right), [])
        for name in names:
            wrong = {**right, name: {"detected": not right[name]["detected"], "slopePercentPerMinute": -9.0}}
            self.assertEqual(drift.mistakes(wrong), [name])

    def test_a_fall_that_is_called_a_rise_and_a_run_that_was_not_judged_are_mistakes(self):
        self.assertEqual(drift.mistakes({"line-1": {"detected": True, "slopePercentPerMinute": 9.0}}), ["line-1"])
        self.assertEqual(drift.mistakes({"steady-1": {"explanation": "not judged"}, "step-1": {}}), ["steady-1", "step-1"])

    def test_falls_are_of_all_shapes(self):
        self.assertEqual(drift.names(1, 6), ["steady-1", "line-1", "exponential-1", "step-1", "line-2", "exponential-2", "step-2"])


if __name__ == "__main__":
    unittest.main()
