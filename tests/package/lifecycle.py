# SPDX-License-Identifier: GPL-3.0-or-later
"""The package's whole life in one Debian, in this order: install, serve, window, upgrade, go back, remove, purge.
Started by scripts/test-package."""
import contextlib
import json
import os
import pathlib
import re
import subprocess
import unittest

from container import Container, Screen, wait_for

DEB = pathlib.Path(os.environ["POS_DEB"])
ROOT = pathlib.Path(os.environ["POS_ROOT"])
OUT = pathlib.Path(os.environ["POS_OUT"])
SOURCE = pathlib.Path(os.environ["POS_SOURCE_DIR"])
OLDER = "0.0.9"
DATA = "/var/lib/pos-backoffice"
BACKUPS = "/srv/pos-backups"
SETTINGS = "/etc/pos-backoffice/pos-server.env"
PASSWORD = "kata sandi panjang"
EMAIL = "owner@example.com"
SALES = SOURCE / "tests/data/online-retail-dec2010.csv"
BOOKS = """SELECT (SELECT count(*) FROM shop.products), (SELECT count(*) FROM shop.orders), (SELECT sum(total) FROM shop.orders),
    (SELECT count(*) FROM shop.order_lines), (SELECT count(*) FROM shop.stock_movements), (SELECT sum(on_hand) FROM shop.stock_levels)"""


def version_of(deb):
    return subprocess.run(["dpkg-deb", "-f", deb, "Version"], check=True, capture_output=True, text=True).stdout.strip()


def make_older(deb, file):
    """The same package under a lower version: what an upgrade does to data and service is the same."""
    folder = OUT / "older"
    subprocess.run(["dpkg-deb", "-R", deb, folder], check=True)
    control = folder / "DEBIAN/control"
    control.write_text(re.sub(r"(?m)^Version: .*$", f"Version: {OLDER}", control.read_text()))
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Znone", "-b", folder, file], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["rm", "-rf", folder], check=True)


