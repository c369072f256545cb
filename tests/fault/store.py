# SPDX-License-Identifier: GPL-3.0-or-later
"""A real pos-server on a data folder of its own, a shop in it, and tills that sell. For the *_test.py of this folder."""
import http.client
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import uuid

BIN = pathlib.Path(os.environ["POS_BIN_DIR"])
PASSWORD = "rahasia toko melati"


def free_port_base():
    while True:
        base = random.randrange(20000, 32000, 10)  # below the ports that connections are given, ours to it among them
        try:
            held = [socket.create_server(("127.0.0.1", base + n)) for n in range(8)]
        except OSError:
            continue
        for one in held:
            one.close()
        return base


class Store:
    RETRIED = (503, 504)

    def __init__(self, **settings):
        self.folder = tempfile.mkdtemp(prefix="pos-fault-", dir="/tmp")
        os.chmod(self.folder, 0o755)  # as root the database runs as another user, who must get through
        self.data = self.folder + "/data"
        self.port = free_port_base()
        self.process = None
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("POS_", "LOG_", "DATABASE_", "KAFKA_"))}
        # The clients here are many on one address; what is measured is not the limit.
        self.environment = {**kept, "POS_RATE_PER_ADDRESS": "0", "POS_RATE_PER_USER": "0", "LOG_LEVEL": "warn", **settings}

    def start(self, patience=60):
        with open(self.folder + "/server.err", "a") as errors:
            self.process = subprocess.Popen([BIN / "pos-server", "--data", self.data, "--port-base", str(self.port)], cwd=self.folder,
                                            env=self.environment, stdout=subprocess.DEVNULL, stderr=errors)
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            try:
                if self.call("GET", "/ready", timeout=2)[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.02)
        raise AssertionError("pos-server did not start:\n" + self.words())

    def words(self):
        with open(self.folder + "/server.err") as errors:
            return errors.read()[-20000:]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def postmaster(self):
        with open(self.data + "/postgres/postmaster.pid") as file:
            return int(file.readline())

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)

    def remove(self):
        if self.process and self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def posctl(self, *arguments):
        done = subprocess.run([BIN / "posctl", "--data", self.data, *arguments], capture_output=True, text=True, cwd=self.folder,
                              env=self.environment, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def prepare(self, postgres):
        """A database elsewhere (parts.Postgres), as its administrator makes it ready."""
        self.environment |= postgres.env
        self.posctl("db", "init", "--admin-url", postgres.said["admin_url"])

    def sql(self, text):
        url = self.posctl("db", "url", "--role", "system")
        done = subprocess.run(["psql", url, "-AtXq", "-v", "ON_ERROR_STOP=1", "-c", text], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def connection(self, timeout=30, port=None):
        return http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=timeout)

    # status, headers, document. OSError and http.client.HTTPException when no answer came.
    def call(self, method, path, body=None, token=None, key=None, timeout=30, port=None, more=()):
        connection = self.connection(timeout, port)
        headers = {**dict(more), **({"Content-Type": "application/json"} if body is not None else {})}
        if token:
            headers["Authorization"] = "Bearer " + token
        if key:
            headers["Idempotency-Key"] = key
        try:
            connection.request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = connection.getresponse()
            text = answer.read()
            return answer.status, answer.headers, json.loads(text) if text[:1] in (b"{", b"[") else None
        finally:
            connection.close()

    def make_shop(self, products=5):
        shop = {"shop_name": "Toko Melati", "slug": "toko-melati", "currency": "IDR", "zone": "Asia/Jakarta", "business_day_cutoff": 4,
                "tax_regime": "none", "language": "id", "owner_name": "Siti", "email": "siti@example.com", "password": PASSWORD}
        status, _, made = self.call("POST", "/api/v1/auth/register", shop)
        assert status == 201, (status, made)
        token = made["access_token"]
        variants = []
        for n in range(products):
            status, _, product = self.call("POST", "/api/v1/products", {"name": f"Barang {n}", "sku": f"B{n}", "price": 10000 + 500 * n},
                                           token, str(uuid.uuid4()))
            assert status == 201, (status, product)
            variants.append((product["variant_id"], product["price"]))
        status, _, entry = self.call("POST", "/api/v1/stock/receipts", {"lines": [{"variant_id": v, "quantity": 1000000, "unit_cost": 100}
                                                                                 for v, _ in variants]}, token, str(uuid.uuid4()))
        assert status == 201, (status, entry)
        return variants


class Till(threading.Thread):
    """Sells until told to stop. Asks again with the same key until it knows what became of a sale."""

    def __init__(self, store, variants):
        super().__init__(daemon=True)
        self.store, self.variants = store, variants
        self.stopping = threading.Event()
        self.acknowledged = {}  # key → order
        self.answers = []       # (when, seconds it took, status or None, Retry-After)
        self.wrong = []
        self.token = None

    def sign_in(self):
        status, _, document = self.store.call("POST", "/api/v1/auth/login", {"email": "siti@example.com", "password": PASSWORD})
        if status == 200:
            self.token = document["access_token"]

    def try_once(self, body, key):
        began = time.monotonic()
        try:
            if not self.token:
                self.sign_in()
            status, headers, document = self.store.call("POST", "/api/v1/orders", body, self.token, key)
        except (OSError, http.client.HTTPException):
            status, headers, document = None, {}, None
        self.answers.append((began, time.monotonic() - began, status, headers.get("Retry-After")))
        if status == 401:
            self.token = None
        elif status in (200, 201):
            self.acknowledged[key] = document
            return True
        elif status not in (None, 429, *self.store.RETRIED):
            self.wrong.append((status, document))
            return True
        return False

    def run(self):
        while not self.stopping.is_set():
            lines = random.sample(self.variants, random.randint(1, 3))
            total = sum(price for _, price in lines)
            body = {"lines": [{"variant_id": v, "quantity": 1} for v, _ in lines],
                    "payments": [{"method": "cash", "amount": total, "tendered": total + 500}]}
            key = str(uuid.uuid4())
            while not self.try_once(body, key):
                time.sleep(0.05)


def finish(tills):
    for till in tills:
        till.stopping.set()
    for till in tills:
        till.join(60)
        assert not till.is_alive(), "a till never heard what became of its sale"
