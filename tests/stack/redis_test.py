# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole servers on a real Redis that has bad days. What users see: they sell and sign in all along, and nobody is let in who
should not be."""
import os
import re
import socket
import subprocess
import threading
import time
import unittest

from stack_server import BadLink, StackServer
from store import PASSWORD, Store, Till, finish

CLUSTER = os.environ["POS_TEST_CLUSTER"]
BUILD = os.environ["POS_BIN_DIR"] + "/redis"
DATABASE = "pos_redis"


def until(condition, what, seconds=15):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def part(store):
    """The part "redis" of /ready, which must be 200 all along."""
    status, _, document = store.call("GET", "/ready")
    assert status == 200, document
    return next(p for p in document["parts"] if p["part"] == "redis")


def metric(store, name):
    connection = store.connection()
    connection.request("GET", "/metrics")
    text = connection.getresponse().read().decode()
    connection.close()
    return float(re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)[1])


class Commands(threading.Thread):
    """What Redis is asked, as MONITOR shows it."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.link = socket.create_connection(("127.0.0.1", port), 10)
        self.link.settimeout(None)
        self.link.sendall(b"MONITOR\r\n")
        self.lines = []
        self.start()

    def run(self):
        with self.link.makefile(errors="replace") as file:
            for line in file:
                self.lines.append(line)


