#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A raw HTTP client and the probe it talks to, for the *_test.py files of this folder. argv[1] is the probe."""
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
HOST = b"Host: localhost\r\n"
GET = b"GET /health HTTP/1.1\r\n" + HOST + b"\r\n"
failures = []


class Server:
    def __init__(self, *args):
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen([PROGRAM, *args], stdout=subprocess.PIPE, stderr=self.log)
        self.port = int(self.process.stdout.readline().split()[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        alive = self.process.poll() is None
        if alive:
            self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(60)
        self.log.seek(0)
        text = self.log.read().decode(errors="replace")
        check("server alive at the end and clean exit", alive and code == 0 and "ERROR" not in text
              and "runtime error" not in text, f"alive={alive} code={code} {text[-3000:]}")

    def connect(self, source="127.0.0.1", timeout=20):
        return socket.create_connection(("127.0.0.1", self.port), timeout, (source, 0))

    def files(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def memory_mib(self):
        with open(f"/proc/{self.process.pid}/statm") as statm:
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


class Reader:
    """Reads answers one after another from a socket."""

    def __init__(self, sock):
        self.sock, self.data = sock, b""

    def fill(self):
        more = self.sock.recv(65536)
        self.data += more
        return bool(more)

    def answer(self, head_only=False):
        while b"\r\n\r\n" not in self.data:
            if not self.fill():
                return None
        head, self.data = self.data.split(b"\r\n\r\n", 1)
        lines = head.split(b"\r\n")
        status = int(lines[0].split()[1])
        headers = {k.lower().decode(): v.strip().decode() for k, v in (line.split(b":", 1) for line in lines[1:])}
        length = 0 if head_only or status < 200 else int(headers.get("content-length", 0))
        while len(self.data) < length:
            if not self.fill():
                return None
        body, self.data = self.data[:length], self.data[length:]
        return status, headers, body

    def at_end(self):
        return not self.data and not self.fill()


def check(name, good, detail=""):
    if not good:
        failures.append(name)
    print(("ok   " if good else "FAIL ") + name + ("" if good else f"  {detail}"), flush=True)


def talk(server, wire, head_only=False):
    with server.connect() as sock:
        sock.sendall(wire)
        return Reader(sock).answer(head_only)


def expect(server, name, wire, status):
    """One refused or answered request; a refusal must be a problem document and close."""
    with server.connect() as sock:
        sock.sendall(wire)
        reader = Reader(sock)
        try:
            got = reader.answer()
            good = got is not None and got[0] == status
            if good and status >= 400 and status not in (404, 405, 500):
                document = json.loads(got[2])
                good = (document["status"] == status and got[1]["content-type"] == "application/problem+json"
                        and got[1]["connection"] == "close" and reader.at_end())
            check(f"{name} -> {status}", good, repr(got))
        except OSError as error:
            check(f"{name} -> {status}", False, repr(error))


def post(path, body, extra=b""):
    return (b"POST " + path + b" HTTP/1.1\r\n" + HOST + extra
            + b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body)


CHUNKED = (b"POST /echo HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n"
           b"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n")


def finish():
    print(f"{len(failures)} failures {failures}")
    sys.exit(bool(failures))
