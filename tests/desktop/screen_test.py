# SPDX-License-Identifier: GPL-3.0-or-later
"""The large screen is unplugged and a smaller one comes: the window lies on it whole.

A real X server whose screen changes its size under the running program: Xephyr, inside Xvfb."""
import os
import re
import subprocess
import unittest

from display import start_window, start_x, stop, until
from store import Store

LARGE, SMALL = (1600, 1200), (1024, 768)


class Screen:
    def __init__(self):
        self.outer, display = start_x("Xvfb", "-screen", "0", "{}x{}x24".format(*LARGE))
        self.inner, self.display = start_x("Xephyr", "-screen", "{}x{}".format(*LARGE), DISPLAY=display)

    def run(self, *command):
        return subprocess.run(command, capture_output=True, text=True, env={**os.environ, "DISPLAY": self.display}, timeout=30, check=False).stdout

    def resize(self, size):
        self.run("xrandr", "-s", "{}x{}".format(*size))
        until("the screen's new size", lambda: "current {} x {}".format(*size) in self.run("xrandr"))

    def window(self):
        """(x, y, width, height) of the program's window, or None."""
        found = re.search(r'"POS Back Office[^"]*".*?  (\d+)x(\d+)\+(-?\d+)\+(-?\d+)  ', self.run("xwininfo", "-root", "-tree"))
        return (int(found[3]), int(found[4]), int(found[1]), int(found[2])) if found else None

    def stop(self):
        stop(self.inner)
        stop(self.outer)


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
        program = start_window(store, DISPLAY=screen.display)
        self.addCleanup(stop, program)
        first = until("the window", screen.window)
        self.assertGreater(first[2], SMALL[0])
        self.assertTrue(lies_on(first, LARGE), first)
        for _ in range(3):
            screen.resize(SMALL)
            until(lambda: f"the window lies on the small screen: {screen.window()}", lambda: lies_on(screen.window(), SMALL))
            screen.resize(LARGE)
        self.assertIsNone(program.poll())
        self.assertTrue(lies_on(screen.window(), LARGE))


if __name__ == "__main__":
    unittest.main()
