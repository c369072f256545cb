# SPDX-License-Identifier: GPL-3.0-or-later
"""Outside servers (tests/support/stack) for the *_test.py of this folder."""
import json
import os
import pathlib
import signal
import subprocess

STACK = pathlib.Path(os.environ["POS_SOURCE_DIR"]) / "tests/support/stack"


class Part:
    """One executable of the stack, in a folder of its own."""

    def __init__(self, name, folder, *arguments):
        self.name, self.folder, self.arguments = name, folder, arguments
        self.port = 0
        self.process = None
        self.start()

    def start(self):
        self.process = subprocess.Popen([STACK / self.name, "--dir", self.folder, "--port", str(self.port), *self.arguments],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        assert line, f"{self.name} did not start"
        self.said = json.loads(line)
        self.port = self.said["port"]

    @property
    def env(self):
        return self.said["env"]

    def kill(self):
        """The server itself, as a crash would."""
        os.kill(self.said["pid"], signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()
        self.process.stdin.close()

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)
            self.process.stdout.close()
            self.process.stdin.close()


class Postgres(Part):
    def __init__(self, folder, *arguments):
        super().__init__("postgres", folder, *arguments)

    def admin(self, database="pos"):
        return self.said["admin_url"].replace("/postgres?", f"/{database}?") if "?" in self.said["admin_url"] \
            else self.said["admin_url"].removesuffix("/postgres") + "/" + database

    def sql(self, text, database="pos"):
        done = subprocess.run(["psql", self.admin(database), "-AtXq", "-v", "ON_ERROR_STOP=1", "-c", text], capture_output=True, text=True,
                              check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()
