#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The long part: slow clients for the full time, load that is cut off, junk. soak.py PROBE [junk-count] [junk-seconds]"""
import os
import random
import re
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

from client import CHUNKED, GET, HOST, Reader, Server, check, finish, post, talk


def test_slow_headers():
    """Full-length header time: 300 slow clients from four addresses while others are served."""
    with Server() as server:
        slow = [server.connect(f"127.0.0.{2 + i % 4}") for i in range(300)]
        started = time.monotonic()
        for sock in slow:
            sock.sendall(b"GET /health HTTP/1.1\r\nHost: a\r\n")
        served, worst, ended = 0, 0.0, {}
        dripped = started
        while len(ended) < 300 and time.monotonic() - started < 20:
            before = time.monotonic()
            served += talk(server, GET)[0] == 200
            worst = max(worst, time.monotonic() - before)
            if time.monotonic() - dripped > 1:
                dripped = time.monotonic()
                for sock in slow:
                    if sock not in ended:
                        try:
                            sock.sendall(b"X-Slow: 1\r\n")
                        except OSError:
                            pass
            waiting = [s for s in slow if s not in ended]
            for sock in select.select(waiting, [], [], 0)[0] if waiting else []:
                answer = Reader(sock).answer()
                ended[sock] = (answer and answer[0], time.monotonic() - started)
        statuses = [status for status, _ in ended.values()]
        times = [at for _, at in ended.values()]
        check("300 slow-header clients get 408 after 10 s", statuses.count(408) == 300 and 9.5 < min(times)
              and max(times) < 11.5, f"{len(ended)} {set(statuses)} {min(times, default=0)} {max(times, default=0)}")
        check("others served meanwhile", served > 100 and worst < 0.5, f"{served} {worst}")
        print(f"     {served} others served, slowest {worst * 1000:.1f} ms")
        for sock in slow:
            sock.close()


def test_load():
    with Server("--workers", "4") as server:
        cpus = os.cpu_count()
        with tempfile.TemporaryDirectory() as folder:
            script = os.path.join(folder, "post.lua")
            with open(script, "w") as lua:
                lua.write('wrk.method="POST"\nwrk.body=string.rep("x",200)\n')
            for path, extra in (("/health", []), ("/echo", ["-s", script])):
                out = subprocess.run(["wrk", "-t1", "-c32", "-d6s", "--latency", *extra,
                                      f"http://127.0.0.1:{server.port}{path}"], capture_output=True, text=True).stdout
                rate = re.search(r"Requests/sec:\s+([\d.]+)", out)
                p99 = re.search(r"99%\s+(\S+)", out)
                bad = re.search(r"Non-2xx.*|Socket errors.*", out)
                print(f"     {path}: {rate and rate[1]} requests/s, 99% {p99 and p99[1]}, 32 connections, {cpus} cores")
                check(f"load {path}", rate and not bad, out)
            # A load generator that is cut off again and again, in the middle of its requests.
            for _ in range(10):
                process = subprocess.Popen(["wrk", "-t1", "-c64", "-d30s", f"http://127.0.0.1:{server.port}/slow"],
                                           stdout=subprocess.DEVNULL)
                time.sleep(0.3)
                process.kill()
                process.wait()
            check("served after cut-off load", talk(server, GET)[0] == 200)


def test_fuzz(count, seconds):
    seeds = [GET, CHUNKED, post(b"/echo", b"hello"), b"HEAD /items/1?a=b HTTP/1.1\r\n" + HOST + b"\r\n",
             post(b"/echo", b"x" * 300, b"Expect: 100-continue\r\n"),
             b"GET /items/%41 HTTP/1.0\r\nConnection: keep-alive\r\nAccept: */*\r\n\r\n",
             b"GET /health HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"]
    words = [b"\r\n", b"\n", b"\r", b"\0", b" ", b"\t", b":", b"Content-Length: 3\r\n", b"Transfer-Encoding: chunked\r\n",
             b"Host: b\r\n", b"Upgrade: websocket\r\n", b"0\r\n\r\n", b"ffffffff", b"-1", b"%", b"%00", b"\xff", b"//",
             b"HTTP/1.0", b"a" * 5000, b";", b"\r\n\r\n", b"Expect: 100-continue\r\n", b"Connection: close\r\n"]
    end = time.monotonic() + seconds
    totals = {"sent": 0, "answers": 0, "mute": 0, "errors": 0, "parsers disagreed": 0}
    statuses, lock = {}, threading.Lock()

    def mutate(rnd):
        wire = b"".join(rnd.choice(seeds) for _ in range(rnd.choice((1, 1, 1, 2, 3))))
        for _ in range(rnd.randint(1, 4)):
            at = rnd.randrange(len(wire) + 1)
            kind = rnd.randrange(5)
            if kind == 0:
                wire = wire[:at] + bytes([rnd.randrange(256)]) + wire[at + 1:]
            elif kind == 1:
                wire = wire[:at] + rnd.choice(words) + wire[at:]
            elif kind == 2:
                wire = wire[:at] + wire[at + rnd.randint(1, 8):]
            elif kind == 3:
                other = rnd.choice(seeds)
                wire = wire[:at] + other[rnd.randrange(len(other)):]
            else:
                wire = wire[:at] + wire[max(0, at - rnd.randint(1, 20)):]
        return wire

    def worker(server, number):
        rnd = random.Random(number)
        mine = dict.fromkeys(totals, 0)
        seen = {}
        sock = None
        while mine["sent"] < count // 8 and time.monotonic() < end:
            wire = mutate(rnd)
            mine["sent"] += 1
            try:
                sock = server.connect(f"127.0.0.{number + 2}", 5)
                if rnd.random() < 0.3 and len(wire) > 1:
                    cut = rnd.randrange(1, len(wire))
                    sock.sendall(wire[:cut])
                    sock.sendall(wire[cut:])
                else:
                    sock.sendall(wire)
                sock.setblocking(False)
                if select.select([sock], [], [], 0.01)[0]:
                    data = sock.recv(65536)
                    status = re.match(rb"HTTP/1\.1 (\d{3}) ", data)
                    mine["answers" if status else "mute"] += 1
                    mine["parsers disagreed"] += data.count(b'"detail":"malformed request"')
                    if status:
                        seen[status[1].decode()] = seen.get(status[1].decode(), 0) + 1
                else:
                    mine["mute"] += 1
            except OSError:
                mine["errors"] += 1
            if sock:
                # A reset, so that 200,000 closed connections do not use up the ports.
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                sock.close()
        with lock:
            for key, value in mine.items():
                totals[key] += value
            for key, value in seen.items():
                statuses[key] = statuses.get(key, 0) + value

    with Server() as server:
        before = server.memory_mib()
        threads = [threading.Thread(target=worker, args=(server, n)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        time.sleep(0.5)
        print(f"     {totals} {dict(sorted(statuses.items()))} memory {before:.0f} -> {server.memory_mib():.0f} MiB,"
              f" {server.files()} descriptors")
        check("served after junk", talk(server, GET)[0] == 200)
        check("junk never made a 5xx of ours", statuses.get("500", 0) == 0, repr(statuses))


test_slow_headers()
if shutil.which("wrk"):
    test_load()
test_fuzz(int(sys.argv[2]) if len(sys.argv) > 2 else 200000, int(sys.argv[3]) if len(sys.argv) > 3 else 300)
finish()
