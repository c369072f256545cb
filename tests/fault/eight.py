# SPDX-License-Identifier: GPL-3.0-or-later
"""Eight processes on an outside PostgreSQL, and as many more of any service as a test wants."""
import os
import signal
import subprocess
import time

from store import BIN, Store, free_port_base

SERVICES = ("gateway", "auth", "user", "tenant", "product", "order", "notification", "audit")


class Process:
    """pos-server --services=NAME"""

    def __init__(self, system, service, port_base, data):
        self.system, self.service, self.data, self.port_base = system, service, data, port_base
        self.port = port_base + SERVICES.index(service)
        self.process = None

    def start(self):
        with open(f"{self.system.folder}/{self.service}.err", "a") as errors:
            self.process = subprocess.Popen([BIN / "pos-server", "--data", self.data, "--port-base", str(self.port_base),
                                             f"--services={self.service}"], cwd=self.system.folder, env=self.system.environment,
                                            stdout=subprocess.DEVNULL, stderr=errors)

    def ready(self):
        try:
            return self.system.call("GET", "/ready", timeout=5, port=self.port)
        except OSError:
            return None, {}, None

    def wait(self, patience=90):
        until = time.monotonic() + patience
        while self.ready()[0] != 200:
            assert self.process.poll() is None, f"{self.service} ended:\n{self.words()}"
            assert time.monotonic() < until, f"{self.service} is not ready: {self.ready()}\n{self.words()}"
            time.sleep(0.02)

    def words(self):
        with open(f"{self.system.folder}/{self.service}.err") as errors:
            return errors.read()[-2000:]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


class Eight(Store):
    """What is asked of it goes to the gateway."""
    RETRIED = (502, 503, 504)  # 502: a service died while it answered; under the same key it is safe to ask again

    def __init__(self, more=(), **settings):
        super().__init__(**settings)
        self.processes = {service: Process(self, service, self.port, self.data) for service in SERVICES}
        # A further one of a service has its own folder for its logs, and the keys of the others.
        self.environment["ENCRYPTION_KEY_PATH"] = f"{self.data}/keys/master.key"
        for service in more:
            second = Process(self, service, free_port_base(), f"{self.folder}/second-{service}")
            self.processes[service + "-2"] = second
            first = self.processes[service]
            self.environment[f"POS_{service.upper()}_URL"] = f"http://127.0.0.1:{first.port},http://127.0.0.1:{second.port}"

    def start(self, patience=120):
        for process in self.processes.values():
            process.start()
        for process in self.processes.values():
            process.wait(patience)

    def stop(self):
        return [process.stop() for process in self.processes.values() if process.process and process.process.poll() is None]

    def remove(self):
        if os.path.isdir(self.folder):
            self.stop()
        self.process = None
        super().remove()
