# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/stack: the real servers as a developer starts them, on a folder of the test's own."""
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["POS_SOURCE_DIR"])
SETTINGS = {"redis": "REDIS_ADDR", "smtp": "SMTP_HOST", "kafka": "KAFKA_BROKERS", "vault": "VAULT_ADDR", "postgres": "DATABASE_URL"}
PARTS = [name for name in SETTINGS if (SOURCE / "tests/support/stack" / name).exists()]


class Stack(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="pos-stack-", dir="/tmp")
        os.chmod(self.folder, 0o755)  # as root PostgreSQL runs as another user, who must get through

    def tearDown(self):
        self.stack("down", "--wipe", expected=None)
        shutil.rmtree(self.folder)

    def stack(self, *arguments, expected=0):
        done = subprocess.run([SOURCE / "scripts/stack", *arguments], capture_output=True, text=True, timeout=280, check=False,
                              env={**os.environ, "POS_STACK_DIR": self.folder})
        if expected is not None:
            self.assertEqual(done.returncode, expected, done.stdout + done.stderr)
        return done

    def rows(self, expected=0):
        table = [line.split() for line in self.stack("status", expected=expected).stdout.splitlines()]
        return {row[0]: row for row in table[1:]}

    def settings(self):
        """What a shell has after eval."""
        text = self.stack("env").stdout
        done = subprocess.run(["bash", "-c", text + "\nenv -0"], capture_output=True, check=True, env={})
        return dict(pair.split("=", 1) for pair in done.stdout.decode().split("\0") if pair)

    def redis(self, *lines):
        settings = self.settings()
        host, port = settings["REDIS_ADDR"].split(":")
        answers = []
        with socket.create_connection((host, int(port)), 5) as link, link.makefile("rw") as file:
            for line in (f"AUTH {settings['REDIS_PASSWORD']}", *lines):
                file.write(line + "\r\n")
                file.flush()
                answers.append(file.readline().strip())
        return answers[1:]

    def test_all_of_it_starts_and_says_how_to_use_it(self):
        said = self.stack("up", "--no-setup").stderr
        for name in PARTS:
            self.assertRegex(said, rf"(?m)^  {name} +answers on port \d+ after")
        settings = self.settings()
        rows = self.rows()
        self.assertEqual(sorted(rows), sorted(PARTS))
        for name in PARTS:
            self.assertIn(SETTINGS[name], settings)
            self.assertEqual(rows[name][1], "running")
            self.stack("logs", name, "-n", "5")
        again = self.stack("up", "--no-setup").stderr
        self.assertEqual(len(re.findall("runs already on port", again)), len(PARTS))
        self.stack("down")
        self.assertEqual({row[1] for row in self.rows(expected=1).values()}, {"stopped"})
        self.assertIn("nothing runs", self.stack("env", expected=1).stderr)

    def test_what_is_stored_and_the_settings_stay(self):
        self.stack("up", "redis", "--no-setup")
        before = self.settings()
        self.assertEqual(self.redis("SET a b"), ["+OK"])
        self.stack("down")
        self.stack("up", "redis", "--no-setup")
        self.assertEqual(self.settings(), before)
        self.assertEqual(self.redis("EXISTS a"), [":1"])
        self.stack("down", "--wipe")
        self.assertEqual([p for p in os.listdir(self.folder) if p.startswith("redis")], [])

    def test_what_was_killed_is_seen_and_started_again(self):
        self.stack("up", "redis", "--no-setup")
        os.kill(int(self.rows(expected=1)["redis"][3]), signal.SIGKILL)
        self.assertEqual(self.rows(expected=1)["redis"][1], "stopped")
        self.stack("up", "redis", "--no-setup")
        self.assertEqual(self.redis("PING"), ["+PONG"])

    def test_what_cannot_start_says_why(self):
        self.stack("up", "redis", "--no-setup")
        self.stack("down")
        note = pathlib.Path(self.folder, "redis.json")
        with socket.create_server(("127.0.0.1", 0)) as taken:
            note.write_text(re.sub(r'"port": \d+', f'"port": {taken.getsockname()[1]}', note.read_text()))
            said = self.stack("up", "redis", "--no-setup", expected=1).stderr
        self.assertIn("redis did not start", said)
        self.assertIn("bind: Address already in use", self.stack("logs", "redis").stdout)

    def test_secrets_are_for_their_owner_alone(self):
        self.stack("up", "redis", "--no-setup")
        secret = self.settings()["REDIS_PASSWORD"]
        for path in pathlib.Path(self.folder).rglob("*"):
            if path.is_file() and secret in path.read_text(errors="replace"):
                self.assertEqual(path.stat().st_mode & 0o077, 0, path)
        listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
        self.assertNotIn(secret, listed)

    def test_an_unknown_part_is_wrong_usage(self):
        self.assertIn("there is no part oracle", self.stack("up", "oracle", expected=2).stderr)


if __name__ == "__main__":
    unittest.main()
