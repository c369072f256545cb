# SPDX-License-Identifier: GPL-3.0-or-later
"""A request's way through gateway, service, database and events arrives at a collector as one trace, in OTLP's own form."""
import http.server
import json
import os
import pathlib
import subprocess
import sys
import threading
import time
import unittest
import uuid

SOURCE = pathlib.Path(os.environ.get("POS_SOURCE_DIR", ".")).resolve()
sys.path[:0] = [str(SOURCE / "tests/fault")]
from store import Store, Till, finish  # noqa: E402

# OTLP's own schema: the protobuf messages of the OpenTelemetry project refuse an unknown name and a wrong type.
JUDGE = """
import json, sys
from google.protobuf import json_format
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
count = 0
for line in sys.stdin:
    request = json_format.Parse(json.loads(line), ExportTraceServiceRequest())
    count += sum(len(scope.spans) for resource in request.resource_spans for scope in resource.scope_spans)
print(count)
"""


class Collector(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Collecting)
        self.bodies, self.spans, self.wrong = [], [], []
        self.answer = 200
        self.changed = threading.Condition()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}"

    def take(self, path, kind, body):
        if (path, kind) != ("/v1/traces", "application/json"):
            self.wrong.append((path, kind))
        with self.changed:
            self.bodies.append(body.decode())
            for resource in json.loads(body)["resourceSpans"]:
                attributes = {a["key"]: a["value"]["stringValue"] for a in resource["resource"]["attributes"]}
                for scope in resource["scopeSpans"]:
                    self.spans += [{**span, "service": attributes["service.name"]} for span in scope["spans"]]
            self.changed.notify_all()

    def wait(self, holds, patience=30):
        with self.changed:
            assert self.changed.wait_for(lambda: holds(self.spans), patience), json.dumps(self.spans)[-3000:]
            return list(self.spans)


class Collecting(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.answer == 200:
            self.server.take(self.path, self.headers["Content-Type"], body)
        self.send_response(self.server.answer)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_):
        pass


def attribute(span, key):
    return next((next(iter(a["value"].values())) for a in span["attributes"] if a["key"] == key), None)


