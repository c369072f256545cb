# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of Prometheus are right, each alert has fired in a test, and each has its runbook."""
import os
import pathlib
import re
import subprocess
import unittest

SOURCE = pathlib.Path(os.environ.get("POS_SOURCE_DIR", ".")).resolve()
RULES = SOURCE / "observability/prometheus/alerts.yml"
TESTS = SOURCE / "tests/observability/alerts-test.yml"


def promtool(*arguments):
    done = subprocess.run(["promtool", *arguments], capture_output=True, text=True, cwd=SOURCE, timeout=120)
    return done.returncode, done.stdout + done.stderr


class Rules(unittest.TestCase):
    def test_prometheus_understands_them(self):
        for check in (("check", "rules", str(RULES)), ("check", "config", str(SOURCE / "observability/prometheus/prometheus.yml"))):
            code, said = promtool(*check)
            self.assertEqual(code, 0, said)

    def test_each_fires_when_it_should_and_not_before(self):
        code, said = promtool("test", "rules", str(TESTS))
        self.assertEqual(code, 0, said)

    def test_none_is_untested_and_none_is_without_a_runbook(self):
        alerts = re.findall(r"^ +- alert: (\w+)$", RULES.read_text(), re.MULTILINE)
        self.assertGreaterEqual(len(alerts), 10)
        self.assertEqual(len(alerts), len(set(alerts)))
        cases = re.findall(r"alertname: (\w+)\n +exp_alerts:(.*)", TESTS.read_text())
        self.assertEqual(sorted(set(alerts) - {name for name, expected in cases if not expected.strip()}), [], "never fires in a test")
        self.assertEqual(sorted(set(alerts) - {name for name, expected in cases if expected.strip() == "[]"}), [], "is never silent in a test")
        links = re.findall(r"runbook_url: docs/RUNBOOKS.md#(\S+)", RULES.read_text())
        self.assertEqual(links, [name.lower() for name in alerts])
        headings = re.findall(r"^#+ (\w+)$", (SOURCE / "docs/RUNBOOKS.md").read_text(), re.MULTILINE)
        self.assertEqual(sorted(set(alerts) - set(headings)), [])

    def test_the_alerts_that_were_promised_are_there(self):
        text = RULES.read_text()
        for name in ("ServiceDown", "ErrorRateHigh", "LatencyHigh", "OutboxLag", "EventsParked", "VaultSealed", "CleanupJobsStalled", "MailFailing",
                     "DiskLow", "BackupOld"):
            self.assertIn(f"alert: {name}\n", text)


if __name__ == "__main__":
    unittest.main()
