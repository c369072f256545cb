#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attacks the API from its own OpenAPI document: no server error, and no answer that the document does not describe.
Usage: schemathesis_test.py PROGRAM SCHEMATHESIS SECONDS"""
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

PROGRAM, SCHEMATHESIS, SECONDS = sys.argv[1:4]
PASSWORD = "rahasia toko melati"
# These end the session the attack comes with.
LEFT_OUT = ["POST /api/v1/auth/logout", "DELETE /api/v1/auth/sessions", "DELETE /api/v1/auth/sessions/{id}",
            "POST /api/v1/auth/password/change"]


def free_base():
    """Eight ports in a row that nobody has now."""
    for base in range(20000 + os.getpid() % 9000, 60000, 8):
        try:
            for port in range(base, base + 8):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
            return base
        except OSError:
            continue
    sys.exit("no free ports")


def request(url, body=None, token=None):
    data = None if body is None else json.dumps(body).encode()
    call = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    if token:
        call.add_header("Authorization", "Bearer " + token)
    with urllib.request.urlopen(call, timeout=30) as answer:
        return json.load(answer)


def wait_until_ready(url, server):
    for _ in range(600):
        if server.poll() is not None:
            sys.exit("the server has ended")
        try:
            return request(url + "/ready")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    sys.exit("the server does not become ready")


def main():
    base = free_base()
    url = f"http://127.0.0.1:{base}"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o711)
        settings = dict(os.environ, POS_REGISTRATION="open", POS_RATE_PER_ADDRESS="0", POS_RATE_PER_USER="0", LOG_LEVEL="error")
        server = subprocess.Popen([PROGRAM, "--data", folder + "/data", "--port-base", str(base)], env=settings,
                                  stderr=subprocess.DEVNULL)
        try:
            wait_until_ready(url, server)
            request(url + "/api/v1/auth/register", {
                "shop_name": "Melati", "slug": "melati", "currency": "IDR", "zone": "Asia/Jakarta", "tax_regime": "ppn",
                "owner_name": "Siti", "email": "siti@example.org", "password": PASSWORD})
            token = request(url + "/api/v1/auth/login", {"email": "siti@example.org", "password": PASSWORD})["access_token"]
            # One worker: Debian 12's Python loses count in ast.parse when two threads are in it (its issue 106905).
            command = [SCHEMATHESIS, "run", url + "/openapi.json", "--header", "Authorization: Bearer " + token,
                       "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
                       "--phases", "examples,coverage,fuzzing", "--max-time", SECONDS, "--max-examples", "20", "--workers", "1",
                       "--seed", "20260122", "--continue-on-failure", "--suppress-health-check", "all", "--warnings", "off",
                       "--request-timeout", "20", "--no-shrink"]
            for name in LEFT_OUT:
                command += ["--exclude-name", name]
            done = subprocess.run(command, cwd=folder, env=dict(settings, NO_COLOR="1"))
            if server.poll() is not None:
                sys.exit("the server did not survive")
            sys.exit(done.returncode)
        finally:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()


main()