class Traces(unittest.TestCase):
    def setUp(self):
        self.collector = Collector()
        self.addCleanup(self.collector.server_close)
        self.addCleanup(self.collector.shutdown)

    def start(self, endpoint):
        store = Store(OTEL_EXPORTER_OTLP_ENDPOINT=endpoint, POS_ENV="development")
        self.addCleanup(store.remove)
        store.start()
        return store

    def sell(self, store, till, variants, trace, flags="01"):
        connection = store.connection()
        total = variants[0][1]
        body = {"lines": [{"variant_id": variants[0][0], "quantity": 1}], "payments": [{"method": "cash", "amount": total}]}
        connection.request("POST", "/api/v1/orders", json.dumps(body),
                           {"Content-Type": "application/json", "Authorization": "Bearer " + till.token, "Idempotency-Key": str(uuid.uuid4()),
                            "traceparent": f"00-{trace}-00f067aa0ba902b7-{flags}"})
        answer = connection.getresponse()
        document = json.loads(answer.read())
        self.assertEqual(answer.status, 201, document)
        connection.close()

    def ask(self, store, token, most):
        """Until spans are dropped; a queue is full after some thousand."""
        connection = store.connection()
        for n in range(most):
            connection.request("GET", "/api/v1/auth/me", headers={"Authorization": "Bearer " + token})
            answer = connection.getresponse()
            answer.read()
            if n % 100 == 99 and self.metric(store, "pos_trace_spans_dropped_total") > 0:
                break
        connection.close()

    def metric(self, store, name):
        connection = store.connection()
        connection.request("GET", "/metrics")
        lines = connection.getresponse().read().decode().splitlines()
        connection.close()
        return next(float(line.split()[1]) for line in lines if line.startswith(name + " "))

    def test_one_sale_is_one_trace_down_to_the_last_consumer(self):
        store = self.start(self.collector.address + "/")
        variants = store.make_shop(1)
        till = Till(store, variants)
        till.sign_in()
        mine, unrecorded = uuid.uuid4().hex, uuid.uuid4().hex
        self.sell(store, till, variants, unrecorded, flags="00")

        # What stands at the lock is to be seen by its trace.
        url = subprocess.run([os.environ["POS_BIN_DIR"] + "/posctl", "--data", store.data, "db", "url", "--role", "admin"], capture_output=True, text=True, check=True,
                             env=store.environment).stdout.strip()
        holder = subprocess.Popen(["psql", url, "-qXAt", "-v", "ON_ERROR_STOP=1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        holder.stdin.write("BEGIN; LOCK TABLE shop.payments IN ACCESS EXCLUSIVE MODE; SELECT 'locked';\n")
        holder.stdin.flush()
        self.assertEqual(holder.stdout.readline().strip(), "locked")
        seller = threading.Thread(target=self.sell, args=(store, till, variants, mine))
        seller.start()
        names = ""
        until = time.monotonic() + 4
        while mine not in names and time.monotonic() < until:
            names = subprocess.run(["psql", url, "-qXAtc", "SELECT application_name FROM pg_stat_activity WHERE wait_event_type = 'Lock'"],
                                   capture_output=True, text=True, check=True).stdout
        holder.stdin.write("COMMIT;\n")
        holder.stdin.close()
        holder.wait(30)
        seller.join(30)
        self.assertRegex(names, rf"pos/00-{mine}-[0-9a-f]{{16}}-01")

        def of_mine(spans):
            return [span for span in spans if span["traceId"] == mine]

        spans = of_mine(self.collector.wait(lambda all: any(s["service"] == "audit-service" for s in of_mine(all))
                                            and any(s["service"] == "order-service" and s["kind"] == 2 for s in of_mine(all))
                                            and any(s["service"] == "api-gateway" for s in of_mine(all))))
        by_id = {span["spanId"]: span for span in spans}
        self.assertEqual(len(by_id), len(spans))
        gateway, = [s for s in spans if s["service"] == "api-gateway"]
        order, = [s for s in spans if s["service"] == "order-service" and s["kind"] == 2]
        self.assertEqual((gateway["parentSpanId"], gateway["name"], gateway["kind"]), ("00f067aa0ba902b7", "POST /api/v1/orders", 2))
        self.assertEqual(order["parentSpanId"], gateway["spanId"])
        self.assertEqual((attribute(order, "http.response.status_code"), attribute(order, "http.route")), ("201", "/api/v1/orders"))
        transactions = [s for s in spans if s["name"] == "transaction" and s["service"] == "order-service"]
        self.assertTrue(transactions)
        self.assertEqual({s["kind"] for s in transactions}, {3})
        self.assertIn(order["spanId"], {s["parentSpanId"] for s in transactions})
        consumed = [s for s in spans if s["kind"] == 5]
        self.assertTrue({attribute(s, "messaging.destination.name") for s in consumed} <= {"pos.order.v1", "pos.audit.v1", "pos.stock.v1"})
        for span in spans:
            self.assertTrue(span is gateway or span["parentSpanId"] in by_id, span)
            self.assertLessEqual(int(span["startTimeUnixNano"]), int(span["endTimeUnixNano"]))
        self.assertLessEqual(int(gateway["startTimeUnixNano"]), int(order["startTimeUnixNano"]) + 1000000)

        # A trace that was not to be recorded is not; monitors make none; what starts here without a header is recorded.
        everything = self.collector.wait(lambda all: True)
        self.assertEqual([s for s in everything if s["traceId"] == unrecorded], [])
        self.assertEqual([s["name"] for s in everything if s["name"].split()[-1] in ("/ready", "/health", "/metrics")], [])
        self.assertIn("POST /api/v1/auth/login", {s["name"] for s in everything})

        self.assertEqual(self.collector.wrong, [])
        judge = pathlib.Path(os.environ["PATH"].split(":")[0]) / "opentelemetry-python"
        judged = subprocess.run([judge, "-c", JUDGE], input="\n".join(json.dumps(body) for body in self.collector.bodies), capture_output=True, text=True)
        self.assertEqual((judged.returncode, judged.stdout.strip()), (0, str(len(everything))), judged.stderr[-2000:])
        text = "\n".join(self.collector.bodies)
        for secret in ("siti", "example.com", "Melati", "rahasia", variants[0][0]):
            self.assertNotIn(secret, text)
        self.assertGreaterEqual(self.metric(store, "pos_trace_spans_exported_total"), len(everything))
        self.assertEqual(self.metric(store, "pos_trace_spans_dropped_total"), 0)

    def test_a_collector_that_is_away_costs_no_request_anything(self):
        self.collector.answer = 503
        store = self.start(self.collector.address)
        variants = store.make_shop()
        till = Till(store, variants)
        till.sign_in()
        till.start()
        tills = [till]
        askers = [threading.Thread(target=self.ask, args=(store, till.token, 3000)) for _ in range(4)]
        for asker in askers:
            asker.start()
        for asker in askers:
            asker.join(120)
        finish(tills)
        self.assertGreater(self.metric(store, "pos_trace_spans_dropped_total"), 0)
        self.assertEqual([w for t in tills for w in t.wrong], [])
        self.assertGreater(len(till.acknowledged), 10)
        self.assertLess(max(took for t in tills for _, took, _, _ in t.answers), 5)

        # It comes back by itself: what waits is sent.
        self.collector.answer = 200
        self.collector.wait(lambda spans: len(spans) > 1000, 60)
        self.assertEqual(store.stop(), 0)


if __name__ == "__main__":
    unittest.main()
