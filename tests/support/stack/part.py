# SPDX-License-Identifier: GPL-3.0-or-later
"""The one form of every executable of this folder: `NAME --dir DIR [--port N]` runs a real server in the foreground, prints one
line of JSON when it answers, and ends with SIGTERM or with the end of its stdin. What is killed takes its server with it."""
import argparse
import ctypes
import json
import os
import pathlib
import random
import signal
import socket
import subprocess
import sys
import threading
import time

HOST = "127.0.0.1"


def say(text):
    print(text, file=sys.stderr, flush=True)


def options(what):
    made = argparse.ArgumentParser(description=what)
    made.add_argument("--dir", required=True, type=pathlib.Path, help="the server's own folder; made when missing, kept afterwards")
    made.add_argument("--port", type=int, default=0, help="0: one that is free")
    return made


def parse(made):
    parsed = made.parse_args()
    parsed.dir = parsed.dir.absolute()
    parsed.dir.mkdir(parents=True, exist_ok=True)
    return parsed


def free_port():
    """Below the ports that connections are given, so that none of them holds it while the server is away."""
    while True:
        port = random.randrange(20000, 32000)
        try:
            socket.create_server((HOST, port)).close()
            return port
        except OSError:
            continue


def certificate(folder):
    """A certificate for this machine's loopback that is its own authority: (certificate, key)."""
    made, key = folder / "certificate.pem", folder / "key.pem"
    if not made.exists():
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
                        "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost", "-keyout", key,
                        "-out", made], check=True, capture_output=True)
    return made, key


def ready(name, port, env, **more):
    print(json.dumps({"name": name, "port": port, "env": env, **more}), flush=True)


def end_with_stdin():
    """Ends this process when whoever started it is gone."""
    def wait():
        while os.read(0, 4096):
            pass
        os.kill(os.getpid(), signal.SIGTERM)
    threading.Thread(target=wait, daemon=True).start()


def die_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def answers(port, ask=b"", expected=b""):
    """Whether something listens there, and says `expected` when asked."""
    try:
        with socket.create_connection((HOST, port), 2) as link:
            if not ask:
                return True
            link.sendall(ask)
            return link.recv(256).startswith(expected)
    except OSError:
        return False


def start(command, log, is_up, patience=30, **popen):
    """Starts the server and returns its process once `is_up` says so; ends this program with the log's end when it does not come."""
    with open(log, "ab") as output:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, preexec_fn=die_with_parent, **popen)
    until = time.monotonic() + patience
    while not is_up():
        if server.poll() is not None or time.monotonic() > until:
            why = "ended" if server.poll() is not None else f"does not answer after {patience} s"
            server.kill()
            say(f"{command[0]} {why}; {log} ends with:\n" + log.read_text(errors="replace")[-2000:])
            sys.exit(1)
        time.sleep(0.02)
    return server


def serve(server, patience=20):
    """Waits until the server ends, or until this program is told to: then the server is, too."""
    def told(*_):
        raise SystemExit(0)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)
    end_with_stdin()
    try:
        say(f"the server ended by itself with {server.wait()}")
        sys.exit(1)
    finally:
        if server.poll() is None:
            server.terminate()
            try:
                server.wait(patience)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
