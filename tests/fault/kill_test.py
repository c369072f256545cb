# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 under load: no acknowledged order is lost, none is doubled, on-hand equals the ledger, numbers have no gaps."""
import os
import random
import signal
import threading
import time
import unittest

from parts import Postgres
from store import Store, Till, finish

ROUNDS = int(os.environ.get("POS_KILL_ROUNDS", 1000 if os.environ.get("POS_SOAK") else 50))
TILLS = 6


class Kill(unittest.TestCase):
    def test_what_was_acknowledged_survives(self):
        store = Store()
        self.addCleanup(store.remove)
        store.start()

        def kill(round):
            if round % 5 == 4:  # PostgreSQL too, before or after its server
                postmaster = store.postmaster()
                first, second = random.choice([(postmaster, store.process.pid), (store.process.pid, postmaster)])
                os.kill(first, signal.SIGKILL)
                os.kill(second, signal.SIGKILL)
            store.kill()
        self.sell_and_kill(store, ROUNDS, kill)

    def test_on_a_database_elsewhere_too(self):
        store = Store()
        self.addCleanup(store.remove)
        postgres = Postgres(store.folder + "/postgres", "--tls")
        self.addCleanup(postgres.stop)
        store.prepare(postgres)
        store.sql = postgres.sql
        store.start()
        later = []

        def settle():
            while later:
                later.pop().join()

        def kill(round):
            settle()
            if round % 5 == 2:  # both, and the server is back first
                postgres.kill()
                later.append(threading.Timer(0.5, postgres.start))
            elif round % 5 == 4:  # PostgreSQL alone, while the server comes up
                later.append(threading.Timer(random.uniform(0, 1), lambda: (postgres.kill(), postgres.start())))
            store.kill()
            for one in later:
                one.start()
        self.sell_and_kill(store, max(10, ROUNDS // 5), kill, settle)

    def sell_and_kill(self, store, rounds, kill, settle=lambda: None):
        variants = store.make_shop()
        tills = [Till(store, variants) for _ in range(TILLS)]
        for till in tills:
            till.start()
        for round in range(rounds):
            time.sleep(random.uniform(0.05, 0.6))
            kill(round)
            store.start()
        settle()
        finish(tills)

        self.assertEqual([w for t in tills for w in t.wrong], [])
        acknowledged = {key: order for t in tills for key, order in t.acknowledged.items()}
        print(f"{rounds} kills, {len(acknowledged)} orders acknowledged", flush=True)
        self.assertGreater(len(acknowledged), rounds)
        self.assertEqual(len({order["id"] for order in acknowledged.values()}), len(acknowledged))
        self.assertEqual(len({order["number"] for order in acknowledged.values()}), len(acknowledged))

        stored = {line.split("|")[0]: line.split("|")[1:] for line in store.sql("SELECT id, number, total FROM shop.orders").split("\n")}
        self.assertEqual(set(stored), {order["id"] for order in acknowledged.values()})
        for order in acknowledged.values():
            self.assertEqual(stored[order["id"]], [order["number"], str(order["total"])])

        gaps = store.sql("SELECT c.terminal, c.business_date, c.last, count(o.id) FROM shop.order_counters c LEFT JOIN shop.orders o "
                         "ON o.tenant_id = c.tenant_id AND o.terminal = c.terminal AND o.business_date = c.business_date AND o.kind = c.kind "
                         "GROUP BY 1, 2, 3 HAVING c.last <> count(o.id)")
        self.assertEqual(gaps, "")
        lines, paid = store.sql("SELECT (SELECT sum(quantity) FROM shop.order_lines), (SELECT sum(net) FROM shop.payments)").split("|")
        self.assertEqual(int(paid), sum(order["total"] for order in acknowledged.values()))
        self.assertEqual(int(lines), sum(int(line["quantity"] * 1000) for order in acknowledged.values() for line in order["lines"]))

        token = tills[0].token
        status, _, proof = store.call("GET", "/api/v1/stock/proof", token=token)
        if status == 401:
            tills[0].sign_in()
            status, _, proof = store.call("GET", "/api/v1/stock/proof", token=tills[0].token)
        self.assertEqual((status, proof["holds"], proof["mismatches"]), (200, True, []))
        self.assertEqual(store.stop(), 0)


if __name__ == "__main__":
    unittest.main()
