# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs on a real Vault: prepared by posctl, sold on, sealed and unsealed while tills sell, rotated, moved to and back."""
import json
import os
import pathlib
import random
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request
import uuid

PROGRAMS = {pathlib.Path(p).name: p for p in os.environ["POS_PROGRAMS"].split(":")}
SOURCE = pathlib.Path(os.environ["POS_SOURCE_DIR"])
PASSWORD = "rahasia toko melati"
OWNER = "siti@toko.example"
KEPT = {k: v for k, v in os.environ.items() if not k.startswith(("POS_", "LOG_", "DATABASE_", "VAULT_", "SMTP_"))}


def wait_for(condition, what, patience=30):
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if found := condition():
            return found
        threading.Event().wait(0.05)
    raise AssertionError(f"{what}: not within {patience} s")


def request(url, method="GET", body=None, headers=None, timeout=30):
    asked = urllib.request.Request(url, json.dumps(body).encode() if body is not None else None,
                                   {"Content-Type": "application/json", **(headers or {})}, method=method)
    try:
        with urllib.request.urlopen(asked, timeout=timeout) as answer:
            text = answer.read()
            return answer.status, json.loads(text) if text else None
    except urllib.error.HTTPError as error:
        text = error.read()
        return error.code, json.loads(text) if text[:1] == b"{" else None


