# SPDX-License-Identifier: GPL-3.0-or-later
"""The window as a screen reader sees it: through AT-SPI, over a real bus, with nothing but what it says of itself."""
import os
import subprocess
import unittest

from display import start_window, start_x, stop, until
from store import PASSWORD, Store

PAGES = {"en": ("Today", "Orders", "Products", "Stock", "Import", "Staff", "Services", "Settings"),
         "id": ("Hari ini", "Pesanan", "Produk", "Stok", "Impor", "Staf", "Layanan", "Pengaturan")}


class Reader:
    """The tree of one program."""

    def __init__(self):
        self.display, os.environ["DISPLAY"] = start_x("Xvfb", "-screen", "0", "1440x900x24")
        self.bus = subprocess.Popen(["dbus-daemon", "--session", "--print-address=1", "--nofork"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                    text=True)
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = self.bus.stdout.readline().strip()
        import pyatspi  # reads both when it is imported
        self.atspi = pyatspi

    def stop(self):
        stop(self.bus)
        self.bus.stdout.close()
        stop(self.display)

    def children(self, node):
        return [child for child in (node.getChildAtIndex(n) for n in range(node.childCount)) if child]

    def window(self):
        programs = [one for one in self.children(self.atspi.Registry.getDesktop(0)) if one.name == "pos-backoffice"]
        return next(iter(self.children(programs[0])), None) if programs else None

    def shown(self, node):
        """All that is on the screen. A list that changes while it is read is read by the next call."""
        try:
            if not node.getState().contains(self.atspi.STATE_SHOWING):
                return []
            return [node] + [found for child in self.children(node) for found in self.shown(child)]
        except Exception:  # the bus has a dozen ways to say that a node has gone
            return []

    def find(self, role, name):
        return next((node for node in self.shown(self.window()) if (node.getRoleName(), node.name) == (role, name)), None)

    def wait(self, role, name):
        return until(f"{role} {name}", lambda: self.find(role, name))

    def write(self, role, name, text):
        self.wait(role, name).queryEditableText().setTextContents(text)

    def press(self, role, name):
        action = self.wait(role, name).queryAction()
        action.doAction(next(n for n in range(action.nActions) if action.getName(n) in ("Press", "Toggle", "Check")))

    def nameless(self):
        """Roles of what takes the focus and does not say what it is. A cell may be empty."""
        return [node.getRoleName() for node in self.shown(self.window()) if node.getRoleName() != "table cell"
                and node.getState().contains(self.atspi.STATE_FOCUSABLE) and not node.name.strip()]


class ScreenReader(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.reader = Reader()
        cls.addClassCleanup(cls.reader.stop)

    def setUp(self):
        self.store = Store()
        self.addCleanup(self.store.remove)

    def start(self, *options):
        program = start_window(self.store, *options, QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1")
        self.addCleanup(until, "the window's end", lambda: not self.reader.window())
        self.addCleanup(stop, program)
        until("the window", self.reader.window)

    def go_through(self, language):
        for page in PAGES[language]:
            with self.subTest(page=page):
                self.reader.press("radio button", page)
                self.reader.wait("label", page)
                until(lambda: f"names of {self.reader.nameless()}", lambda: not self.reader.nameless())
        self.reader.press("radio button", PAGES[language][2])
        for name in ("Barang 0", "Barang 1", "Barang 2"):
            self.reader.wait("table cell", name)

    def test_sign_in_and_every_page_in_both_languages(self):
        reader = self.reader
        self.store.start()
        self.store.make_shop(3)
        self.start()
        self.assertEqual(reader.nameless(), [])
        reader.write("text", "E-mail", "siti@example.com")
        reader.write("password text", "Password", PASSWORD)
        reader.press("push button", "Sign in")
        self.go_through("en")
        reader.press("push button", "Language")
        self.go_through("id")

    def test_the_wizard_speaks_the_language_that_is_chosen(self):
        self.start("--data", self.store.data, "--port-base", str(self.store.port))
        for choice, word in (("Bahasa Indonesia", "Bahasa"), ("English", "Language"), ("Bahasa Indonesia", "Bahasa")):
            self.reader.press("radio button", choice)
            self.reader.wait("label", word)
            self.assertEqual(self.reader.nameless(), [])


if __name__ == "__main__":
    unittest.main()
