# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole server on a real Kafka: sales go on without it, and what was sold arrives once, whoever is killed meanwhile."""
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from store import Store, Till, finish

STACK = pathlib.Path(os.environ["POS_SOURCE_DIR"]) / "tests/support/stack"
sys.path.insert(0, str(STACK))
import part  # noqa: E402
ROUNDS = int(os.environ.get("POS_KILL_ROUNDS", 60 if os.environ.get("POS_SOAK") else 6))
AWAY = "kafka: client has run out of available brokers (tried 127.0.0.1:%d)"


class Broker:
    """The executable of tests/support/stack, on one folder and one port."""

    def __init__(self, *options):
        self.folder = tempfile.mkdtemp(prefix="pos-kafka-", dir="/tmp")
        self.port, self.options, self.process = part.free_port(), options, None

    def start(self):
        self.process = subprocess.Popen([STACK / "kafka", "--dir", self.folder, "--port", str(self.port), *self.options],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        ready = json.loads(self.process.stdout.readline())
        self.inside = f"127.0.0.1:{ready['internal_port']}"
        return ready["env"]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)  # the broker ends with it
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()

    def remove(self):
        if self.process and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def messages(self, topic):
        done = subprocess.run(["kcat", "-q", "-b", self.inside, "-C", "-e", "-J", "-t", topic], capture_output=True, text=True, timeout=60,
                              check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]


def wait_for(what, condition, patience=90):
    until = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < until, "waited in vain: " + what
        time.sleep(0.1)


def headers_of(message):
    listed = message["headers"]
    return dict(zip(listed[::2], listed[1::2]))


def kafka_part(store):
    status, _, ready = store.call("GET", "/ready")
    assert status == 200, ready  # a balancer goes on sending sales
    return next(part for part in ready["parts"] if part["part"] == "kafka"), ready


def metric(store, name):
    connection = store.connection()
    connection.request("GET", "/metrics")
    lines = connection.getresponse().read().decode().splitlines()
    connection.close()
    return next(float(line.split()[-1]) for line in lines if line.startswith(name))


class Kafka(unittest.TestCase):
    def begin(self, broker):
        store = Store(KAFKA_BROKERS=f"127.0.0.1:{broker.port}")
        self.addCleanup(broker.remove)
        self.addCleanup(store.remove)
        store.start()
        return store

    def check_all_arrived(self, store, broker):
        orders = set(store.sql("SELECT id FROM shop.orders").split())
        arrived = "SELECT count(*), count(DISTINCT event_id) FROM audit.events WHERE action = 'order.created'"
        wait_for("every sale's audit entry", lambda: store.sql(arrived) == f"{len(orders)}|{len(orders)}")
        self.assertEqual(store.sql("SELECT count(*) FROM events.parked"), "0")
        messages = [m for m in broker.messages("pos.order.v1") if headers_of(m)["ce_type"] == "order.created"]
        self.assertEqual({json.loads(m["payload"])["order_id"] for m in messages}, orders)
        for message in messages:
            headers = headers_of(message)
            self.assertEqual(message["key"], headers["tenant_id"] + "/" + headers["ce_subject"])
            self.assertRegex(headers["traceparent"], "^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$")
        wait_for("an empty outbox", lambda: store.sql("SELECT count(*) FROM events.outbox") == "0")

    def test_sales_go_on_while_kafka_is_away(self):
        broker = Broker()
        store = self.begin(broker)  # before there is a broker
        variants = store.make_shop()
        tills = [Till(store, variants) for _ in range(2)]
        for till in tills:
            till.start()
        wait_for("sales", lambda: all(len(t.acknowledged) > 20 for t in tills))
        part, ready = kafka_part(store)
        self.assertFalse(part["ready"])
        self.assertIn(AWAY % broker.port, part["detail"])
        self.assertEqual((ready["status"], ready["part"], ready["detail"]), ("ready", "kafka", part["detail"]))
        wait_for("a growing outbox", lambda: kafka_part(store)[1]["events_waiting"] > 40)
        self.assertGreater(metric(store, "pos_outbox_pending"), 40)
        self.assertEqual(metric(store, "pos_kafka_up"), 0)
        status, _, services = store.call("GET", "/api/v1/system/services", token=tills[0].token)
        self.assertEqual(status, 200)
        self.assertIn(AWAY % broker.port, next(p["detail"] for p in services["parts"] if p["part"] == "events"))
        log = pathlib.Path(store.data + "/logs/pos-server.log")
        wait_for("the log", lambda: AWAY % broker.port in log.read_text())
        slowest = max(seconds for till in tills for _, seconds, _, _ in till.answers)
        self.assertLess(slowest, 5)

        broker.start()
        wait_for("Kafka", lambda: kafka_part(store)[0]["ready"])
        self.assertEqual(metric(store, "pos_kafka_up"), 1)
        finish(tills)
        self.assertEqual([w for t in tills for w in t.wrong], [])
        self.check_all_arrived(store, broker)

        broker.kill()
        began = time.monotonic()
        self.assertEqual(store.stop(), 0, store.words())  # also without it
        self.assertLess(time.monotonic() - began, 30)

    def test_whoever_is_killed_nothing_is_lost_or_doubled(self):
        broker = Broker()
        broker.start()
        store = self.begin(broker)
        variants = store.make_shop()
        tills = [Till(store, variants) for _ in range(3)]
        for till in tills:
            till.start()
        for n in range(ROUNDS):
            sold = sum(len(t.acknowledged) for t in tills)
            wait_for("sales", lambda sold=sold: sum(len(t.acknowledged) for t in tills) > sold + 10)
            time.sleep(random.uniform(0, 1.0))
            if n % 2:
                broker.kill()
                broker.start()
            else:
                store.kill()  # relay and consumers with it
                store.start()
        finish(tills)
        self.assertEqual([w for t in tills for w in t.wrong], [])
        acknowledged = {order["id"] for till in tills for order in till.acknowledged.values()}
        self.assertEqual(set(store.sql("SELECT id FROM shop.orders").split()), acknowledged)
        print(f"{ROUNDS} kills, {len(acknowledged)} sales", flush=True)
        self.check_all_arrived(store, broker)
        self.assertEqual(store.stop(), 0, store.words())

    def test_a_wrong_password_is_said_and_holds_up_no_sale(self):
        broker = Broker("--sasl", "pos:secret")
        env = broker.start()
        self.addCleanup(broker.remove)
        store = Store(**{**env, "KAFKA_SASL_PASSWORD": "guessed"})
        self.addCleanup(store.remove)
        store.start()
        wait_for("the reason", lambda: "Authentication failed" in kafka_part(store)[0].get("detail", ""))
        variants = store.make_shop(3)
        till = Till(store, variants)
        till.start()
        wait_for("sales", lambda: len(till.acknowledged) > 3)
        finish([till])
        self.assertNotIn("guessed", pathlib.Path(store.data + "/logs/pos-server.log").read_text())
        self.assertEqual(store.stop(), 0, store.words())
        store.environment.update(env)  # mended
        store.start()
        self.check_all_arrived(store, broker)


if __name__ == "__main__":
    unittest.main()
