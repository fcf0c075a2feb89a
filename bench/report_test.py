#!/usr/bin/env python3
"""Does the report say what was measured? On recorded results, so that it takes no time."""
import copy
import json
import pathlib
import unittest

import report

RECORDED = json.loads((pathlib.Path(__file__).parent / "recorded.json").read_text())
PEERS = [{"peer": "a tool", "version": "1", "arithmetic": "double", "population": {"units": 10, "wrong": 1, "ns_per_unit": 1234.5},
          "adversarial": {"units": 5, "wrong": 3, "ns_per_unit": 2}, "peak_mb": 12.3}, {"peer": "another", "skipped": "not installed"}]


def results(change=lambda runs: None):
    changed = copy.deepcopy(RECORDED)
    change({run["name"].split("/iterations")[0]: run for run in changed["benchmarks"]})
    return report.Results(json.dumps(changed))


class Line(unittest.TestCase):
    def test_has_every_figure_in_the_agreed_form(self):
        self.assertEqual(report.line(results()), "bulk_vs_floor=1.62 change_ns=150 cold_ms=9.5 rules2000_ms=4.2 bytes_per_unit=177 wrong=0")

    def test_takes_the_worst_ratio_but_not_that_of_253_units(self):
        self.assertEqual(results(lambda runs: runs["bulk/1000000"].update(ratio=1.9)).bulk_vs_floor(), 1.9)
        self.assertEqual(results(lambda runs: runs["bulk/253"].update(ratio=9)).bulk_vs_floor(), 1.62)

    def test_reads_every_unit_of_time(self):
        self.assertEqual(results(lambda runs: runs["one_answer_changed"].update(real_time=0.15, time_unit="us")).change_ns(), 150)

    def test_falls_back_where_a_benchmark_is_not_there_yet(self):
        found = results(lambda runs: runs["cold_start_253_units"].update(name="other"))
        self.assertEqual(found.cold_ms(), 8 + 3 + 12)
        self.assertIsNone(results(lambda runs: runs["one_answer_changed"].update(name="other")).change_ns())
        self.assertIn("change_ns=missing", report.line(results(lambda runs: runs["one_answer_changed"].update(name="other"))))

    def test_counts_wrong_verdicts_and_failed_benchmarks(self):
        self.assertEqual(results(lambda runs: runs["thresholds"].update(wrong=3)).wrong(), 3)
        failed = results(lambda runs: runs["bulk/10000"].update(error_occurred=True, error_message="wrong verdicts"))
        self.assertEqual(failed.wrong(), 1)


class Report(unittest.TestCase):
    def test_says_what_misses_its_target(self):
        text = report.report(results(), PEERS)
        self.assertRegex(text, r"bulk beside the kernel by hand \| at most 1.5 times \| 1.62 times \| \*\*missed\*\*")
        self.assertRegex(text, r"one answer changed \| at most 200 ns \| 150 ns \| met")

    def test_lists_peers_with_their_wrong_verdicts_and_those_that_were_not_there(self):
        text = report.report(results(), PEERS)
        self.assertRegex(text, r"\| a tool \| 1 \| double \| 1,23[45] \| 10 \| 1 \| 3 \| 12 \|")
        self.assertIn("- another: not installed", text)

    def test_says_missing_instead_of_inventing(self):
        self.assertIn("missing", report.report(results(lambda runs: runs["score_only"].update(name="other")), PEERS))

    def test_names_what_failed(self):
        text = report.report(results(lambda runs: runs["all_nodes"].update(error_occurred=True, error_message="wrong answer")), PEERS)
        self.assertIn("- `all_nodes`: wrong answer", text)


if __name__ == "__main__":
    unittest.main()
