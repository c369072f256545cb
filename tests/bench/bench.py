#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures a built server against its bars and writes docs/benchmarks.md.

Orders over HTTP and pgbench with the same SQL run in turn on one database, and the figure is the median of the
pairs' ratios: one machine swings by more than any change we make. The server's own relay and audit trail work
during both. See docs/benchmarks.md for what is measured and how.
"""
import argparse
import datetime
import http.client
import json
import os
import pathlib
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import stack
import window

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
PRODUCTS = 200_000
SOLD = 10_000  # variants that orders pick from
TERMINALS = 32
PASSWORD = "a long enough bench password"
EMAIL = "bench@example.com"

FUNCTIONS = """
CREATE OR REPLACE FUNCTION public.bench_variant(n integer) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid $$;
CREATE OR REPLACE FUNCTION public.bench_id(run integer, n integer, client integer, kind integer) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT (lpad(to_hex(run), 4, '0') || lpad(to_hex(n), 8, '0') || '7' || lpad(to_hex(kind), 3, '0') || '8'
           || lpad(to_hex(client), 15, '0'))::uuid $$;
"""

SHELVES = f"""
SELECT set_config('pos.tenant', :'tenant', false);
INSERT INTO shop.products (tenant_id, id, sku, name, price, tax_class)
SELECT :'tenant', ('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid, 'SKU-' || n,
       CASE WHEN n % 10 = 3 THEN 'Zaitun ' ELSE '' END || initcap(s[1 + n % 16] || s[1 + n / 16 % 16] || 'ndo') || ' '
       || (ARRAY['Kopi','Teh','Beras','Minyak','Gula','Sabun','Roti','Susu','Mie','Air'])[1 + n / 256 % 10] || ' '
       || (ARRAY['Gayo','Melati','Pandan','Tropis','Manis','Wangi','Gandum','Segar','Goreng','Murni'])[1 + n / 2560 % 10]
       || ' ' || n, 1000, 'none'
FROM generate_series(1, {PRODUCTS}) AS n,
     (SELECT ARRAY['ka','lo','mi','su','ra','te','no','bi','du','pe','ga','ri','wa','so','me','ta'] AS s) AS syllables;
INSERT INTO shop.variants (tenant_id, id, product_id, is_default, sku, price)
SELECT :'tenant', public.bench_variant(n), ('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid, true, 'SKU-' || n, 1000
FROM generate_series(1, {PRODUCTS}) AS n;
INSERT INTO shop.barcodes (tenant_id, code, variant_id)
SELECT :'tenant', '899' || lpad(n::text, 10, '0'), public.bench_variant(n) FROM generate_series(1, {PRODUCTS}) AS n;
SELECT count(*) FROM shop.move_stock('opening', (SELECT array_agg(public.bench_variant(n)) FROM generate_series(1, {SOLD}) n),
    (SELECT array_agg(1000000000::bigint) FROM generate_series(1, {SOLD})), (SELECT array_agg(500000000::bigint) FROM generate_series(1, {SOLD})),
    (SELECT array_agg(gen_random_uuid()) FROM generate_series(1, {SOLD})), false, now(), NULL, 'opening', NULL, NULL, 'bench');
"""


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(*command, **options):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


class Server:
    """One process with all services, or one a service; its parts embedded but for what the settings name."""

    def __init__(self, build, data, port, settings, services=()):
        self.build, self.data, self.port = build, data, port
        self.environment = dict(os.environ, POS_RATE_PER_ADDRESS="0", POS_RATE_PER_USER="0", LOG_LEVEL="warn", POS_BACKUP_AT="", **settings)
        self.options = [[f"--services={service}"] for service in services] or [[]]
        self.processes = []

    def start(self):
        """Seconds until /ready says yes."""
        self.log = open(self.data.parent / "server.log", "a")
        started = time.monotonic()
        self.processes = [subprocess.Popen([self.build / "bin/pos-server", "--data", self.data, "--port-base", str(self.port), *option],
                                           stdout=self.log, stderr=self.log, env=self.environment) for option in self.options]
        while time.monotonic() - started < 60:
            if any(process.poll() is not None for process in self.processes):
                sys.exit("pos-server ended:\n" + (self.data.parent / "server.log").read_text()[-2000:])
            try:
                if all(self.ready(self.port + n) for n in range(8)):
                    return time.monotonic() - started
            except OSError:
                pass
            time.sleep(0.01)
        sys.exit("pos-server is not ready after 60 s: " + str(self.data.parent / "server.log"))

    def ready(self, port):
        return self.request("GET", "/ready", connection=http.client.HTTPConnection("127.0.0.1", port, timeout=30))[0] == 200

    def stop(self):
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            process.wait(60)
        self.processes = []

    def request(self, method, path, body=None, token=None, connection=None):
        connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if body is not None:
            headers["Content-Type"] = "application/json"
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def ask(self, method, path, body=None, token=None):
        status, text = self.request(method, path, body, token)
        if status >= 300:
            sys.exit(f"{method} {path}: {status} {text.decode()}")
        return json.loads(text)

    def memory(self):
        """MiB of the server alone: PostgreSQL is a process of its own."""
        for line in pathlib.Path(f"/proc/{self.processes[0].pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0.0

    def cpu(self):
        """Seconds of processor time that our own processes have used, without those they wait for."""
        def ticks(process):
            fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
            return int(fields[11]) + int(fields[12])
        return sum(map(ticks, self.processes)) / os.sysconf("SC_CLK_TCK")

    def metric(self, name):
        text = self.request("GET", "/metrics")[1].decode()
        return next(float(line.split()[-1]) for line in text.splitlines() if line.startswith(name + " ") or line.startswith(name + "{"))


class Shop:
    """A shop with 200,000 products, its server, and loads for it."""

    def __init__(self, options, folder, port_base, settings=None, services=()):
        self.options = options
        self.build = options.build
        self.folder = folder
        self.data = folder / "data"
        self.port_base = port_base
        self.server = Server(self.build, self.data, port_base, settings or {}, services)

    def posctl(self, *arguments):
        return run(self.build / "bin/posctl", "--data", self.data, *arguments, env=self.server.environment)

    def url(self, role):
        return self.posctl("db", "url", "--role", role).strip().splitlines()[-1]

    def psql(self, role, sql):
        return run("psql", self.url(role), "-qXAt", "-v", "ON_ERROR_STOP=1", "-v", f"tenant={self.tenant}", "-f", "-", input=sql)

    def prepare(self):
        say("making a shop with 200,000 products …")
        self.server.start()
        self.server.ask("POST", "/api/v1/auth/register", {
            "shop_name": "Bench", "slug": "bench", "currency": "IDR", "zone": "Asia/Jakarta", "tax_regime": "none",
            "language": "id", "owner_name": "Bench", "email": EMAIL, "password": PASSWORD})
        tokens = []
        for _ in range(TERMINALS):
            signed_in = self.server.ask("POST", "/api/v1/auth/login", {"email": EMAIL, "password": PASSWORD})
            tokens.append(signed_in["access_token"])
        self.tenant = signed_in["user"]["tenant_id"]
        self.token = tokens[0]
        (self.folder / "tokens").write_text("\n".join(tokens) + "\n")
        (self.folder / "one-token").write_text(tokens[0] + "\n")
        self.psql("admin", FUNCTIONS)
        self.psql("system", SHELVES)
        self.psql("admin", "VACUUM ANALYZE")

    def load(self, connections, tokens="tokens", seconds=None):
        seconds = seconds or self.options.seconds
        text = run(self.build / "bin/OrderLoad", self.port_base, self.folder / tokens, connections, seconds, SOLD)
        return json.loads(text)

    def pgbench(self, number, terminals=TERMINALS, seconds=None):
        text = run("pgbench", self.url("app"), "-n", "-M", "prepared", "-c", 8, "-j", 2, "-T", seconds or self.options.seconds, "-f",
                   HERE / "order.pgbench", "-D", f"run={number}", "-D", "n=0", "-D", f"tenant={self.tenant}", "-D",
                   f"variants={SOLD}", "-D", f"terminals={terminals}")
        for line in text.splitlines():
            if line.startswith("tps = "):
                return float(line.split()[2])
        sys.exit("pgbench printed no tps:\n" + text)

    def drain(self):
        """Waits until relay and ledger have nothing left, so that no run pays for another's events."""
        for _ in range(600):
            left = self.psql("admin", "SELECT (SELECT count(*) FROM events.outbox) + (SELECT count(*) FROM audit.inbox)").strip()
            if int(left) < 100:
                return
            time.sleep(0.1)


class Bench(Shop):
    def __init__(self, options, folder):
        super().__init__(options, folder, options.port_base)
        self.results = {}

    def orders(self):
        self.load(32, seconds=3)
        pairs = []
        for number in range(1, self.options.pairs + 1):
            self.drain()
            ours = self.load(32)
            self.drain()
            theirs = self.pgbench(number)
            pairs.append({**ours, "pgbench": theirs, "ratio": ours["orders_per_second"] / theirs})
            say(f"pair {number}: {ours['orders_per_second']:.0f} over HTTP, {theirs:.0f} by pgbench, "
                f"median {ours['median_ms']} ms, p99 {ours['p99_ms']} ms")
        self.results["pairs"] = pairs
        self.results["memory"] = self.server.memory()
        for name, connections, tokens in (("eight", 8, "tokens"), ("one_terminal", 32, "one-token")):
            self.drain()
            self.results[name] = self.load(connections, tokens)
            say(f"{name}: {self.results[name]}")

    def timed(self, path, count=200):
        connection = http.client.HTTPConnection("127.0.0.1", self.options.port_base, timeout=30)
        taken = []
        for i in range(count):
            started = time.monotonic()
            status, text = self.server.request("GET", path(i), token=self.token, connection=connection)
            taken.append((time.monotonic() - started) * 1000)
            if status != 200:
                sys.exit(f"GET {path(i)}: {status} {text.decode()}")
        taken.sort()
        return {"median_ms": statistics.median(taken), "p99_ms": taken[int(len(taken) * 0.99)]}

    def searches(self):
        self.drain()
        words = ["kopi%20gayo", "melati", "sku-1234", "kalondo%20beras", "roti", "misundo", "goreng%2099", "zaitun", "a"]
        self.results["barcode"] = self.timed(lambda i: f"/api/v1/products/lookup?barcode=899{(i * 977) % PRODUCTS + 1:010d}")
        self.results["text"] = self.timed(lambda i: f"/api/v1/products?q={words[i % len(words)]}")
        say(f"barcode {self.results['barcode']}, text {self.results['text']}")

    def field(self):
        self.results["field"] = json.loads(run(self.build / "bin/FieldCipherBench"))

    def window(self):
        window.fill(self, say)
        self.drain()
        self.results["window"] = window.measure(self.build, self.options.port_base, EMAIL, PASSWORD)
        say(f"window {self.results['window']}")

    def restart(self):
        times = []
        for _ in range(3):
            self.server.stop()
            times.append(self.server.start())
        self.results["start"] = statistics.median(times)

    def run(self):
        try:
            self.prepare()
            if self.options.window_only:
                self.window()
                return self.results
            self.orders()
            self.searches()
            self.window()
            self.field()
            self.restart()
        finally:
            self.server.stop()
        return self.results


def machine():
    model = next((line.split(":", 1)[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), "unknown processor")
    version = run("pg_config", "--version").strip() if shutil.which("pg_config") else "PostgreSQL"
    return f"{os.cpu_count()} cores of {model}, Linux {platform.release()}, {version}, fsync on"


def report(results):
    pairs = results["pairs"]
    ratio = statistics.median(p["ratio"] for p in pairs)
    tail = statistics.median(p["p99_ms"] / p["median_ms"] for p in pairs)
    ours = statistics.median(p["orders_per_second"] for p in pairs)
    rows = [
        ("orders over HTTP, 32 connections, 32 terminals, against pgbench", "≥ 0.70 ×", f"{ratio:.2f} ×", ratio >= 0.7),
        ("99th percentile of an order against its median", "≤ 3 ×", f"{tail:.1f} ×", tail <= 3),
        ("memory of the server at that load, without PostgreSQL", "≤ 80 MiB", f"{results['memory']:.0f} MiB", results["memory"] <= 80),
        ("AES-256-GCM of a 64-byte field: seal", "≤ 500 ns", f"{results['field']['aes_field_seal_ns']} ns", results["field"]["aes_field_seal_ns"] <= 500),
        ("AES-256-GCM of a 64-byte field: open", "≤ 500 ns", f"{results['field']['aes_field_open_ns']} ns", results["field"]["aes_field_open_ns"] <= 500),
        ("barcode among 200,000 products, over HTTP", "≤ 5 ms", f"{results['barcode']['median_ms']:.1f} ms", results["barcode"]["median_ms"] <= 5),
        ("text search among 200,000 products, over HTTP", "≤ 50 ms", f"{results['text']['median_ms']:.1f} ms", results["text"]["median_ms"] <= 50),
        ("text search, the slowest of the words", "≤ 150 ms", f"{results['text']['p99_ms']:.1f} ms", results["text"]["p99_ms"] <= 150),
        ("start of the server on an existing store, until ready", "≤ 2 s", f"{results['start']:.2f} s", results["start"] <= 2),
        *window.rows(results["window"]),
    ]
    lines = ["| what | bar | measured | held |", "|---|---|---|---|"]
    lines += [f"| {what} | {bar} | {value} | {'yes' if held else '**no**'} |" for what, bar, value, held in rows]
    lines += ["", "| | orders/s | against 32 terminals |", "|---|---|---|",
              f"| 32 connections, 32 terminals | {ours:.0f} | 1 |"]
    for name, label in (("one_terminal", "32 connections, one terminal"), ("eight", "8 connections, 8 terminals")):
        lines.append(f"| {label} | {results[name]['orders_per_second']:.0f} | {results[name]['orders_per_second'] / ours:.2f} |")
    lines += ["", "| pair | orders/s over HTTP | pgbench | ratio | median | p99 | p99 ÷ median |", "|---|---|---|---|---|---|---|"]
    lines += [f"| {n} | {p['orders_per_second']:.0f} | {p['pgbench']:.0f} | {p['ratio']:.2f} | {p['median_ms']:.1f} ms | {p['p99_ms']:.1f} ms "
              f"| {p['p99_ms'] / p['median_ms']:.1f} |" for n, p in enumerate(pairs, 1)]
    return "\n".join(lines), all(row[3] for row in rows)


HEAD = """# Benchmarks

What `make bench` printed, last on {day}, on {machine}. Absolute figures are this machine's; the ratios are what is held.

"""

FOOT = """

## How
- The built server on a fresh store with 200,000 products (256 makers × 10 goods × 10 kinds, then a number); 32 signed-in sessions, each a terminal with its own number range.
- An order has three lines of 10,000 products and is paid in cash: idempotency key, prices, tax rules and settings are read in one
  round trip; lines, payment, event, audit entry, stock, number and the order are written in another, which commits.
- `tests/bench/OrderLoad.cpp` sends orders on 32 kept connections. `tests/bench/order.pgbench` sends the same SQL without the server:
  `pgbench -M prepared -c 8 -j 2` with the same two pipelines. They run in turn on the same database, {pairs} pairs of {seconds} s, and
  the figure is the median of the pairs' ratios. The relay and the audit trail of the running server work off the events of both.
- The load, the server and PostgreSQL share the machine's processors; pgbench leaves out the first two.
- The window is the real one, offscreen, in a process of its own (`tests/bench/WindowBench.cpp`), with a million orders of one line added. First rows and
  searches are medians of 7, until they are painted; the pause that the search field waits for another key is in them.
- Searches are 200 requests one after another, of words that 8 to 20,000 products hold (one of them common and late in the order of names), and of one letter, measured at the client; a start is the median of three, until `/ready` answers 200.
"""


def write(embedded, on_stack):
    """Puts a new part of the report in the place of the old one; None leaves it as it is."""
    path = ROOT / "docs/benchmarks.md"
    old = path.read_text().split(stack.TITLE) if path.exists() else [""]
    path.write_text((embedded or old[0]).rstrip("\n") + "\n" + stack.TITLE + (on_stack or "".join(old[1:])))


def stack_report(options, folder):
    text, held = stack.measure(Shop, options, folder, say)
    print(text)
    if not options.no_report:
        write(None, text)
    return 0 if held else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    parser.add_argument("--port-base", type=int, default=18480)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--keep", action="store_true", help="leave the store behind")
    parser.add_argument("--no-report", action="store_true", help="print, but leave docs/benchmarks.md as it is")
    parser.add_argument("--stack-only", action="store_true", help="measure on the real stack alone, and write that part of the report")
    parser.add_argument("--window-only", action="store_true", help="measure the window alone, and write no report")
    options = parser.parse_args()
    # PostgreSQL refuses to run as root and runs as postgres: its folder must be reachable for that user.
    base = pathlib.Path("/var/lib/pos-backoffice") if os.geteuid() == 0 else None
    if base:
        base.mkdir(mode=0o711, parents=True, exist_ok=True)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="pos-bench-", dir=base))
    folder.chmod(0o711)
    try:
        if options.stack_only:
            return stack_report(options, folder)
        results = Bench(options, folder).run()
        if options.window_only:
            for what, bar, value, held in window.rows(results["window"]):
                print(f"{what}: {value} ({bar}, {'held' if held else 'NOT held'})")
            return 0 if all(row[3] for row in window.rows(results["window"])) else 1
        table, held = report(results)
        print(table, flush=True)
        if not options.no_report:
            head = HEAD.format(day=datetime.date.today().isoformat(), machine=machine())
            write(head + table + FOOT.format(pairs=options.pairs, seconds=options.seconds), None)
        return max(0 if held else 1, stack_report(options, folder))
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
