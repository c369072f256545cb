# SPDX-License-Identifier: GPL-3.0-or-later
"""Every query of every dashboard and every rule is answered by a real Prometheus that reads a real server under load."""
import json
import math
import os
import pathlib
import re
import sys
import threading
import unittest
import uuid

SOURCE = pathlib.Path(os.environ.get("POS_SOURCE_DIR", ".")).resolve()
sys.path[:0] = [str(SOURCE / "tests/fault"), str(SOURCE / "tests/observability")]
from parts import Part  # noqa: E402
from prometheus import Prometheus, metrics_of  # noqa: E402
from store import Store, Till, finish  # noqa: E402

BOARDS = {"pos_system_overview", "encryption_performance", "data_cleanup_status"}
# A mean over no runs: the cleanups run once an hour or a day.
MAY_BE_NOTHING = {"Time of a run"}


class Office(threading.Thread):
    """Reads and writes people, so that personal data is sealed and opened, and asks for a mail now and then."""

    def __init__(self, store, token):
        super().__init__(daemon=True)
        self.store, self.token, self.stopping, self.wrong = store, token, threading.Event(), []

    def run(self):
        while not self.stopping.is_set():
            for method, path, body in (("GET", "/api/v1/users", None), ("GET", "/api/v1/auth/me", None), ("GET", "/api/v1/audit/events", None),
                                       ("POST", "/api/v1/notifications/test", {})):
                status, _, document = self.store.call(method, path, body, self.token, str(uuid.uuid4()) if body is not None else None)
                if status not in (200, 201):
                    self.wrong.append((method, path, status, document))


def boards():
    return {path.stem: json.loads(path.read_text()) for path in (SOURCE / "observability/grafana/dashboards").glob("*.json")}


def queries(board):
    return [(panel["title"], target["expr"].replace("$__rate_interval", "1m")) for panel in board["panels"] for target in panel["targets"]]


class Form(unittest.TestCase):
    def test_the_three_boards_are_whole(self):
        self.assertEqual(set(boards()), BOARDS)
        for name, board in boards().items():
            with self.subTest(name):
                self.assertTrue(board["title"] and board["uid"] and board["schemaVersion"] >= 36)
                ids = [panel["id"] for panel in board["panels"]]
                self.assertEqual(len(ids), len(set(ids)))
                places = [(p["gridPos"]["x"], p["gridPos"]["y"]) for p in board["panels"]]
                self.assertEqual(len(places), len(set(places)))
                for panel in board["panels"]:
                    self.assertTrue(panel["title"] and panel["targets"])
                    self.assertLessEqual(panel["gridPos"]["x"] + panel["gridPos"]["w"], 24)
                    self.assertEqual({t["datasource"]["uid"] for t in panel["targets"]}, {"${datasource}"})
                self.assertNotRegex(json.dumps(board), r"\b\d+\.\d+\.\d+\.\d+\b|password")


class Answers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.store = Store(POS_ENV="development")
        cls.addClassCleanup(cls.store.remove)
        for name in ("redis", "vault"):
            part = Part(name, f"{cls.store.folder}/{name}")
            cls.addClassCleanup(part.stop)
            cls.store.environment |= part.env
        cls.store.posctl("vault", "init")
        cls.store.start()
        variants = cls.store.make_shop()
        till = Till(cls.store, variants)
        till.sign_in()
        cls.prometheus = Prometheus(SOURCE, cls.store.folder, cls.store.port)
        cls.addClassCleanup(cls.prometheus.stop)
        office = Office(cls.store, till.token)
        cls.tills = [till]
        till.start()
        office.start()
        # Rates need two readings with work between them.
        readings = 'count(count_over_time(up{job=~".+"}[1m]) >= 12)'
        cls.prometheus.until(lambda: cls.prometheus.query(readings) and cls.prometheus.query(readings)[0][1] == 8, 90,
                             "Prometheus does not read the services")
        cls.samples = {expression: cls.prometheus.query(expression) for board in boards().values() for _, expression in queries(board)}
        cls.names = set(cls.prometheus.get("label/__name__/values"))
        cls.up = cls.prometheus.query("up")
        cls.office = office
        office.stopping.set()
        office.join(60)
        finish(cls.tills)

    def test_the_load_was_real(self):
        self.assertGreater(len(self.tills[0].acknowledged), 20)
        self.assertEqual((self.tills[0].wrong, self.office.wrong), ([], []))

    def test_all_eight_services_are_read(self):
        services = ("auth", "user", "tenant", "product", "order", "notification", "audit")
        self.assertEqual(sorted(labels["job"] for labels, value in self.up if value == 1), sorted(["api-gateway", *(f"{s}-service" for s in services)]))

    def test_every_query_is_answered(self):
        for name, board in boards().items():
            for title, expression in queries(board):
                with self.subTest(board=name, panel=title):
                    self.assertEqual(metrics_of(expression) - self.names, set(), expression)
                    samples = self.samples[expression]
                    self.assertTrue(samples, expression)
                    if title not in MAY_BE_NOTHING:
                        self.assertTrue(any(not math.isnan(value) for _, value in samples), f"{expression}: {samples}")

    def test_every_rule_reads_what_is_there(self):
        rules = (SOURCE / "observability/prometheus/alerts.yml").read_text()
        recorded = set(re.findall(r"record: (\S+)", rules))
        expressions = re.findall(r"expr: (.*)", rules)
        self.assertGreater(len(expressions), 15)
        wanted = set().union(*(metrics_of(e) for e in expressions))
        self.assertEqual(wanted - self.names - recorded, set())

    def test_no_alert_fires_in_a_healthy_shop(self):
        self.prometheus.until(lambda: self.prometheus.query("job:http_requests:rate5m"), 30, "the rules are not evaluated")
        firing = [labels["alertname"] for labels, _ in self.prometheus.query('ALERTS{alertstate="firing"}')]
        # This machine's own disk is not the shop's fault.
        self.assertEqual([alert for alert in firing if alert != "DiskLow"], [])

    def test_z_a_server_that_stops_is_seen(self):
        self.store.stop()
        self.prometheus.until(lambda: {value for _, value in self.prometheus.query("up")} == {0.0}, 30, "up stays 1")
        self.prometheus.until(lambda: self.prometheus.query('ALERTS{alertname="ServiceDown"}'), 30, "ServiceDown is not even pending")


if __name__ == "__main__":
    unittest.main()