class Lifecycle(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.version = version_of(DEB)
        make_older(DEB, ROOT / "srv/older.deb")
        subprocess.run(["cp", DEB, ROOT / "srv/newer.deb"], check=True)
        lines = SALES.read_text(encoding="utf-8-sig").splitlines(keepends=True)[:401]
        (ROOT / "srv/sales.csv").write_text("".join(lines), encoding="utf-8")
        with open(ROOT / "srv/products.csv", "w", encoding="utf-8") as products:
            subprocess.run([SOURCE / "scripts/demo-products", ROOT / "srv/sales.csv"], check=True, stdout=products)
        cls.shop = Container(ROOT)
        cls.addClassCleanup(cls.shop.close)
        cls.shop.run("useradd", "--create-home", "siti")
        cls.screen = Screen(cls.shop)
        cls.addClassCleanup(cls.screen.close)

    # --- What a person does ---

    def apt(self, *words):
        return self.shop.run("apt-get", "-y", "-q", *words)

    def systemctl(self, *words, check=True):
        return self.shop.run("systemctl", *words, check=check).stdout.strip()

    def main_process(self):
        return self.systemctl("show", "--value", "--property=MainPID", "pos-server")

    def ask(self, path, body=None, token=None, port=8080):
        """The API as another program on that computer sees it: status and document."""
        words = ["curl", "-s", "-w", "\n%{http_code}", f"http://127.0.0.1:{port}{path}"]
        if body is not None:
            words += ["-H", "Content-Type: application/json", "-d", json.dumps(body)]
        if token:
            words += ["-H", f"Authorization: Bearer {token}"]
        # Of the test's own machine: the Debian inside has no curl.
        said = subprocess.run(["nsenter", f"--target={self.shop.leader}", "--net", *words], capture_output=True, text=True, timeout=60)
        text, _, status = said.stdout.rpartition("\n")
        return int(status or 0), json.loads(text) if text.startswith(("{", "[")) else {}

    def serving(self, port=8080):
        wait_for(f"a server on {port}", lambda: self.ask("/ready", port=port)[0] == 200)

    def owner_signs_in(self):
        status, signed_in = self.ask("/api/v1/auth/login", {"email": EMAIL, "password": PASSWORD})
        self.assertEqual(status, 200, signed_in)
        return signed_in["access_token"]

    def books(self):
        url = self.shop.run("posctl", "db", "url", "--role", "admin").stdout.strip()
        return self.shop.run("runuser", "-u", "pos-backoffice", "--", "psql", "-tA", url, "-c", BOOKS).stdout.strip()

    def owners(self, folder):
        found = self.shop.run("find", folder, "-printf", "%u\n").stdout.split()
        return set(found)

    @contextlib.contextmanager
    def window(self, name, *options, title="POS Back Office", **variables):
        """Opens the window as the ordinary user; takes its picture in the end, and closes it."""
        command = self.shop.command("pos-backoffice", *options, user="siti", DISPLAY=self.screen.display, **variables)
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            wait_for("a window", lambda: title in self.screen.windows())
            picture = OUT / f"{name}.png"

            def painted():
                self.screen.picture(picture)
                return self.screen.colours(picture) > 50

            wait_for("a painted window", painted)
            yield
            self.screen.settled(picture)
            self.assertTrue(painted())
        finally:
            # The program, not nsenter that waits for it.
            self.shop.run("pkill", "-TERM", "-u", "siti", "-x", "pos-backoffice", check=False)
            said, _ = process.communicate(timeout=60)
            self.assertNotIn("could not", said.lower())
            self.assertEqual(process.returncode, 0, said)

    # --- Its life ---

    def test_01_installing_starts_nothing_and_makes_what_the_service_needs(self):
        self.apt("install", "/srv/older.deb")
        for program in ("pos-backoffice", "pos-server", "posctl"):
            said = self.shop.run(program, "--version", QT_QPA_PLATFORM="offscreen").stdout.strip()
            self.assertEqual(said, f"{program} {self.version}")
        self.assertEqual(self.systemctl("is-enabled", "pos-server", check=False), "disabled")
        self.assertEqual(self.systemctl("is-active", "pos-server", check=False), "inactive")
        self.assertEqual(self.shop.run("stat", "-c", "%U:%G %a", SETTINGS).stdout.strip(), "root:pos-backoffice 640")
        self.assertEqual(self.shop.run("stat", "-c", "%U:%G %a", DATA).stdout.strip(), "pos-backoffice:pos-backoffice 700")
        self.assertEqual(self.shop.run("dpkg", "--verify", "pos-backoffice").stdout, "")

    def test_02_the_service_runs_as_its_own_user_with_its_settings(self):
        with open(self.shop.path(SETTINGS), "a", encoding="utf-8") as settings:
            settings.write("\nPOS_LISTEN=0.0.0.0\n")
        self.systemctl("enable", "--now", "pos-server")
        self.serving()
        self.assertEqual(self.owners(DATA), {"pos-backoffice"})
        pid = self.main_process()
        self.assertEqual(self.shop.run("ps", "-o", "user:20=", "-p", pid).stdout.strip(), "pos-backoffice")
        # 0.0.0.0:8080 in the kernel's own words: the settings file was read.
        self.assertIn("00000000:1F90", self.shop.run("cat", "/proc/net/tcp").stdout)
        status = pathlib.Path(f"/proc/{self.shop.leader}/root/proc/{pid}/status").read_text()
        self.assertIn("NoNewPrivs:\t1", status)
        self.assertIn("Seccomp:\t2", status)
        self.assertRegex(status, r"CapBnd:\t0{16}\n")

    def test_03_root_makes_the_shop_beside_the_running_service(self):
        made = self.shop.run("posctl", "shop", "create", "--name", "Gift Shop", "--slug", "gifts", "--currency", "GBP", "--zone",
                             "Europe/London", "--language", "en", "--owner-email", EMAIL, "--password-stdin", text=PASSWORD + "\n")
        self.assertIn("gifts", made.stdout)
        self.owner_signs_in()
        self.shop.run("posctl", "import", "products", "/srv/products.csv")
        self.shop.run("posctl", "import", "sales", "/srv/sales.csv")
        self.assertEqual(self.owners(DATA), {"pos-backoffice"})
        products, orders = self.books().split("|")[:2]
        self.assertGreater(int(products), 100)
        self.assertGreater(int(orders), 10)

    def test_04_a_receipt_is_printed_and_a_backup_written_inside_the_services_walls(self):
        token = self.owner_signs_in()
        _, orders = self.ask("/api/v1/orders?limit=1", token=token)
        status, _ = self.ask(f"/api/v1/orders/{orders['items'][0]['id']}/receipt", token=token)
        self.assertEqual(status, 200)
        self.shop.run("posctl", "backup", f"{DATA}/backups/by-hand.posbackup")
        self.assertEqual(self.shop.run("stat", "-c", "%U %a", f"{DATA}/backups/by-hand.posbackup").stdout.strip(), "pos-backoffice 600")
        said = self.shop.run("journalctl", "-u", "pos-server", "--no-pager").stdout
        self.assertNotIn("XDG_RUNTIME_DIR", said)
        self.assertNotIn("denied", said.lower())

    def test_05_a_killed_postgresql_comes_back_inside_the_services_walls(self):
        postmaster = int(self.shop.path(f"{DATA}/postgres/postmaster.pid").read_text().split()[0])
        self.shop.run("kill", "-9", postmaster)
        wait_for("another PostgreSQL", lambda: self.ask("/ready")[0] == 200
                 and int(self.shop.path(f"{DATA}/postgres/postmaster.pid").read_text().split()[0]) != postmaster)
        self.owner_signs_in()

    def test_06_the_window_opens_on_the_service(self):
        with self.window("window-on-the-service", "--server", "http://127.0.0.1:8080"):
            self.serving()
        self.assertFalse(self.shop.path("/home/siti/.local/share/pos-backoffice").exists())
        self.assertTrue(self.shop.path("/home/siti/.config/pos-backoffice/desktop.sqlite").exists())

    def test_07_the_window_has_a_server_of_its_own_in_the_users_folders(self):
        with self.window("window-first-run", "--port-base", "18080"):
            self.serving(18080)
            self.assertEqual(self.ask("/ready", port=18080)[1]["first_run"], True)
        self.assertEqual(self.owners("/home/siti/.local/share/pos-backoffice"), {"siti"})
        self.assertEqual(self.shop.run("stat", "-c", "%a", "/home/siti/.local/share/pos-backoffice").stdout.strip(), "700")

    def test_08_xdg_folders_are_honoured(self):
        elsewhere = {"XDG_DATA_HOME": "/home/siti/d", "XDG_CONFIG_HOME": "/home/siti/c", "XDG_CACHE_HOME": "/home/siti/k"}
        with self.window("window-xdg", "--port-base", "18080", **elsewhere):
            self.serving(18080)
        self.assertTrue(self.shop.path("/home/siti/d/pos-backoffice/postgres").exists())
        self.assertTrue(self.shop.path("/home/siti/c/pos-backoffice/desktop.sqlite").exists())

    def test_09_the_desktop_finds_it(self):
        for file in ("applications/pos-backoffice.desktop", "icons/hicolor/scalable/apps/pos-backoffice.svg",
                     "icons/hicolor/48x48/apps/pos-backoffice.png", "metainfo/org.posbackoffice.posbackoffice.metainfo.xml",
                     "man/man1/posctl.1.gz", "man/man1/pos-server.1.gz", "man/man1/pos-backoffice.1.gz",
                     "bash-completion/completions/posctl", "doc/pos-backoffice/README.Debian", "doc/pos-backoffice/copyright"):
            self.assertTrue(self.shop.path(f"/usr/share/{file}").is_file(), file)
        words = self.shop.run("bash", "-c", "source /usr/share/bash-completion/completions/posctl; COMP_WORDS=(posctl import '');"
                              "COMP_CWORD=2; _posctl; echo ${COMPREPLY[@]}").stdout.split()
        self.assertTrue({"products", "sales"} <= set(words), words)

    def test_10_a_backup_folder_elsewhere_is_opened_as_readme_debian_says(self):
        self.shop.run("install", "-d", "-m", "700", "-o", "pos-backoffice", "-g", "pos-backoffice", BACKUPS)
        drop_in = self.shop.path("/etc/systemd/system/pos-server.service.d/override.conf")
        drop_in.parent.mkdir(parents=True)
        drop_in.write_text(f"[Service]\nReadWritePaths={BACKUPS}\n")
        with open(self.shop.path(SETTINGS), "a", encoding="utf-8") as settings:
            settings.write(f"POS_BACKUP_DIR={BACKUPS}\n")
        self.systemctl("daemon-reload")
        self.systemctl("restart", "pos-server")
        self.serving()
        # The next test has the service itself write there.

    def test_11_an_upgrade_restarts_the_service_and_keeps_everything(self):
        before, pid = self.books(), self.main_process()
        self.shop.run("posctl", "migrate", "down", "1")  # the older version had an older schema
        said = self.apt("install", "/srv/newer.deb").stdout
        self.assertNotIn("pos-backoffice:", said)
        self.assertEqual(self.shop.run("dpkg-query", "-W", "-f", "${Version}", "pos-backoffice").stdout, self.version)
        self.serving()
        self.assertNotEqual(self.main_process(), pid)
        self.assertEqual(self.systemctl("is-enabled", "pos-server"), "enabled")
        journal = self.shop.run("journalctl", "-u", "pos-server", "--no-pager").stdout
        self.assertIn("Keeping the database as it is", journal)
        self.assertIn("Brought the database up to date", journal)
        self.assertEqual(self.books(), before)
        self.owner_signs_in()
        self.assertIn("POS_LISTEN=0.0.0.0", self.shop.path(SETTINGS).read_text())
        self.assertEqual(len(list(self.shop.path(BACKUPS).glob("upgrade-*.posbackup"))), 1)
        self.assertEqual(self.shop.run("stat", "-c", "%U:%G %a", SETTINGS).stdout.strip(), "root:pos-backoffice 640")

    def test_12_an_upgrade_leaves_a_stopped_service_stopped(self):
        self.systemctl("stop", "pos-server")
        self.apt("install", "--reinstall", "/srv/newer.deb")
        self.assertEqual(self.systemctl("is-active", "pos-server", check=False), "inactive")
        self.assertEqual(self.shop.run("pgrep", "-u", "pos-backoffice", check=False).stdout, "", "nothing of the service is left running")

    def test_13_the_way_back_of_readme_debian(self):
        self.systemctl("start", "pos-server")
        self.serving()
        before = self.books()
        self.systemctl("stop", "pos-server")
        self.apt("install", "--allow-downgrades", "/srv/older.deb")
        kept = next(self.shop.path(BACKUPS).glob("upgrade-*.posbackup"))
        newer = f"{DATA}.newer"
        self.shop.run("mv", DATA, newer)
        self.shop.run("install", "-d", "-m", "700", "-o", "pos-backoffice", "-g", "pos-backoffice", DATA)
        self.shop.run("cp", "-a", f"{newer}/keys", f"{newer}/settings.env", f"{DATA}/")
        self.shop.run("posctl", "restore", f"{BACKUPS}/{kept.name}")
        self.systemctl("start", "pos-server")
        self.serving()
        self.assertEqual(self.books(), before)
        self.owner_signs_in()
        self.assertEqual(self.owners(DATA), {"pos-backoffice"})
        self.apt("install", "/srv/newer.deb")
        self.serving()

    def test_14_removing_stops_the_service_and_keeps_the_data(self):
        before = self.books()
        self.apt("remove", "pos-backoffice")
        self.assertEqual(self.shop.run("pgrep", "-u", "pos-backoffice", check=False).stdout, "")
        self.assertFalse(self.shop.path("/usr/bin/pos-server").exists())
        self.assertTrue(self.shop.path(f"{DATA}/postgres/PG_VERSION").exists())
        self.assertTrue(self.shop.path(SETTINGS).exists())
        self.apt("install", "/srv/newer.deb")
        self.systemctl("start", "pos-server")
        self.serving()
        self.assertEqual(self.books(), before)

    def test_15_a_purge_says_where_the_data_is_and_leaves_it(self):
        before = self.books()
        purged = self.apt("purge", "pos-backoffice")
        self.assertIn(f"the shop's data, keys and backups are kept in {DATA}", purged.stdout + purged.stderr)
        for gone in (SETTINGS, "/lib/systemd/system/pos-server.service", "/usr/bin/posctl", "/var/cache/pos-backoffice",
                     "/etc/systemd/system/multi-user.target.wants/pos-server.service"):
            self.assertFalse(os.path.lexists(self.shop.path(gone)), gone)
        for stays in (f"{DATA}/postgres/PG_VERSION", f"{DATA}/keys/master.key", "/home/siti/.local/share/pos-backoffice/postgres"):
            self.assertTrue(self.shop.path(stays).exists(), stays)
        self.assertEqual(self.systemctl("is-system-running", check=False), "running")
        self.apt("install", "/srv/newer.deb")
        self.systemctl("start", "pos-server")
        self.serving()
        self.assertEqual(self.books(), before)
        self.owner_signs_in()


if __name__ == "__main__":
    unittest.main()
