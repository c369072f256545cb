# SPDX-License-Identifier: GPL-3.0-or-later
"""A Debian with a systemd of its own, without network, and a screen of its own."""
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def wait_for(what, condition, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := condition():
            return found
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s: {what}")


class Container:
    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.log = tempfile.TemporaryFile()
        self.sockets = tempfile.mkdtemp(prefix="pos-x11-")
        os.chmod(self.sockets, 0o1777)
        self.boot = subprocess.Popen(
            ["systemd-nspawn", "--quiet", f"--directory={root}", "--boot", "--register=no", "--keep-unit", "--private-network",
             "--link-journal=no", "--resolv-conf=off", f"--bind={self.sockets}:/tmp/.X11-unix"],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.leader = wait_for("a container with systemd (is systemd-nspawn allowed here?)", self._init)
        wait_for("systemd", lambda: self.run("systemctl", "is-system-running", check=False).stdout.strip() in ("running", "degraded"))

    def _init(self):
        if self.boot.poll() is not None:
            self.log.seek(0)
            raise AssertionError("systemd-nspawn ended: " + self.log.read().decode(errors="replace"))
        children = pathlib.Path(f"/proc/{self.boot.pid}/task/{self.boot.pid}/children").read_text().split()
        return next((c for c in children if pathlib.Path(f"/proc/{c}/comm").read_text().strip() == "systemd"), None)

    def command(self, *words, user=None, **variables):
        enter = ["nsenter", f"--target={self.leader}", "--all", "env", "-C", "/", "-i", f"PATH={PATH}", "LANG=C.UTF-8",
                 "DEBIAN_FRONTEND=noninteractive"]
        home = f"/home/{user}" if user else "/root"
        enter += [f"HOME={home}"] + [f"{name}={value}" for name, value in variables.items()]
        return enter + (["runuser", "-u", user, "--"] if user else []) + list(map(str, words))

    def run(self, *words, check=True, user=None, text=None, **variables):
        done = subprocess.run(self.command(*words, user=user, **variables), input=text, capture_output=True, text=True, timeout=600)
        if check and done.returncode != 0:
            raise AssertionError(f"{words} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
        return done

    def path(self, inside):
        return self.root / str(inside).lstrip("/")

    def close(self):
        self.boot.send_signal(signal.SIGTERM)  # systemd shuts down in order
        try:
            self.boot.wait(timeout=90)
        except subprocess.TimeoutExpired:
            self.boot.kill()
            self.boot.wait()
        self.log.close()
        shutil.rmtree(self.sockets)


class Screen:
    """Xvfb outside, so that the Debian inside holds nothing but the package."""

    def __init__(self, container, size="1440x900"):
        self.container = container
        reader, writer = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{size}x24", "-ac", "-nolisten", "tcp",
                                        "-listen", "unix"], pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as said:
            self.number = said.readline().strip()
        os.link(f"/tmp/.X11-unix/X{self.number}", f"{container.sockets}/X{self.number}")

    @property
    def display(self):
        return f":{self.number}"

    def windows(self):
        tree = subprocess.run(["xwininfo", "-root", "-tree", "-display", self.display], capture_output=True, text=True, timeout=20)
        return tree.stdout

    def picture(self, file):
        subprocess.run(["import", "-display", self.display, "-window", "root", str(file)], check=True, timeout=60)

    def settled(self, file):
        """A picture that is the same twice: what is there is painted."""
        before = None

        def same():
            nonlocal before
            self.picture(file)
            last, before = before, file.read_bytes()
            return last == before

        wait_for("a window that has settled", same)

    def colours(self, file):
        found = subprocess.run(["identify", "-format", "%k", str(file)], check=True, capture_output=True, text=True, timeout=60)
        return int(found.stdout)

    def close(self):
        self.server.terminate()
        self.server.wait()