class OneServer(unittest.TestCase):
    def setUp(self):
        self.redis = StackServer("redis")
        self.addCleanup(self.redis.close)
        self.toxiproxy = StackServer("toxiproxy")
        self.addCleanup(self.toxiproxy.close)
        self.link = BadLink(self.toxiproxy, "redis", self.redis.port)

    def server(self, **settings):
        store = Store(REDIS_ADDR=self.link.address, **settings)
        self.addCleanup(store.remove)
        return store

    def test_sales_go_on_whatever_redis_does(self):
        store = self.server()
        store.start()
        self.assertEqual(part(store), {"part": "redis", "ready": True})
        variants = store.make_shop()
        tills = [Till(store, variants) for _ in range(3)]
        for till in tills:
            till.start()
        days = {"refused": (self.link.refuse, self.link.heal), "hanging": (self.link.hang, self.link.heal),
                "slow by 2 s": (lambda: self.link.slow(2000), self.link.heal), "cut": (lambda: self.link.cut_after(500), self.link.heal),
                "killed": (self.redis.kill, self.redis.restart)}
        for day, (begin, end) in days.items():
            with self.subTest(day):
                until(lambda: part(store)["ready"], "Redis is not found again")
                sold = sum(len(t.acknowledged) for t in tills)
                begin()
                until(lambda: not part(store)["ready"], f"{day}: nobody sees it")
                said = part(store)["detail"]
                self.assertIn("redis: ", said)
                self.assertIn(f"REDIS_ADDR {self.link.address}", said)
                self.assertEqual(metric(store, "pos_redis_up"), 0)
                status, _, document = store.call("POST", "/api/v1/auth/login", {"email": "siti@example.com", "password": PASSWORD})
                self.assertEqual(status, 200, document)
                token = document["access_token"]
                self.assertEqual(store.call("POST", "/api/v1/auth/logout", {}, token)[0] // 100, 2)
                self.assertEqual(store.call("GET", "/api/v1/auth/me", token=token)[0], 401)
                until(lambda: sum(len(t.acknowledged) for t in tills) > sold + 20, f"{day}: sales do not go on")
                end()
                until(lambda: part(store)["ready"], f"{day}: Redis is not found again")
                self.assertEqual(store.call("GET", "/api/v1/auth/me", token=token)[0], 401)
        finish(tills)
        self.assertEqual([t.wrong for t in tills], [[], [], []])
        answers = [a for t in tills for a in t.answers]
        self.assertEqual({a[2] for a in answers}, {201})
        self.assertLess(max(a[1] for a in answers), 5)
        self.assertEqual(int(store.sql("SELECT count(*) FROM shop.orders")), sum(len(t.acknowledged) for t in tills))
        self.assertEqual(metric(store, "pos_redis_up"), 1)
        self.assertGreater(metric(store, 'pos_redis_exchanges_total{outcome="answered"}'), 0)
        self.assertGreater(metric(store, 'pos_redis_exchanges_total{outcome="failed"}'), 0)

    def test_redis_may_come_later(self):
        self.link.refuse()
        store = self.server()
        store.start()
        self.assertFalse(part(store)["ready"])
        store.make_shop(1)
        self.link.heal()
        until(lambda: part(store)["ready"], "Redis is not found")

    def refusal(self, **settings):
        store = Store(**settings)
        self.addCleanup(store.remove)
        done = subprocess.run([os.environ["POS_BIN_DIR"] + "/pos-server", "--data", store.data, "--port-base", str(store.port)],
                              capture_output=True, text=True, timeout=120, env=store.environment, cwd="/", check=False)
        self.assertEqual(done.returncode, 1, done.stderr)
        return done.stderr

    def test_wrong_settings_stop_the_start_with_a_sentence(self):
        safe = StackServer("redis", "--password", "correct")
        self.addCleanup(safe.close)
        said = self.refusal(REDIS_ADDR=safe.env["REDIS_ADDR"], REDIS_PASSWORD="rubbish-password")
        self.assertIn("set REDIS_PASSWORD", said)
        self.assertNotIn("rubbish-password", said)
        cluster = StackServer("redis", "--cluster")
        self.addCleanup(cluster.close)
        self.assertIn("this is a Redis Cluster, which is not supported", self.refusal(**cluster.env))
        self.assertIn("REDIS_ADDR", self.refusal(REDIS_ADDR="one:1,two:2"))

    def test_over_tls_with_a_password(self):
        safe = StackServer("redis", "--tls", "--password", "random")
        self.addCleanup(safe.close)
        store = Store(**safe.env)
        self.addCleanup(store.remove)
        store.start()
        self.assertTrue(part(store)["ready"])
        variants = store.make_shop(3)
        till = Till(store, variants)
        till.start()
        until(lambda: len(till.acknowledged) > 5, "nothing is sold")
        finish([till])
        self.assertTrue(part(store)["ready"])


class TwoServers(unittest.TestCase):
    """Two whole servers on one database and one Redis."""

    def setUp(self):
        self.redis = StackServer("redis")
        self.addCleanup(self.redis.close)
        folder = subprocess.run([CLUSTER, "start", BUILD], check=True, capture_output=True, text=True).stdout.strip()
        self.addCleanup(subprocess.run, [CLUSTER, "stop", BUILD], check=True)
        admin = f"postgresql:///postgres?host={folder}&user=postgres"
        subprocess.run(["psql", admin, "-qXc", f"CREATE DATABASE {DATABASE}", "-c", "CREATE ROLE shop_login LOGIN"], check=True)
        url = f"postgresql:///{DATABASE}?host={folder}&user=shop_login"
        self.here = self.server(url, POS_RATE_PER_USER="10")
        self.here.posctl("db", "init", "--admin-url", f"postgresql:///{DATABASE}?host={folder}&user=postgres")
        self.here.start()
        self.there = self.server(url, POS_RATE_PER_USER="10", ENCRYPTION_KEY_PATH=self.here.data + "/keys/master.key")
        self.there.start()
        self.here.make_shop(1)

    def server(self, url, **settings):
        store = Store(DATABASE_URL=url, **self.redis.env, **settings)
        self.addCleanup(store.remove)
        return store

    def sign_in(self, store):
        status, _, document = store.call("POST", "/api/v1/auth/login", {"email": "siti@example.com", "password": PASSWORD})
        self.assertEqual(status, 200, document)
        return document["access_token"]

    def test_what_ends_here_has_ended_there(self):
        for _ in range(3):
            token = self.sign_in(self.here)
            self.assertEqual(self.there.call("GET", "/api/v1/auth/me", token=token)[0], 200)
            self.assertEqual(self.here.call("POST", "/api/v1/auth/logout", {}, token)[0] // 100, 2)
            self.assertEqual(self.there.call("GET", "/api/v1/auth/me", token=token)[0], 401)

    def test_they_limit_together(self):
        token = self.sign_in(self.here)
        time.sleep(2)  # a full bucket again
        taken = 0
        while self.here.call("GET", "/api/v1/auth/me", token=token)[0] == 200:
            taken += 1
        self.assertGreaterEqual(taken, 20)
        self.there.call("GET", "/api/v1/auth/me", token=token)
        time.sleep(0.2)  # now it has learned
        there = 0
        end = time.monotonic() + 0.3
        while time.monotonic() < end:
            there += self.there.call("GET", "/api/v1/auth/me", token=token)[0] == 200
        self.assertLess(there, 12, "the other server knows nothing of what was taken here")

    def test_a_job_shows_its_lock_and_gives_it_back(self):
        commands = Commands(self.redis.port)
        until(lambda: any('"cleanup:lock:' in line and '"NX"' in line for line in commands.lines), "no job takes a lock", 60)
        taken = next(line for line in commands.lines if '"cleanup:lock:' in line and '"NX"' in line)
        name, token = re.search(r'"(cleanup:lock:[a-z-]+)" "([0-9a-f]{32})"', taken).groups()
        until(lambda: any(f'"{name}" "{token}"' in line and "'DEL'" in line for line in commands.lines), "it is not given back")


if __name__ == "__main__":
    unittest.main()
