# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands that the compose file starts, started here as processes, with its variables and real servers for its parts."""
import json
import os
import pathlib
import re
import subprocess
import sys
import time
import unittest
import uuid

import yaml

SOURCE = pathlib.Path(os.environ.get("POS_SOURCE_DIR", ".")).resolve()
sys.path[:0] = [str(SOURCE / "tests/fault"), str(SOURCE / "tests/deploy")]
from form_test import DEPLOY, NAMES, PORTS, filled  # noqa: E402
from parts import Part, Postgres  # noqa: E402
from store import BIN, Store  # noqa: E402

DATA = "/var/lib/pos-backoffice"
KNOWN = (SOURCE / ".env.example").read_text()


class Processes(unittest.TestCase):
    def setUp(self):
        self.store = Store()  # its folder, its ports, its way to ask
        self.addCleanup(self.store.remove)
        self.services = {name: s for name, s in yaml.safe_load(filled((DEPLOY / "docker-compose.yml").read_text()))["services"].items()
                         if name in NAMES or name == "prepare"}
        self.parts = {"postgres": Postgres(self.store.folder + "/postgres", "--fast")}
        self.addCleanup(self.parts["postgres"].stop)
        for name, setting, options in (("redis", "REDIS_ADDR", ("--password", "random")), ("kafka", "KAFKA_BROKERS", ())):
            if f"#{setting}=" in KNOWN:
                self.parts[name] = Part(name, f"{self.store.folder}/{name}", *options)
                self.addCleanup(self.parts[name].stop)
        self.processes = {}
        self.addCleanup(self.stop)

    def stop(self):
        for process in self.processes.values():
            process.terminate()
        return {name: process.wait(60) for name, process in self.processes.items()}

    def environment(self, service):
        """The container's variables, with the addresses of this machine for names that only the containers' network knows."""
        ours = {key: str(value) for key, value in service["environment"].items() if value not in ("", None)}
        # Vault is opened by a person; without it there is a key file. What this version refuses is not in its example.
        ours = {key: value for key, value in ours.items() if not key.startswith("VAULT_") and (f"#{key}=" in KNOWN or key == "POS_PREPARE_URL")}
        for part in self.parts.values():
            if part.name != "postgres":  # there its own login is made, by what prepares the database
                self.assertLessEqual({*part.env}, {*service["environment"]}, f"{part.name} has settings the compose file leaves out")
                ours |= part.env
        ours["DATABASE_URL"] = ours["DATABASE_URL"].replace("@postgres:5432/", f"@127.0.0.1:{self.parts['postgres'].port}/")
        for key, value in ours.items():
            ours[key] = re.sub(r"^http://([a-z]+-service):(\d+)$", lambda m: f"http://127.0.0.1:{self.store.port + int(m[2]) - 8080}", value)
        if "POS_PREPARE_URL" in ours:
            ours["POS_PREPARE_URL"] = self.parts["postgres"].said["admin_url"]
        inherited = {k: v for k, v in self.store.environment.items() if not k.startswith(("KAFKA_", "REDIS_", "VAULT_", "SMTP_"))}
        return {**inherited, **ours, "PATH": f"{BIN}:{os.environ['PATH']}"}

    def command(self, service):
        entrypoint = service.get("entrypoint") or json.loads(re.search(r"^ENTRYPOINT (.*)$", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)[1])
        words = [word.replace("$$", "$").replace(DATA, self.store.data) for word in [*entrypoint, *service["command"]]]
        return words + ["--port-base", str(self.store.port)] if words[0] == "pos-server" else words

    def ready(self, name):
        try:
            return self.store.call("GET", "/ready", timeout=5, port=self.store.port + PORTS[name] - 8080)
        except OSError as error:
            return None, {}, str(error)

    def test_they_start_sell_and_stop(self):
        prepare = self.services.pop("prepare")
        done = subprocess.run(self.command(prepare), env=self.environment(prepare), capture_output=True, text=True, timeout=120, cwd=self.store.folder)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        logs = {}
        for name, service in self.services.items():
            logs[name] = open(f"{self.store.folder}/{name}.log", "w+")
            self.addCleanup(logs[name].close)
            self.processes[name] = subprocess.Popen(self.command(service), env=self.environment(service), cwd=self.store.folder,
                                                    stdout=logs[name], stderr=logs[name])
        until = time.monotonic() + 120
        for name, process in self.processes.items():
            while self.ready(name)[0] != 200:
                said = (pathlib.Path(self.store.folder) / f"{name}.log").read_text()[-2000:]
                self.assertIsNone(process.poll(), f"{name} ended: {said}")
                self.assertLess(time.monotonic(), until, f"{name}: {self.ready(name)}\n{said}")
                time.sleep(0.05)
        # What the engine would ask, it may ask.
        for name, service in self.services.items():
            test = [word.replace(f":{PORTS[name]}/", f":{self.store.port + PORTS[name] - 8080}/") for word in service["healthcheck"]["test"]]
            self.assertEqual(test[0], "CMD")
            self.assertEqual(subprocess.run(test[1:], timeout=30, check=False).returncode, 0, name)
            connection = self.store.connection(port=self.store.port + PORTS[name] - 8080)
            connection.request("GET", "/metrics")
            answer = connection.getresponse()
            self.assertIn(f'service="{name}"', answer.read().decode())
            self.assertEqual(answer.status, 200)
            connection.close()
        checked = subprocess.run([SOURCE / "scripts/health-check.sh", "--port-base", str(self.store.port)], capture_output=True, text=True, timeout=120)
        self.assertEqual((checked.returncode, checked.stdout.count(" ready ")), (0, 8), checked.stdout)

        (variant, price), = self.store.make_shop(1)
        _, _, signed_in = self.store.call("POST", "/api/v1/auth/login", {"email": "siti@example.com", "password": "rahasia toko melati"})
        status, _, order = self.store.call("POST", "/api/v1/orders", {"lines": [{"variant_id": variant, "quantity": 1}],
                                                                     "payments": [{"method": "cash", "amount": price}]},
                                           signed_in["access_token"], str(uuid.uuid4()))
        self.assertEqual(status, 201, order)
        ended = self.stop()
        said = {name: (pathlib.Path(self.store.folder) / f"{name}.log").read_text()[-8000:] for name, code in ended.items() if code != 0}
        self.assertEqual(ended, dict.fromkeys(ended, 0), "\n".join(said.values()))


if __name__ == "__main__":
    unittest.main()
