# SPDX-License-Identifier: GPL-3.0-or-later
"""posctl makes shops and owners, whether or not a server runs on the data folder."""
import json
import os
import pathlib
import random
import re
import signal
import socket
import subprocess
import tempfile
import unittest
import urllib.error
import urllib.request

PROGRAMS = {pathlib.Path(p).name: p for p in os.environ["POS_PROGRAMS"].split(":")}
PASSWORD = "rahasia toko melati"
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith(("POS_", "LOG_", "DATABASE_"))}


def posctl(data, *arguments, password=PASSWORD + "\n"):
    return subprocess.run([PROGRAMS["posctl"], "--data", data, "--json", *arguments], input=password, capture_output=True, text=True,
                          timeout=120, cwd="/", env=ENVIRONMENT)


def create(data, slug="toko", email="siti@toko.example", password=PASSWORD + "\n"):
    return posctl(data, "shop", "create", "--name", "Toko Melati", "--slug", slug, "--currency", "GBP", "--zone", "Europe/London",
                  "--owner-name", "Siti", "--owner-email", email, "--password-stdin", password=password)


def is_free(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


class Server:
    def __init__(self, data, **process):
        self.base = next(base for base in random.sample(range(20000, 30000, 10), 100) if all(map(is_free, range(base, base + 8))))
        self.process = subprocess.Popen([PROGRAMS["pos-server"], "--data", data, "--port-base", str(self.base)], cwd="/", env=ENVIRONMENT,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **process)
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if line.startswith("Ready"):
                return
        self.process.communicate()
        raise AssertionError("the server did not start: " + self.said)

    def call(self, path, body=None):
        request = urllib.request.Request(f"http://127.0.0.1:{self.base}{path}", json.dumps(body).encode() if body else None,
                                         {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def login(self, email, password=PASSWORD):
        return self.call("/api/v1/auth/login", {"email": email, "password": password})

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=60)


class Shop(unittest.TestCase):
    def setUp(self):
        # PostgreSQL runs as a user of its own when we are root: it must reach the folder.
        self.folder = tempfile.TemporaryDirectory(prefix="pos-shop-", dir="/var/tmp")
        os.chmod(self.folder.name, 0o755)
        self.data = os.path.join(self.folder.name, "data")

    def tearDown(self):
        self.folder.cleanup()

    def test_a_shop_its_owner_and_a_rescue(self):
        made = create(self.data)
        self.assertEqual(made.returncode, 0, made.stderr)
        shop = json.loads(made.stdout)
        self.assertRegex(shop["tenant_id"], re.compile(r"^[0-9a-f-]{36}$"))

        again = create(self.data)
        self.assertEqual(again.returncode, 1)
        self.assertIn("short name", again.stderr)

        server = Server(self.data)
        try:
            self.assertEqual(server.call("/ready")[1]["first_run"], False)
            status, signed_in = server.login("siti@toko.example")
            self.assertEqual((status, signed_in["user"]["tenant_id"]), (200, shop["tenant_id"]))
            # While the server runs, beside it.
            second = posctl(self.data, "owner", "create", "--shop", "toko", "--name", "Budi", "--email", "budi@toko.example",
                            "--password-stdin")
            self.assertEqual(second.returncode, 0, second.stderr)
            self.assertEqual(server.login("budi@toko.example")[0], 200)
            for _ in range(5):
                self.assertEqual(server.login("siti@toko.example", "guess guess")[0], 401)
            reset = posctl(self.data, "owner", "reset", "--shop", "toko", "--email", "Siti@toko.example", "--password-stdin",
                           password="kata sandi baru\n")
            self.assertEqual(reset.returncode, 0, reset.stderr)
            # The person is forgiven, the address the guesses came from is not.
            self.assertEqual(server.login("siti@toko.example", "kata sandi baru")[0], 429)
        finally:
            server.stop()

    def test_psql_sees_the_rows_of_the_shop_that_its_url_names_and_no_others(self):
        self.assertEqual(create(self.data).returncode, 0)
        self.assertEqual(create(self.data, slug="warung", email="budi@warung.example").returncode, 0)
        server = Server(self.data)
        try:
            url = json.loads(posctl(self.data, "db", "url", "--shop", "warung").stdout)["url"]
            seen = subprocess.run(["psql", url, "-qXAtc", "SELECT count(*) FROM shop.tenant_settings"], capture_output=True, text=True, timeout=60)
            self.assertEqual((seen.stdout.strip(), seen.stderr), ("1", ""))
            unknown = posctl(self.data, "db", "url", "--shop", "nobody")
            self.assertEqual(unknown.returncode, 1)
            self.assertEqual(json.loads(unknown.stderr)["detail"], 'no such shop "nobody"')
        finally:
            server.process.send_signal(signal.SIGTERM)
            server.process.communicate(timeout=60)

    def test_what_is_wrong_is_said_and_makes_nothing(self):
        weak = create(self.data, password="short\n")
        self.assertEqual(weak.returncode, 1)
        self.assertIn("password", weak.stderr)
        self.assertFalse(os.path.exists(self.data))
        silent = create(self.data, password="")
        self.assertEqual(silent.returncode, 1)
        self.assertIn("standard input", silent.stderr)
        usage = posctl(self.data, "shop", "create", "--name", "Toko")
        self.assertEqual(usage.returncode, 2)


if __name__ == "__main__":
    unittest.main()
