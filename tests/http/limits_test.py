#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Raw sockets: clients that leave, dawdle, never read, come in crowds; full queues and used-up memory."""
import os
import socket
import subprocess
import time

from client import CHUNKED, GET, HOST, PROGRAM, Reader, Server, check, expect, finish, post, talk


def test_leavers():
    """Who leaves frees its place at once, and its request, if it still waits, is never worked on."""
    with Server("--per-address", "550", "--workers", "4") as server:
        for i in range(500):
            sock = server.connect()
            sock.sendall(b"GET /slow HTTP/1.1\r\n" + HOST + b"\r\n" + (GET if i % 3 == 0 else b""))
            if i % 2:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            if i % 5 == 0:
                time.sleep(0.002)
            sock.close()
        check("answered while 500 have left", talk(server, GET)[0] == 200)
        # 100 rounds of 200 ms would still be ahead if their places and their work were kept.
        socks = [server.connect() for _ in range(540)]
        socks[-1].sendall(GET)
        check("places of 500 who left are free at once", Reader(socks[-1]).answer()[0] == 200)
        started = time.monotonic()
        socks[0].sendall(b"GET /slow HTTP/1.1\r\n" + HOST + b"\r\n")
        answer = Reader(socks[0]).answer()
        took = time.monotonic() - started
        runs = int(talk(server, b"GET /slow-runs HTTP/1.1\r\n" + HOST + b"\r\n")[2])
        check("their waiting requests are dropped", answer[0] == 200 and took < 5 and runs < 200, f"{answer} {took:.1f} s {runs} runs")
        for sock in socks:
            sock.close()
    with Server("--per-address", "600") as server:
        socks = [server.connect() for _ in range(100)]
        for sock in socks:
            sock.sendall(b"GET /slow HTTP/1.1\r\n" + HOST + b"\r\n")
        time.sleep(0.3)
    # Leaving the block has stopped the server in the middle of its work.


def test_no_reader():
    with Server("--send-ms", "1500") as server:
        sock = server.connect()
        before = server.memory_mib()
        sock.setblocking(False)
        wire = b"GET /big HTTP/1.1\r\n" + HOST + b"\r\n"
        end = time.monotonic() + 5
        closed = False
        while time.monotonic() < end and not closed:
            try:
                sock.send(wire * 50)
            except BlockingIOError:
                time.sleep(0.05)
            except OSError:
                closed = True
        check("client that never reads is cut off, memory bounded", closed and server.memory_mib() - before < 64,
              f"closed={closed} {before:.0f} -> {server.memory_mib():.0f} MiB")
        sock.close()


def test_times():
    with Server("--head-ms", "600", "--body-ms", "600", "--idle-ms", "1200") as server:
        expect(server, "slow body", b"POST /echo HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\n\r\nhe", 408)
        expect(server, "slow chunk", CHUNKED[:-3], 408)
        with server.connect() as sock:
            sock.sendall(GET)
            reader = Reader(sock)
            reader.answer()
            started = time.monotonic()
            ended = reader.at_end()
            check("idle connection is closed without a word", ended and 0.9 < time.monotonic() - started < 2.5)
        with server.connect() as sock:
            reader = Reader(sock)
            sock.sendall(b"POST /echo HTTP/1.1\r\n" + HOST + b"Content-Length: 11\r\n\r\n")
            for byte in b"hello world":
                sock.sendall(bytes([byte]))
                time.sleep(0.2)
            check("a slow body that goes on is served", reader.answer()[2] == b"hello world")


def test_refused_connections():
    with Server("--connections", "100", "--per-address", "100") as server:
        held = [server.connect() for _ in range(100)]
        held[0].sendall(GET)
        Reader(held[0]).answer()
        polite, others = 0, []
        for i in range(10000):
            try:
                with server.connect() as sock:
                    if i % 2:
                        sock.sendall(GET)
                    answer = Reader(sock).answer()
                    if answer and answer[0] == 503 and "retry-after" in answer[1]:
                        polite += 1
                    else:
                        others.append(answer)
            except OSError as error:
                others.append(error)
        check("10,000 connections refused politely", polite == 10000, f"{polite} {others[:3]}")
        held[5].sendall(GET)
        check("held connections still served", Reader(held[5]).answer()[0] == 200)
        for sock in held:
            sock.close()
        time.sleep(0.5)
        check("room again", talk(server, GET)[0] == 200)
    with Server("--per-address", "10") as server:
        held = [server.connect() for _ in range(10)]
        answers = []
        for source in ("127.0.0.1", "127.0.0.2"):
            with server.connect(source) as sock:
                sock.sendall(GET)
                answers.append(Reader(sock).answer()[0])
        check("limit per address", answers == [503, 200], answers)


def test_descriptors():
    """More clients than file descriptors: accepting must go on afterwards."""
    with open(PROGRAM, "rb") as program:
        if b"__ubsan_handle_dynamic_type" in program.read():
            # The vptr check opens a pipe to see whether memory is readable, and reports an error when it cannot.
            return
    command = f"ulimit -n 60; exec {PROGRAM}"
    process = subprocess.Popen(["bash", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    port = int(process.stdout.readline().split()[1])
    socks = [socket.create_connection(("127.0.0.1", port), 5) for _ in range(150)]
    time.sleep(0.5)
    for sock in socks:
        sock.close()
    time.sleep(1)
    with socket.create_connection(("127.0.0.1", port), 5) as sock:
        sock.sendall(GET)
        try:
            answer = Reader(sock).answer()
        except OSError as error:
            answer = error
    check("accepts again after descriptors ran out", answer and answer[0] == 200, repr(answer))
    process.terminate()
    process.wait(20)


def test_memory_budget():
    with Server("--budget", str(3 * 2**20)) as server:
        head = b"POST /echo HTTP/1.1\r\n" + HOST + b"Content-Length: 1048576\r\n\r\n"
        held = [server.connect() for _ in range(3)]
        for sock in held:
            sock.sendall(head + b"x" * 1000)
        time.sleep(0.2)
        refused = talk(server, head)
        check("body beyond the memory budget is refused politely", refused[0] == 503 and "retry-after" in refused[1], refused)
        held[0].close()
        held[1].sendall(b"x" * (1048576 - 1000))
        check("held bodies are served", Reader(held[1]).answer()[0] == 200)
        time.sleep(0.2)
        check("room again in the budget", talk(server, head + b"x" * 1048576)[0] == 200)
        for sock in held:
            sock.close()


def test_busy_port():
    with Server() as server:
        second = subprocess.run([PROGRAM, "--port", str(server.port)], capture_output=True, text=True, timeout=20)
        check("a busy port is said by number", second.returncode == 1 and str(server.port) in second.stderr, second)


def test_full_queue():
    with Server("--workers", "1", "--queue", "3") as server:
        socks = [server.connect() for _ in range(12)]
        for sock in socks:
            sock.sendall(b"GET /slow HTTP/1.1\r\n" + HOST + b"\r\n")
        answers = [Reader(sock).answer() for sock in socks]
        # Nine when the worker wakes up only after the queue has filled.
        busy = [a for a in answers if a[0] == 503]
        check("full queue: 503 with Retry-After, the rest served",
              len(busy) in (8, 9) and all("retry-after" in a[1] for a in busy), [a[0] for a in answers])


for test in (test_leavers, test_times, test_no_reader, test_memory_budget, test_busy_port, test_full_queue, test_refused_connections, test_descriptors):
    test()
finish()
