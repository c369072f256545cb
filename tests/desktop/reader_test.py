# SPDX-License-Identifier: GPL-3.0-or-later
"""The window as a screen reader sees it: through AT-SPI, over a real bus, with nothing but what it says of itself."""
import os
import subprocess
import sys
import unittest

from gi.repository import GLib

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
        # The bus starts its registry when it is asked first. Who asks too early never asks again: so others ask first.
        until("the registry of AT-SPI", self.answers)
        import pyatspi  # reads both when it is imported
        self.atspi = pyatspi

    @staticmethod
    def answers():
        asked = subprocess.run([sys.executable, "-c", "import pyatspi; print(pyatspi.Registry.getDesktop(0).childCount)"], capture_output=True,
                               text=True, timeout=60, check=False)
        return asked.stdout.strip() == "0" and "Couldn't" not in asked.stderr

    def stop(self):
        stop(self.bus)
        self.bus.stdout.close()
        stop(self.display)

    def children(self, node):
        return [child for child in (node.getChildAtIndex(n) for n in range(node.childCount)) if child]

    def window(self):
        try:
            programs = [one for one in self.children(self.atspi.Registry.getDesktop(0)) if one.name == "pos-backoffice"]
            return next(iter(self.children(programs[0])), None) if programs else None
        except GLib.GError:
            return None

    def shown(self, node):
        """(node, role, name, whether it takes the focus) of all that is on the screen. What goes while it is read is left out."""
        if not node:
            return []
        try:
            state = node.getState()
            if not state.contains(self.atspi.STATE_SHOWING):
                return []
            said = (node, node.getRoleName(), node.name.strip(), state.contains(self.atspi.STATE_FOCUSABLE))
            return [said] + [found for child in self.children(node) for found in self.shown(child)]
        except GLib.GError:
            return []

    def wait(self, role, name):
        return until(f"{role} {name}", lambda: next((node for node, *words, _ in self.shown(self.window()) if words == [role, name]), None))

    def write(self, role, name, text):
        self.wait(role, name).queryEditableText().setTextContents(text)

    def press(self, role, name):
        def pressed():
            try:
                action = self.wait(role, name).queryAction()
                return action.doAction(next(n for n in range(action.nActions) if action.getName(n) in ("Press", "Toggle", "Check")))
            except GLib.GError:  # it has gone, and another has come or will come
                return False
        until(f"{role} {name} can be pressed", pressed)

    def nameless(self):
        """Roles of what takes the focus and does not say what it is. A cell may be empty."""
        return [role for _, role, name, takes_focus in self.shown(self.window()) if takes_focus and not name and role != "table cell"]


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
