# SPDX-License-Identifier: GPL-3.0-or-later
"""PostgreSQL away for half a minute: 503 with Retry-After at once, and back without a restart of the server."""
import os
import subprocess
import time
import unittest

from store import Store, Till, finish

SECONDS = 30
CLUSTER = os.environ["POS_TEST_CLUSTER"]
BUILD = os.environ["POS_BIN_DIR"] + "/outage"


def cluster(verb):
    return subprocess.run([CLUSTER, verb, BUILD], check=True, capture_output=True, text=True).stdout.strip()


class Outage(unittest.TestCase):
    def test_the_server_waits_for_its_database(self):
        folder = cluster("start")
        self.addCleanup(cluster, "stop")
        admin = f"postgresql:///postgres?host={folder}&user=postgres"
        subprocess.run(["psql", admin, "-qXc", "DROP DATABASE IF EXISTS pos WITH (FORCE)", "-c", "CREATE DATABASE pos", "-c", "DROP ROLE IF EXISTS shop_login",
                        "-c", "CREATE ROLE shop_login LOGIN"], check=True)
        # A database elsewhere, as its administrator prepares it.
        store = Store(DATABASE_URL=f"postgresql:///pos?host={folder}&user=shop_login")
        self.addCleanup(store.remove)
        store.posctl("db", "init", "--admin-url", f"postgresql:///pos?host={folder}&user=postgres")
        store.start()
        variants = store.make_shop()
        tills = [Till(store, variants) for _ in range(4)]
        for till in tills:
            till.start()
        time.sleep(2)

        cluster("pause")
        gone = time.monotonic()
        while time.monotonic() < gone + SECONDS:
            began = time.monotonic()
            status, headers, problem = store.call("GET", "/ready")
            self.assertEqual(status, 503)
            self.assertIn("database", str(problem))
            self.assertEqual(store.call("GET", "/health")[0], 200)
            self.assertLess(time.monotonic() - began, 5)
            time.sleep(0.5)
        cluster("start")
        back = time.monotonic()
        while store.call("GET", "/ready")[0] != 200:
            self.assertLess(time.monotonic() - back, 10)
            time.sleep(0.05)
        sold = [len(t.acknowledged) for t in tills]
        until = time.monotonic() + 20
        while any(len(t.acknowledged) < before + 3 for t, before in zip(tills, sold)):
            self.assertLess(time.monotonic(), until, "the tills do not sell again")
            time.sleep(0.05)
        finish(tills)
        self.assertIsNone(store.process.poll(), "the same server process all along")

        during = [a for t in tills for a in t.answers if gone + 1 < a[0] < gone + SECONDS - 1]
        self.assertGreater(len(during), 20)
        self.assertEqual({status for _, _, status, _ in during}, {503})
        self.assertTrue(all(retry and int(retry) > 0 for _, _, _, retry in during))
        self.assertLess(max(took for _, took, _, _ in during), 5)
        self.assertEqual([w for t in tills for w in t.wrong], [])
        orders = {order["id"] for t in tills for order in t.acknowledged.values()}
        self.assertEqual(int(store.sql("SET ROLE pos_system; SELECT count(*) FROM shop.orders")), len(orders))


if __name__ == "__main__":
    unittest.main()
