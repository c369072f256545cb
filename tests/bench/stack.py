# SPDX-License-Identifier: GPL-3.0-or-later
"""The same orders on the real Kafka, Redis and Vault, as one process and as eight, beside the embedded parts.

The servers share the machine's processors with ours, so what is held is not throughput but the processor time that our own
processes spend on an order, its events' way through Kafka to the audit trail included.
"""
import pathlib
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stack_server import StackServer  # noqa: E402

TITLE = "\n## On the real stack\n"
SERVICES = ("gateway", "auth", "user", "tenant", "product", "order", "notification", "audit")
BACKLOG = 100_000
AT_REST = 0.05  # processor seconds in half a second: what timers and open connections cost
# What was not taken from the outbox yet; rows that were taken stay for a while.
WAITING = """SELECT count(*) FROM events.cursors c JOIN events.outbox o USING (shard)
             WHERE c.consumer = 'kafka-relay' AND o.xid >= c.from_xid AND (o.xid >= c.until_xid OR o.seq > c.seq)"""
LEFT = f"SELECT ({WAITING}) + (SELECT count(*) FROM audit.inbox)"

HOW = """
- `make bench` starts the real servers (`tests/support/stack`) and three shops of 200,000 products: one on embedded parts; one on Kafka, Redis and
  Vault; one as eight processes on these and an outside PostgreSQL. Each takes the same orders in turn, {pairs} rounds of {seconds} s.
- Processor time is that of our own processes (user and system, `/proc/PID/stat`), from the first order until relay and audit trail have
  nothing left, divided by the orders; the figure held is the median of the rounds' ratios. PostgreSQL, Kafka, Redis and Vault are not in it.
- The backlog is made while Kafka is down (`pgbench` with the orders' SQL). Its time begins when Kafka answers again, and ends
  when the relay has all delivery reports; the shop sells nothing meanwhile.
"""


class Rounds:
    """One shop's loads: orders a second, and processor milliseconds of an order."""

    def __init__(self, name, shop):
        self.name, self.shop, self.rounds = name, shop, []

    def prepare(self):
        self.shop.prepare()
        self.shop.load(32, seconds=3)

    def load(self, say):
        self.rest()
        before = self.shop.server.cpu()
        done = self.shop.load(32)
        self.rest()
        self.rounds.append({**done, "cpu_ms": (self.shop.server.cpu() - before) * 1000 / done["orders"]})
        say(f"{self.name}: {done['orders_per_second']:.0f} orders/s, {self.rounds[-1]['cpu_ms']:.2f} ms of processor time each")

    def rest(self):
        """Waits until relay and ledger have nothing left, and the consumers behind Kafka neither: nobody works any more."""
        used, ends = None, time.monotonic() + 120
        while int(self.shop.psql("admin", LEFT)) > 0 or used is None or self.shop.server.cpu() - used > AT_REST:
            if time.monotonic() > ends:
                sys.exit(f"{self.name} does not come to rest")
            used = self.shop.server.cpu()
            time.sleep(0.5)

    def median(self, what):
        return statistics.median(one[what] for one in self.rounds)


def backlog(shop, kafka, say):
    """Events a second that leave once Kafka is back."""
    kafka.kill()
    number = 40000
    while int(shop.psql("admin", WAITING)) < BACKLOG:
        shop.pgbench(number, seconds=10)
        number += 1
    count = int(shop.psql("admin", WAITING))
    say(f"{count:,} events wait for Kafka …")
    kafka.restart()
    started = time.monotonic()
    while int(shop.psql("admin", WAITING)) > 0:
        if time.monotonic() - started > 600:
            sys.exit("the backlog does not drain")
        time.sleep(0.05)
    return count, count / (time.monotonic() - started)


def measure(shop_of, options, folder, say):
    """The part of the report, and whether its bars hold. Starts and ends the servers it needs."""
    servers, shops = {}, []
    try:
        for name in ("redis", "kafka", "vault", "postgres"):
            say(f"starting {name} …")
            servers[name] = StackServer(name)
        outside = {key: value for name in ("redis", "kafka", "vault") for key, value in servers[name].env.items()}
        embedded, stack, eight = (Rounds(name, shop_of(options, folder / name.replace(" ", "-"), options.port_base + 20 * n, settings, services))
                                  for n, (name, settings, services) in enumerate((
                                      ("embedded", {}, ()), ("one process", outside, ()),
                                      ("eight processes", {**outside, **servers["postgres"].env, **own_redis()}, SERVICES)), 1))
        shops += [one.shop for one in (embedded, stack, eight)]
        for one in (embedded, stack, eight):
            one.shop.folder.mkdir()
            one.shop.folder.chmod(0o711)
        eight.shop.posctl("db", "init", "--admin-url", servers["postgres"].ready["admin_url"])
        stack.shop.posctl("vault", "init")
        stack.prepare()
        embedded.prepare()
        asked = stack.shop.server.metric("pos_vault_requests")
        for _ in range(options.pairs):
            embedded.load(say)
            stack.load(say)
        asked = stack.shop.server.metric("pos_vault_requests") - asked
        embedded.shop.server.stop()
        count, drained = backlog(stack.shop, servers["kafka"], say)
        stack.shop.server.stop()
        eight.prepare()
        for _ in range(options.pairs):
            eight.load(say)
    finally:
        for shop in shops:
            shop.server.stop()
        for server in servers.values():
            server.close()
    return report(options, embedded, stack, eight, asked, count, drained)


def own_redis():
    """The eight are another shop: its sessions and limits lie in another database."""
    return {"REDIS_DB": "1"}


def report(options, embedded, stack, eight, asked, count, drained):
    ratio = statistics.median(one["cpu_ms"] / other["cpu_ms"] for one, other in zip(stack.rounds, embedded.rounds))
    against = drained / stack.median("orders_per_second")
    rows = [
        ("processor time of an order on Kafka, Redis and Vault, against embedded parts", "≤ 1.25 ×", f"{ratio:.2f} ×", ratio <= 1.25),
        (f"a backlog of {count:,} events drains, against the rate of orders", "≥ 3 ×", f"{against:.1f} × ({drained:.0f} events/s)", against >= 3),
        ("requests to Vault during these orders", "0", f"{asked:.0f}", asked == 0),
    ]
    lines = ["", "| what | bar | measured | held |", "|---|---|---|---|"]
    lines += [f"| {what} | {bar} | {value} | {'yes' if held else '**no**'} |" for what, bar, value, held in rows]
    lines += ["", "| | orders/s | processor time of an order | median | p99 |", "|---|---|---|---|---|"]
    lines += [f"| {one.name} | {one.median('orders_per_second'):.0f} | {one.median('cpu_ms'):.2f} ms | {one.median('median_ms'):.1f} ms "
              f"| {one.median('p99_ms'):.1f} ms |" for one in (embedded, stack, eight)]
    return "\n".join(lines) + "\n" + HOW.format(pairs=options.pairs, seconds=options.seconds), all(row[3] for row in rows)
