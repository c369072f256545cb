# SPDX-License-Identifier: GPL-3.0-or-later
"""The large screen is unplugged and a smaller one comes: the window lies on it whole.

A real X server whose screen changes its size under the running program: Xephyr, inside Xvfb."""
import os
import re
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.environ["POS_SOURCE_DIR"] + "/tests/fault")
from store import BIN, Store  # noqa: E402

LARGE, SMALL = (1600, 1200), (1024, 768)


def until(what, condition, patience=60):
    end = time.monotonic() + patience
    while not (found := condition()):
        assert time.monotonic() < end, what
        time.sleep(0.05)
    return found


class Screen:
    """DISPLAY, and its size."""

    def __init__(self):
        self.outer, number = self.start("Xvfb", "-screen", "0", "1600x1200x24", "-nolisten", "tcp")
        self.inner, number = self.start("Xephyr", "-screen", "1600x1200", "-nolisten", "tcp", DISPLAY=f":{number}")
        self.environment = {**os.environ, "DISPLAY": f":{number}"}

    @staticmethod
    def start(*command, **environment):
        reader, writer = os.pipe()
        process = subprocess.Popen([command[0], "-displayfd", str(writer), *command[1:]], pass_fds=(writer,), stderr=subprocess.DEVNULL,
                                   env={**os.environ, **environment})
        os.close(writer)
        with os.fdopen(reader) as said:
            number = said.readline().strip()
        assert number, f"{command[0]} does not start"
        return process, number

    def run(self, *command):
        return subprocess.run(command, capture_output=True, text=True, env=self.environment, timeout=30, check=False).stdout

    def resize(self, size):
        self.run("xrandr", "-s", "{}x{}".format(*size))
        until("the screen's new size", lambda: "current {} x {}".format(*size) in self.run("xrandr"))

    def window(self):
        """(x, y, width, height) of the program's window, or None."""
        found = re.search(r'"POS Back Office[^"]*".*?  (\d+)x(\d+)\+(-?\d+)\+(-?\d+)  ', self.run("xwininfo", "-root", "-tree"))
        return (int(found[3]), int(found[4]), int(found[1]), int(found[2])) if found else None

    def stop(self):
        for process in (self.inner, self.outer):
            process.terminate()
            process.wait(30)


def lies_on(box, size):
    x, y, width, height = box
    return x >= 0 and y >= 0 and x + width <= size[0] and y + height <= size[1]


class Unplugged(unittest.TestCase):
    def test_a_smaller_screen_comes(self):
        store = Store()
        self.addCleanup(store.remove)
        store.start()
        store.make_shop(1)
        screen = Screen()
        self.addCleanup(screen.stop)
        runtime = store.folder + "/runtime"
        os.mkdir(runtime, 0o700)
        program = subprocess.Popen([BIN / "pos-backoffice", "--server", f"http://127.0.0.1:{store.port}"], cwd=store.folder,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   env={**screen.environment, "QT_QPA_PLATFORM": "xcb", "XDG_RUNTIME_DIR": runtime,
                                        "XDG_CONFIG_HOME": store.folder + "/config", "XDG_DATA_HOME": store.folder + "/share"})
        self.addCleanup(program.wait, 60)
        self.addCleanup(program.terminate)
        first = until("the window", screen.window)
        self.assertGreater(first[2], SMALL[0])
        self.assertTrue(lies_on(first, LARGE), first)
        for _ in range(3):
            screen.resize(SMALL)
            until(f"the window lies on the small screen: {screen.window()}", lambda: lies_on(screen.window(), SMALL))
            screen.resize(LARGE)
        self.assertIsNone(program.poll())
        self.assertTrue(lies_on(screen.window(), LARGE))


if __name__ == "__main__":
    unittest.main()
