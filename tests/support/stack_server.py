# SPDX-License-Identifier: GPL-3.0-or-later
"""The real servers of tests/support/stack for tests in Python, and bad days on the way to them: as StackServer.h and Toxiproxy.h."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.request

PROGRAMS = pathlib.Path(__file__).parent / "stack"


class StackServer:
    """In a folder of its own; ends with close(), and with a killed test."""

    def __init__(self, name, *arguments):
        self.folder = tempfile.mkdtemp(prefix=f"pos-{name}-", dir="/tmp")
        os.chmod(self.folder, 0o755)
        self.command = [PROGRAMS / name, "--dir", self.folder, *arguments]
        self.ready = {"port": 0}
        self.start()

    def start(self):
        self.process = subprocess.Popen([*self.command, "--port", str(self.ready["port"])], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=sys.stderr)
        line = self.process.stdout.readline()
        assert line, f"{self.command[0].name} does not start: scripts/setup --tests installs what it needs"
        self.ready = json.loads(line)

    @property
    def port(self):
        return self.ready["port"]

    @property
    def env(self):
        return self.ready["env"]

    def kill(self):
        """kill -9: what it had not written is lost."""
        self.process.kill()
        self.process.wait()

    def restart(self):
        """On the same port, with the same folder."""
        self.stop()
        self.start()

    def stop(self):
        self.process.stdin.close()
        self.process.terminate()
        self.process.wait(60)
        self.process.stdout.close()

    def close(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class BadLink:
    """One link through toxiproxy, healthy at first."""

    def __init__(self, toxiproxy, name, port):
        self.url, self.name, self.toxic = toxiproxy.env["TOXIPROXY_URL"], name, None
        made = self.call("POST", "/proxies", {"name": name, "listen": "127.0.0.1:0", "upstream": f"127.0.0.1:{port}"})
        self.address = made["listen"]

    def call(self, method, path, body):
        request = urllib.request.Request(self.url + path, json.dumps(body).encode(), {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def refuse(self):
        self.call("POST", f"/proxies/{self.name}", {"enabled": False})

    def poison(self, kind, **attributes):
        self.toxic = kind
        self.call("POST", f"/proxies/{self.name}/toxics", {"name": kind, "type": kind, "stream": "downstream", "attributes": attributes})

    def hang(self):
        self.poison("timeout", timeout=0)

    def slow(self, milliseconds):
        self.poison("latency", latency=milliseconds)

    def cut_after(self, count):
        self.poison("limit_data", bytes=count)

    def heal(self):
        if self.toxic:
            self.call("DELETE", f"/proxies/{self.name}/toxics/{self.toxic}", None)
        self.toxic = None
        self.call("POST", f"/proxies/{self.name}", {"enabled": True})
