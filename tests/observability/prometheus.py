# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Prometheus with this tree's own configuration, reading a server on the ports of a test."""
import json
import pathlib
import re
import shutil
import socket
import subprocess
import time
import urllib.parse
import urllib.request

# Names in an expression that are no metrics.
WORDS = {"sum", "max", "min", "avg", "count", "by", "without", "rate", "increase", "histogram_quantile", "topk", "time", "vector", "bool", "and",
         "or", "unless", "on", "ignoring", "group_left", "round", "clamp_min", "scalar", "absent", "offset", "label_replace"}


def metrics_of(expression):
    bare = re.sub(r'"[^"]*"|\{[^}]*\}|\[[^\]]*\]|\b(by|without|on|ignoring)\s*\([^)]*\)', " ", expression)
    return {name for name in re.findall(r"[a-zA-Z_:][a-zA-Z0-9_:]*", bare) if name not in WORDS}


class Prometheus:
    def __init__(self, source, folder, port_base):
        """Scrapes each second instead of each quarter of a minute; all else is as it is shipped."""
        self.folder = pathlib.Path(folder) / "prometheus"
        shutil.copytree(pathlib.Path(source) / "observability/prometheus", self.folder)
        config = self.folder / "prometheus.yml"
        config.write_text(re.sub(r"(scrape_interval|scrape_timeout|evaluation_interval): \d+s", r"\1: 1s", config.read_text()))
        targets = self.folder / "targets/services.yml"
        targets.write_text(re.sub(r":80(8\d)'", lambda port: f":{port_base + int(port[1]) - 80}'", targets.read_text()))
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.log = open(self.folder / "log", "w+")
        self.process = subprocess.Popen(["prometheus", f"--config.file={config}", f"--storage.tsdb.path={self.folder}/data",
                                         f"--web.listen-address=127.0.0.1:{self.port}", "--log.level=warn"], stdout=self.log, stderr=self.log)
        self.until(lambda: self.get("query", query="1") is not None, 60, "Prometheus does not answer")

    def until(self, holds, patience, complaint):
        end = time.monotonic() + patience
        while time.monotonic() < end:
            assert self.process.poll() is None, self.said()
            try:
                if holds():
                    return
            except OSError:
                pass
            time.sleep(0.1)
        raise AssertionError(f"{complaint}\n{self.said()}")

    def said(self):
        self.log.seek(0)
        return self.log.read()[-2000:]

    def get(self, what, **parameters):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v1/{what}?" + urllib.parse.urlencode(parameters), timeout=10) as answer:
            return json.load(answer)["data"]

    def query(self, expression):
        """[(labels, value)]"""
        return [(sample["metric"], float(sample["value"][1])) for sample in self.get("query", query=expression)["result"]]

    def stop(self):
        self.process.terminate()
        self.process.wait(30)
        self.log.close()
