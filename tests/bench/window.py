# SPDX-License-Identifier: GPL-3.0-or-later
"""The window among 200,000 products and a million orders: filling the store, measuring, and the bars."""
import json
import os
import subprocess
import sys
import time

ORDERS = 1_000_000

FILL = f"""
SELECT set_config('pos.tenant', :'tenant', false);
SET synchronous_commit = off;
INSERT INTO shop.orders (tenant_id, id, kind, number, status, terminal, business_date, currency, subtotal, discount_total, tax_total,
                         rounding, total, paid, change, created_by, created_at, recorded_at)
SELECT :'tenant', public.bench_id(65535, n, 0, 1), 'sale', 'OLD-T00-' || n, 'paid', 0, (at AT TIME ZONE 'Asia/Jakarta')::date, 'IDR',
       1000, 0, 0, 0, 1000, 1000, 0, u.id, at, at
FROM (SELECT id FROM identity.users WHERE tenant_id = :'tenant' LIMIT 1) u,
     (SELECT n, now() - interval '1 day' - n * interval '30 seconds' AS at FROM generate_series(1, {ORDERS}) AS n) made;
INSERT INTO shop.order_lines (tenant_id, order_id, position, variant_id, sku, name, unit, quantity, unit_price, unit_cost, amount, discount,
                              net, tax, total, tax_rate_ppm, tax_base_num, tax_base_den, tax_inclusive)
SELECT :'tenant', public.bench_id(65535, n, 0, 1), 1, public.bench_variant(1 + n % 10000), 'SKU-' || 1 + n % 10000, 'Barang', 'pcs', 1000, 1000,
       500, 1000, 0, 1000, 0, 1000, 0, 1, 1, false
FROM generate_series(1, {ORDERS}) AS n;
"""


def fill(bench, say):
    say(f"adding {ORDERS:,} orders …")
    started = time.monotonic()
    bench.psql("system", FILL)
    bench.psql("admin", "VACUUM ANALYZE shop.orders, shop.order_lines")
    say(f"  {time.monotonic() - started:.0f} s")


def measure(build, port, email, password):
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", LANG="C.UTF-8", POS_PASSWORD=password)
    done = subprocess.run([build / "bin/WindowBench", f"http://127.0.0.1:{port}", email], capture_output=True, text=True, env=environment,
                          timeout=300)
    if done.returncode != 0:
        sys.exit("WindowBench failed:\n" + done.stdout + done.stderr)
    return json.loads(done.stdout)


def rows(window):
    """(what, bar, measured, held) for the report."""
    memory = window["memory_kib"] / 1024
    slowest = max(window["orders_rows_ms"], window["products_rows_ms"])
    block = max(window["orders_scroll_block_ms"], window["products_scroll_block_ms"])
    first = max(window["orders_first_ms"], window["products_first_ms"])
    return [
        (f"a panel's first rows in the window, 200,000 products and {ORDERS:,} orders (first time {first:.0f} ms)", "≤ 200 ms", f"{slowest:.0f} ms",
         max(slowest, first) <= 200),
        (f"a typed search in the window, after the last key (slowest of 7: {window['search_worst_ms']:.0f} ms)", "≤ 150 ms",
         f"{window['search_ms']:.0f} ms", window["search_ms"] <= 150),
        (f"longest block of the window while {window['orders_scrolled_rows'] + window['products_scrolled_rows']:,} rows are scrolled", "≤ 100 ms",
         f"{block} ms", block <= 100),
        ("peak memory of the window's process", "≤ 250 MiB", f"{memory:.0f} MiB", memory <= 250),
    ]
