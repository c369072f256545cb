# SPDX-License-Identifier: GPL-3.0-or-later
"""Each of the five parts is embedded or elsewhere, whatever the others are: all 32 combinations pass one short sale."""
import itertools
import os
import re
import shutil
import tempfile
import time
import unittest
import uuid

from parts import Part, Postgres
from store import Store

PARTS = ("postgres", "kafka", "redis", "vault", "smtp")


def until(what, condition, patience=60):
    end = time.monotonic() + patience
    while not (found := condition()):
        assert time.monotonic() < end, what
        time.sleep(0.05)
    return found


class Combinations(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="pos-parts-", dir="/tmp")
        os.chmod(cls.folder, 0o755)
        cls.addClassCleanup(shutil.rmtree, cls.folder, True)
        cls.parts = {}
        for name in PARTS:
            folder = f"{cls.folder}/{name}"
            cls.parts[name] = Postgres(folder) if name == "postgres" else Part(name, folder)
            cls.addClassCleanup(cls.parts[name].stop)

    def settings(self, chosen, number):
        made = {}
        for name in chosen:
            made |= self.parts[name].env
        # A database of its own for each shop.
        return {name: re.sub(r"/pos(?=\?|$)", f"/pos_{number}", value) if name.startswith("DATABASE_") else value
                for name, value in made.items()}

    def sale(self, store, chosen):
        variant, price = store.make_shop(1)[0]
        status, _, signed_in = store.call("POST", "/api/v1/auth/login", {"email": "siti@example.com", "password": "rahasia toko melati"})
        self.assertEqual(status, 200, signed_in)
        token = signed_in["access_token"]
        body = {"lines": [{"variant_id": variant, "quantity": 2}], "payments": [{"method": "cash", "amount": 2 * price, "tendered": 2 * price}]}
        status, _, order = store.call("POST", "/api/v1/orders", body, token, str(uuid.uuid4()))
        self.assertEqual((status, order["status"]), (201, "paid"), order)
        self.assertEqual(store.call("GET", f"/api/v1/orders/{order['id']}", token=token)[2]["total"], 2 * price)
        until("the sale's audit entry", lambda: store.call("GET", "/api/v1/audit/events?action=order.created", token=token)[2]["items"])
        status, _, mail = store.call("POST", "/api/v1/notifications/test", {}, token, str(uuid.uuid4()))
        self.assertEqual(status, 201, mail)
        wanted = "sent" if "smtp" in chosen else "kept"
        until(f"a mail that is {wanted}", lambda: store.call("GET", f"/api/v1/notifications/{mail['id']}", token=token)[2]["status"] == wanted)

    def check(self, store, chosen):
        status, _, ready = store.call("GET", "/ready")
        self.assertEqual((status, [part for part in ready["parts"] if not part["ready"]]), (200, []))
        named = {part["part"] for part in ready["parts"]}
        for name in ("kafka", "redis"):
            self.assertEqual(name in named, name in chosen)
        self.assertEqual(os.path.exists(store.data + "/keys/master.key"), "vault" not in chosen)
        self.assertEqual(os.path.exists(store.data + "/postgres"), "postgres" not in chosen)

    def test_all_of_them_sell(self):
        every = [chosen for count in range(len(PARTS) + 1) for chosen in itertools.combinations(PARTS, count)]
        self.assertEqual(len(every), 32)
        for number, chosen in enumerate(every):
            with self.subTest(elsewhere=chosen):
                store = Store(**self.settings(chosen, number))
                try:
                    if "postgres" in chosen:
                        store.posctl("db", "init", "--admin-url", self.parts["postgres"].said["admin_url"])
                    if "vault" in chosen:
                        store.posctl("vault", "init")
                    store.start()
                    self.sale(store, chosen)
                    self.check(store, chosen)
                    self.assertEqual(store.stop(), 0, store.words())
                finally:
                    store.remove()


if __name__ == "__main__":
    unittest.main()
