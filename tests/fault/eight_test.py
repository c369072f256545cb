# SPDX-License-Identifier: GPL-3.0-or-later
"""Eight processes on an outside PostgreSQL: started in any order, two of a service at once, killed, and started anew one by one."""
import random
import signal
import time
import unittest
import uuid
from concurrent.futures import ThreadPoolExecutor

from eight import SERVICES, Eight
from parts import Postgres
from store import PASSWORD, Till, finish

PATIENCE = 5  # seconds a client asks again under the same key


def wait_for(what, condition, seconds=30):
    until = time.monotonic() + seconds
    while not (result := condition()):
        assert time.monotonic() < until, f"{what} within {seconds} s"
        time.sleep(0.05)
    return result


class EightProcesses(unittest.TestCase):
    def system(self, *arguments, more=()):
        system = Eight(more)
        self.addCleanup(system.remove)
        postgres = Postgres(system.folder + "/postgres", "--fast", *arguments)
        self.addCleanup(postgres.stop)
        system.environment |= postgres.env
        return system, postgres

    def prepared(self, more=()):
        system, postgres = self.system(more=more)
        system.prepare(postgres)
        return system, postgres

    def sign_in(self, system):
        status, _, document = system.call("POST", "/api/v1/auth/login", {"email": "siti@example.com", "password": PASSWORD})
        self.assertEqual(status, 200, document)
        return document["access_token"]

    def sell(self, system, token, variants):
        variant, price = variants[0]
        body = {"lines": [{"variant_id": variant, "quantity": 2}], "payments": [{"method": "cash", "amount": 2 * price, "tendered": 2 * price}]}
        status, _, order = system.call("POST", "/api/v1/orders", body, token, str(uuid.uuid4()))
        self.assertEqual(status, 201, order)
        return order

    def check_books(self, system, postgres, tills):
        """What was acknowledged is there, once, and the stock equals its ledger."""
        self.assertEqual([w for t in tills for w in t.wrong], [])
        acknowledged = {key: order for t in tills for key, order in t.acknowledged.items()}
        stored = dict(line.split("|") for line in postgres.sql("SELECT id, number FROM shop.orders").split("\n"))
        self.assertEqual(stored, {order["id"]: order["number"] for order in acknowledged.values()})
        self.assertEqual(len(set(stored.values())), len(acknowledged))
        status, _, proof = system.call("GET", "/api/v1/stock/proof", token=self.sign_in(system))
        self.assertEqual((status, proof["holds"], proof["mismatches"]), (200, True, []))
        return len(acknowledged)

    def test_they_start_before_their_parts_and_sell(self):
        system, postgres = self.system("--tls")
        postgres.stop()
        for process in system.processes.values():
            process.start()
        order, gateway = system.processes["order"], system.processes["gateway"]
        status, _, said = wait_for("order-service answers while it waits", lambda: (r := order.ready())[0] and r)
        self.assertEqual(status, 503)
        self.assertIn("database", said["detail"])
        self.assertEqual(system.call("GET", "/health", port=order.port)[0], 200)
        wait_for("the gateway answers", lambda: gateway.ready()[0])
        status, headers, problem = system.call("GET", "/api/v1/orders")
        self.assertEqual((status, problem["title"]), (503, "Service Unavailable"))
        self.assertTrue(headers["Retry-After"])
        wait_for("it says for what it waits", lambda: "Waiting: The database does not answer" in order.words())
        self.assertIsNone(gateway.process.poll())
        postgres.start()
        system.prepare(postgres)
        for process in system.processes.values():
            process.wait()

        variants = system.make_shop()
        token = self.sign_in(system)
        sold = self.sell(system, token, variants)
        # What the window asks for, each from another process.
        for path in ("/api/v1/auth/me", "/api/v1/users", "/api/v1/tenant", "/api/v1/products?limit=5", f"/api/v1/orders/{sold['id']}",
                     "/api/v1/reports/today", "/api/v1/stock?limit=5", "/api/v1/notifications?limit=5"):
            status, _, document = system.call("GET", path, token=token)
            self.assertEqual(status, 200, (path, document))
        status, _, page = system.call("GET", "/api/v1/products?limit=5", token=token)
        self.assertEqual(min(p["on_hand"] for p in page["items"]), 1000000 - 2)

        def entry():  # written by order-service, appended by audit-service
            _, _, events = system.call("GET", "/api/v1/audit/events?limit=50", token=token)
            return [e for e in events["items"] if e.get("entity_id") == sold["id"]]
        found = wait_for("the sale's audit entry", entry)
        self.assertEqual(found[0]["source"], "order-service")
        self.assertEqual({p.stop() for p in system.processes.values()}, {0})

    def test_nobody_passes_for_the_gateway(self):
        system, _ = self.prepared()
        system.start()
        variants = system.make_shop(1)
        token = self.sign_in(system)
        order = system.processes["order"].port
        forged = {"X-Forwarded-For": "203.0.113.9", "X-Pos-Identity": "v1.1700000000000.AAAA"}
        status, _, problem = system.call("GET", "/api/v1/orders", token=token, port=order, more=forged)
        self.assertEqual((status, problem["code"]), (403, "gateway_unproven"))
        # Through the gateway the same headers are what any client's are: nothing.
        self.assertEqual(system.call("GET", "/api/v1/orders", token=token, more=forged)[0], 200)
        self.sell(system, token, variants)

    def test_two_of_a_service_and_one_is_killed(self):
        system, postgres = self.prepared(more=("order",))
        system.start()
        variants = system.make_shop()
        tills = [Till(system, variants) for _ in range(6)]
        for till in tills:
            till.start()
        both = [system.processes["order"], system.processes["order-2"]]
        for victim in (both[1], both[0]):
            at_least = sum(len(t.acknowledged) for t in tills) + 60
            wait_for("sales go on", lambda: sum(len(t.acknowledged) for t in tills) >= at_least, 60)
            victim.kill()
            gone = time.monotonic()
            before = [len(t.acknowledged) for t in tills]
            wait_for("every till sells by the other", lambda: all(len(t.acknowledged) >= n + 2 for t, n in zip(tills, before)), 30)
            slowest = max(took for t in tills for began, took, *_ in t.answers if began > gone)
            self.assertLess(slowest, PATIENCE)
            victim.start()
            victim.wait()
        for process in both:
            # Both have sold.
            status, _, _ = process.ready()
            self.assertEqual(status, 200)
        finish(tills)
        print(f"two of order-service: {self.check_books(system, postgres, tills)} orders", flush=True)

    def test_a_service_that_hangs_holds_up_no_other(self):
        system, postgres = self.prepared()
        system.start()
        variants = system.make_shop()
        tills = [Till(system, variants) for _ in range(3)]
        token = self.sign_in(system)
        for till in tills:
            till.start()
        hanging = system.processes["notification"]
        hanging.process.send_signal(signal.SIGSTOP)
        self.addCleanup(hanging.process.send_signal, signal.SIGCONT)
        began = time.monotonic()
        with ThreadPoolExecutor(48) as pool:
            answers = list(pool.map(lambda _: system.call("GET", "/api/v1/notifications", token=token, timeout=60), range(48)))
        # Half of the gateway's workers wait for it until their deadline, the others are told at once.
        self.assertLess(time.monotonic() - began, 40)
        self.assertEqual({status for status, _, _ in answers}, {503, 504})
        self.assertEqual({document["service"] for _, _, document in answers}, {"notification-service"})
        status, headers, document = system.call("GET", "/api/v1/notifications", token=token)
        self.assertEqual((status, document["service"], headers["Retry-After"]), (503, "notification-service", "1"))
        self.assertLess(max(took for t in tills for began, took, *_ in t.answers), PATIENCE)
        hanging.process.send_signal(signal.SIGCONT)
        wait_for("it is asked again", lambda: system.call("GET", "/api/v1/notifications", token=token)[0] == 200)
        finish(tills)
        self.check_books(system, postgres, tills)

    def test_a_rolling_restart_loses_nothing(self):
        system, postgres = self.prepared()
        system.start()
        variants = system.make_shop()
        tills = [PatientTill(system, variants) for _ in range(4)]
        for till in tills:
            till.start()
        order = list(SERVICES)
        random.shuffle(order)
        for service in order:
            before = [len(t.acknowledged) for t in tills]
            wait_for("sales go on", lambda: all(len(t.acknowledged) > n for t, n in zip(tills, before)), 60)
            process = system.processes[service]
            self.assertEqual(process.stop(), 0)
            process.start()
            process.wait()
        before = [len(t.acknowledged) for t in tills]
        wait_for("sales go on", lambda: all(len(t.acknowledged) > n for t, n in zip(tills, before)), 60)
        finish(tills)
        waits = sorted(w for t in tills for w in t.waits)
        print(f"rolling restart: {self.check_books(system, postgres, tills)} orders, the longest took {waits[-1]:.2f} s", flush=True)
        self.assertLess(waits[-1], PATIENCE)


class PatientTill(Till):
    """Notes how long each sale took until it was acknowledged, asked again under its key."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.waits = []
        self.began = {}

    def try_once(self, body, key):
        began = self.began.setdefault(key, time.monotonic())
        done = super().try_once(body, key)
        if done:
            self.waits.append(time.monotonic() - began)
        return done


if __name__ == "__main__":
    unittest.main()