class Vault:
    def __init__(self, folder):
        self.process = subprocess.Popen([SOURCE / "tests/support/stack/vault", "--keep", "--dir", folder], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        ready = json.loads(self.process.stdout.readline())
        self.env, self.unseal_key = ready["env"], ready["unseal_key"]

    def call(self, method, path, body=None):
        return request(self.env["VAULT_ADDR"] + path, method, body, {"X-Vault-Token": self.env["VAULT_TOKEN"]})

    def seal(self):
        assert self.call("PUT", "/v1/sys/seal")[0] == 204

    def unseal(self):
        assert self.call("PUT", "/v1/sys/unseal", {"key": self.unseal_key})[0] == 200

    def requests(self):
        return self.call("GET", "/requests")[1]

    def stop(self):
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()


def is_free(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


class Server:
    def __init__(self, data, settings):
        self.base = next(base for base in random.sample(range(20000, 30000, 10), 100) if all(map(is_free, range(base, base + 8))))
        self.process = subprocess.Popen([PROGRAMS["pos-server"], "--data", data, "--port-base", str(self.base)], cwd="/",
                                        env={**KEPT, "POS_RATE_PER_ADDRESS": "0", "POS_RATE_PER_USER": "0", **settings},
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if line.startswith("Ready"):
                return
        self.process.wait()
        self.process.stdout.close()

    def call(self, method, path, body=None, token=None, key=None):
        headers = {"Authorization": "Bearer " + token} if token else {}
        if key:
            headers["Idempotency-Key"] = key
        return request(f"http://127.0.0.1:{self.base}{path}", method, body, headers)

    def keys_part(self):
        status, ready = self.call("GET", "/ready")
        return status, next(part for part in ready["parts"] if part["part"] == "keys")

    def login(self, email=OWNER):
        return self.call("POST", "/api/v1/auth/login", {"email": email, "password": PASSWORD})

    def product(self, token):
        status, made = self.call("POST", "/api/v1/products", {"name": "Kopi", "sku": uuid.uuid4().hex[:8], "price": 12500}, token,
                                 str(uuid.uuid4()))
        assert status == 201, made
        return made["variant_id"]

    def sell(self, token, variant):
        return self.call("POST", "/api/v1/orders", {"lines": [{"variant_id": variant, "quantity": 1}],
                                                    "payments": [{"method": "cash", "amount": 12500, "tendered": 20000}]},
                         token, str(uuid.uuid4()))

    def invite(self, token, email):
        return self.call("POST", "/api/v1/invitations", {"email": email, "role": "cashier"}, token, str(uuid.uuid4()))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=60)


class OnVault(unittest.TestCase):
    def setUp(self):
        # PostgreSQL runs as a user of its own when we are root: it must reach the folder.
        self.folder = tempfile.TemporaryDirectory(prefix="pos-vault-", dir="/var/tmp")
        os.chmod(self.folder.name, 0o755)
        self.data = os.path.join(self.folder.name, "data")
        self.vault = Vault(os.path.join(self.folder.name, "vault"))
        self.addCleanup(self.folder.cleanup)
        self.addCleanup(self.vault.stop)

    def posctl(self, *arguments, settings=None, stdin=""):
        return subprocess.run([PROGRAMS["posctl"], "--data", self.data, "--json", *arguments], input=stdin, capture_output=True, text=True,
                              timeout=120, cwd="/", env={**KEPT, **(self.vault.env if settings is None else settings)})

    def good(self, *arguments, **options):
        done = self.posctl(*arguments, **options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def prepare(self):
        """The servers' settings, as vault init names them."""
        made = self.good("vault", "init")
        return {"VAULT_ADDR": self.vault.env["VAULT_ADDR"], "VAULT_ROLE_ID": made["role_id"], "VAULT_SECRET_ID": made["secret_id"]}

    def create_shop(self, settings):
        self.good("shop", "create", "--name", "Toko Melati", "--slug", "toko", "--owner-name", "Siti", "--owner-email", OWNER,
                  "--password-stdin", settings=settings, stdin=PASSWORD + "\n")

    def start(self, settings):
        server = Server(self.data, settings)
        self.assertIsNone(server.process.poll(), server.said)
        self.addCleanup(lambda: server.process.poll() is None and server.stop())
        return server

    def sql(self, text):
        url = self.good("db", "url", "--role", "system", settings={})["url"]
        done = subprocess.run(["psql", url, "-AtXq", "-v", "ON_ERROR_STOP=1", "-c", text], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.strip()

    def test_init_says_what_it_made_and_makes_nothing_twice(self):
        first = self.good("vault", "init")
        self.assertIn("Made the key pii-kek (aes256-gcm96).", first["steps"])
        self.assertIn("secret_id", first)
        second = self.good("vault", "init")
        self.assertEqual([step for step in second["steps"] if "is there" not in step], [])
        self.assertEqual(second["role_id"], first["role_id"])
        self.assertNotIn("secret_id", second)
        self.assertIn("secret_id", self.good("vault", "init", "--new-secret"))
        key = self.vault.call("GET", "/v1/transit/keys/pii-kek")[1]["data"]
        self.assertEqual((key["derived"], key["exportable"], key["deletion_allowed"]), (True, False, False))
        policy = self.vault.call("GET", "/v1/sys/policies/acl/pos-backoffice")[1]["data"]["policy"]
        self.assertEqual(set(line.strip() for line in policy.splitlines() if "capabilities" in line), {'capabilities = ["update"]'})

    def test_a_shop_sells_on_vault_and_asks_it_nothing(self):
        settings = self.prepare()
        self.create_shop(settings)
        server = self.start(settings)
        token = server.login()[1]["access_token"]
        variant = server.product(token)
        self.assertEqual(server.sell(token, variant)[0], 201)
        before = self.vault.requests()
        for _ in range(50):
            self.assertEqual(server.sell(token, variant)[0], 201)
        self.assertEqual(self.vault.requests(), before)
        self.assertFalse(os.path.exists(self.data + "/keys/master.key"))
        self.assertEqual(list(pathlib.Path(self.data).rglob("jwt-*.pem")), [])
        logs = "".join(p.read_text(errors="replace") for p in pathlib.Path(self.data, "logs").glob("*")) + server.said
        for secret in (settings["VAULT_SECRET_ID"], self.vault.env["VAULT_TOKEN"]):
            self.assertNotIn(secret, logs)

        # Sealed: tills sell, who has been here signs in, people are invited as long as prepared keys last.
        self.vault.seal()
        status, keys = wait_for(lambda: (a := server.keys_part()) and not a[1]["ready"] and a, "/ready sees the seal")
        self.assertEqual(status, 200)  # a balancer goes on sending sales
        self.assertIn("is sealed: unseal it", keys["detail"])
        self.assertEqual(server.login()[0], 200)
        for _ in range(20):
            self.assertEqual(server.sell(token, variant)[0], 201)
        status, problem = server.invite(token, "budi@toko.example")
        self.assertEqual((status, problem["code"]), (503, "keys_unavailable"))  # a new address cannot be looked up without Vault
        self.assertIn("Failed to encrypt field", problem["detail"])
        self.assertNotIn("budi", self.sql("SELECT coalesce(string_agg(encode(email_enc, 'escape'), ','), '') FROM identity.users"))
        self.vault.unseal()
        wait_for(lambda: server.keys_part()[1]["ready"], "/ready after unsealing")
        self.assertEqual(server.invite(token, "budi@toko.example")[0], 201)

    def test_a_server_on_a_sealed_or_unprepared_vault_says_so(self):
        refused = Server(self.data, {"VAULT_ADDR": self.vault.env["VAULT_ADDR"], "VAULT_TOKEN": self.vault.env["VAULT_TOKEN"]})
        self.assertEqual(refused.process.returncode, 1, refused.said)
        self.assertIn("posctl vault init", refused.said)
        nothing = Server(self.data, {"VAULT_ADDR": self.vault.env["VAULT_ADDR"]})
        self.assertEqual(nothing.process.returncode, 1, nothing.said)
        self.assertIn("VAULT_ROLE_ID", nothing.said)

    def test_rotate_and_rewrap_under_load(self):
        settings = self.prepare()
        self.create_shop(settings)
        server = self.start(settings)
        token = server.login()[1]["access_token"]
        variant = server.product(token)
        answers, stop = [], threading.Event()

        def till():
            while not stop.is_set():
                answers.append(server.sell(token, variant)[0])

        tills = [threading.Thread(target=till) for _ in range(2)]
        for one in tills:
            one.start()
        try:
            for n in range(8):
                self.assertEqual(server.invite(token, f"staff{n}@toko.example")[0], 201)
            refused = self.posctl("keys", "rotate", settings=settings)
            self.assertEqual(refused.returncode, 1)  # the server's role may not
            self.assertIn("does not allow transit/keys/pii-kek/rotate", refused.stderr)
            self.assertEqual(self.good("keys", "rotate")["version"], 2)
            self.assertGreaterEqual(self.good("keys", "rewrap")["rewrapped"], 9)
            self.assertEqual(self.good("keys", "rewrap")["rewrapped"], 0)
            self.assertEqual(server.login()[0], 200)
            self.assertEqual(server.call("GET", "/api/v1/auth/me", token=token)[1]["email"], OWNER)
        finally:
            stop.set()
            for one in tills:
                one.join()
        self.assertEqual(set(answers), {201})
        self.assertEqual(self.sql("SELECT DISTINCT kek_version FROM keys.data_keys UNION SELECT kek_version FROM keys.signing_keys"), "1002")
        self.assertEqual(self.vault.call("GET", "/v1/transit/keys/pii-kek")[1]["data"]["latest_version"], 2)

    def test_from_the_key_file_into_vault_and_back(self):
        settings = self.prepare()
        self.create_shop({})
        server = self.start({})
        token = server.login()[1]["access_token"]
        busy = self.posctl("keys", "migrate", "--to", "vault", settings=settings)
        self.assertEqual(busy.returncode, 1)
        self.assertIn("server", busy.stderr)
        # With the key file, too, a rotated key is used by the server that runs.
        self.assertEqual(self.good("keys", "rotate", settings={})["version"], 2)
        self.assertGreaterEqual(self.good("keys", "rewrap", settings={})["rewrapped"], 1)
        self.assertEqual(server.call("GET", "/api/v1/auth/me", token=token)[1]["email"], OWNER)
        self.assertEqual(server.invite(token, "budi@toko.example")[0], 201)
        server.stop()

        early = Server(self.data, settings)
        self.assertEqual(early.process.returncode, 1, early.said)
        self.assertIn("posctl keys migrate --to vault", early.said)
        moved = self.good("keys", "migrate", "--to", "vault", settings=settings)
        self.assertEqual((moved["signing_keys"], moved["people"]), (1, 2))
        self.assertEqual(self.good("keys", "migrate", "--to", "vault", settings=settings)["data_keys"], 0)
        late = Server(self.data, {})
        self.assertEqual(late.process.returncode, 1, late.said)
        self.assertIn("posctl keys migrate --to file", late.said)

        os.rename(self.data + "/keys/master.key", self.data + "/keys/away")
        server = self.start(settings)
        self.assertEqual(server.call("GET", "/api/v1/auth/me", token=token)[1]["email"], OWNER)  # the old token, the old field
        self.assertEqual(server.login()[0], 200)
        self.assertEqual(server.invite(token, "budi@toko.example")[0], 409)  # found by the new lookup value
        server.stop()

        os.rename(self.data + "/keys/away", self.data + "/keys/master.key")
        self.assertEqual(self.good("keys", "migrate", "--to", "file", settings=settings)["people"], 2)
        server = self.start({})
        self.assertEqual(server.login()[0], 200)
        self.assertEqual(server.invite(token, "budi@toko.example")[0], 409)
        server.stop()


if __name__ == "__main__":
    unittest.main()
