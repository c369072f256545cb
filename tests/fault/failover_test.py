# SPDX-License-Identifier: GPL-3.0-or-later
"""The primary dies under load and its synchronous standby is promoted: nothing acknowledged is lost, and sales go on without a hand."""
import re
import time
import unittest

from parts import Part, Postgres
from store import Store, Till, finish

SECONDS = 15


class Failover(unittest.TestCase):
    def test_a_standby_takes_over(self):
        store = Store()
        self.addCleanup(store.remove)
        primary = Postgres(store.folder + "/primary", "--tls")
        self.addCleanup(primary.stop)
        store.prepare(primary)
        standby = Part("postgres-standby", store.folder + "/standby", "--primary", primary.said["admin_url"], "--replication",
                       primary.said["replication_url"])
        self.addCleanup(standby.stop)
        bundle = store.folder + "/authorities.pem"
        with open(bundle, "w") as both:
            for one in ("primary", "standby"):
                with open(f"{store.folder}/{one}/certificate.pem") as certificate:
                    both.write(certificate.read())
        for name, url in primary.env.items():
            url = url.replace(f":{primary.port}/", f":{primary.port},127.0.0.1:{standby.port}/")
            store.environment[name] = re.sub(r"sslrootcert=.*", f"sslrootcert={bundle}&target_session_attrs=read-write", url)
        store.start()
        variants = store.make_shop()
        tills = [Till(store, variants) for _ in range(6)]
        for till in tills:
            till.start()
        until = time.monotonic() + 60
        while sum(len(t.acknowledged) for t in tills) < 100:
            self.assertLess(time.monotonic(), until)
            time.sleep(0.05)

        primary.kill()
        died = time.monotonic()
        status, _, _ = store.call("GET", "/ready")
        self.assertEqual(status, 503)
        primary.said["admin_url"] = primary.said["admin_url"].replace(f":{primary.port}/", f":{standby.port}/") \
            .replace("/primary/", "/standby/")
        self.assertEqual(primary.sql("SELECT pg_promote()"), "t")
        promoted = time.monotonic()
        before = [len(t.acknowledged) for t in tills]
        while any(len(t.acknowledged) < n + 3 for t, n in zip(tills, before)):
            self.assertLess(time.monotonic(), promoted + SECONDS, "the tills do not sell again")
            time.sleep(0.02)
        again = time.monotonic()
        finish(tills)
        self.assertIsNone(store.process.poll(), "the same server process all along")

        self.assertEqual([w for t in tills for w in t.wrong], [])
        acknowledged = {order["id"]: order["number"] for t in tills for order in t.acknowledged.values()}
        stored = dict(line.split("|") for line in primary.sql("SELECT id, number FROM shop.orders").split("\n"))
        self.assertEqual(stored, acknowledged)
        print(f"{len(acknowledged)} orders; promoted {promoted - died:.1f} s after the end, all sell {again - promoted:.1f} s later",
              flush=True)
        status, _, document = store.call("POST", "/api/v1/auth/login", {"email": "siti@example.com", "password": "rahasia toko melati"})
        status, _, proof = store.call("GET", "/api/v1/stock/proof", token=document["access_token"])
        self.assertEqual((status, proof["holds"], proof["mismatches"]), (200, True, []))


if __name__ == "__main__":
    unittest.main()
