# SPDX-License-Identifier: GPL-3.0-or-later
"""What `postgres` and `postgres-standby` share: a cluster in a folder, run as a user that PostgreSQL takes."""
import functools
import os
import pathlib
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import time

import part

SUPERUSER = "postgres"
REPLICATOR = "replicator"
ENVIRONMENT = {**os.environ, "HOME": "/nonexistent"}  # libpq looks for certificates there, and may not everywhere


def tool(name):
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: int(p.parts[4]))
    if not found:
        sys.exit(f"PostgreSQL's {name} is missing: run scripts/setup --tests")
    return str(found[-1])


def owner():
    """PostgreSQL refuses root: then it runs as the user that its package made."""
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


def give(*paths):
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        for path in paths:
            os.chown(path, user.pw_uid, user.pw_gid)


def run(*command, **environment):
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", env={**ENVIRONMENT, **environment}, **owner())
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: {done.stderr[-2000:]}")
    return done.stdout.strip()


def sql(port, text, password, user=SUPERUSER):
    return run("psql", f"host={part.HOST} port={port} user={user} dbname=postgres", "-AtXqc", text, PGPASSWORD=password)


def secret(folder, name):
    """Made once, kept with the data."""
    kept = folder / f"{name}.password"
    if not kept.exists():
        kept.touch(0o600)
        kept.write_text(secrets.token_hex(16))
    return kept.read_text()


def certificate(folder):
    """Its own authority, and a key that PostgreSQL alone may read."""
    made, key = part.certificate(folder)
    key.chmod(0o600)
    give(key)
    return made, key


def write_settings(data, port, tls, **more):
    settings = {"listen_addresses": part.HOST, "port": port, "unix_socket_directories": "", "max_connections": 300,
                "shared_buffers": "64MB", "password_encryption": "scram-sha-256", "log_min_messages": "warning", **more}
    if tls:
        settings |= {"ssl": "on", "ssl_cert_file": tls[0], "ssl_key_file": tls[1]}
    (data / "test.conf").write_text("".join(f"{name} = '{value}'\n" for name, value in settings.items()))
    # Whoever comes in comes with a password, and over TLS where there is a certificate.
    host = "hostssl" if tls else "host"
    (data / "pg_hba.conf").write_text(f"{host} all all 127.0.0.1/32 scram-sha-256\n{host} replication {REPLICATOR} 127.0.0.1/32 scram-sha-256\n")
    main = data / "postgresql.conf"
    if "test.conf" not in main.read_text():
        main.write_text(main.read_text() + "\ninclude 'test.conf'\n")
    give(data / "test.conf", data / "pg_hba.conf", main)


def start(data, log, port):
    until = time.monotonic() + 10
    while at_work(data):  # what a killed server left behind ends by itself
        if time.monotonic() > until:
            sys.exit(f"{data} is in use")
        time.sleep(0.02)
    (data / "postmaster.pid").unlink(missing_ok=True)
    server = part.start([tool("postgres"), "-D", str(data)], log, lambda: answers(port), 60, cwd="/", env=ENVIRONMENT, **owner())
    server.terminate = functools.partial(server.send_signal, signal.SIGINT)  # fast: does not wait for its clients
    return server


def at_work(data):
    """Whether any process of this cluster lives: each stands in its folder."""
    for link in pathlib.Path("/proc").glob("[0-9]*/cwd"):
        try:
            if os.readlink(link) == str(data):
                return True
        except OSError:
            continue
    return False


def answers(port):
    return subprocess.run([shutil.which("pg_isready"), "-q", "-h", part.HOST, "-p", str(port)], check=False).returncode == 0


def folder(path):
    path.chmod(0o755)  # its owner may be another than ours
    give(path)
    return path / "data"
