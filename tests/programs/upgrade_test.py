# SPDX-License-Identifier: GPL-3.0-or-later
"""A newer program brings an older store up and keeps how it was; root never takes a store away from its owner."""
import json
import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile
import unittest

from shop_test import ENVIRONMENT, PROGRAMS, Server, create, posctl

SERVICE = "nobody"  # any user but root


def owners(folder):
    found = {os.stat(folder).st_uid}
    for place, folders, files in os.walk(folder):
        found |= {os.lstat(os.path.join(place, name)).st_uid for name in folders + files}
    return {pwd.getpwuid(uid).pw_name for uid in found}


class Stores(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="pos-upgrade-", dir="/var/tmp")
        os.chmod(self.folder.name, 0o755)
        self.data = os.path.join(self.folder.name, "data")

    def tearDown(self):
        self.folder.cleanup()

    def kept(self):
        return sorted(pathlib.Path(self.data, "backups").glob("upgrade-*.posbackup"))


class Upgrade(Stores):
    def test_an_older_store_is_brought_up_and_kept_as_it_was(self):
        self.assertEqual(create(self.data).returncode, 0)
        self.assertEqual(self.kept(), [], "a new store has nothing to keep")
        newest = json.loads(posctl(self.data, "migrate", "version").stdout)["version"]
        down = posctl(self.data, "migrate", "down", "1")
        self.assertEqual(down.returncode, 0, down.stderr)

        server = Server(self.data)
        try:
            self.assertIn("Keeping the database as it is in", server.said)
            self.assertIn("Brought the database up to date (1 steps).", server.said)
            self.assertEqual(server.login("siti@toko.example")[0], 200)
        finally:
            server.stop()
        kept = self.kept()
        self.assertEqual(len(kept), 1, kept)
        self.assertEqual(kept[0].stat().st_mode & 0o777, 0o600)

        # It is a whole backup of the older schema.
        restored = posctl(os.path.join(self.folder.name, "restored"), "restore", str(kept[0]))
        self.assertEqual(restored.returncode, 0, restored.stderr)
        self.assertLess(json.loads(restored.stdout)["schema"], newest)

        server = Server(self.data)
        server.stop()
        self.assertNotIn("Keeping the database", server.said)
        self.assertEqual(self.kept(), kept)

    def test_without_room_for_the_backup_nothing_is_changed(self):
        self.assertEqual(create(self.data).returncode, 0)
        self.assertEqual(posctl(self.data, "migrate", "down", "1").returncode, 0)
        older = json.loads(posctl(self.data, "migrate", "version").stdout)["version"]
        environment = {**ENVIRONMENT, "POS_BACKUP_DIR": "/proc/backups"}
        refused = subprocess.run([PROGRAMS["pos-server"], "--data", self.data], capture_output=True, text=True, timeout=120, cwd="/",
                                 env=environment)
        self.assertEqual(refused.returncode, 1, refused.stderr)
        self.assertIn("/proc/backups cannot be made", refused.stderr)
        self.assertEqual(json.loads(posctl(self.data, "migrate", "version").stdout)["version"], older)


class SomebodyElsesStore(Stores):
    """Only root can come upon one: for others the folder is closed."""

    def setUp(self):
        super().setUp()
        os.mkdir(self.data)
        if os.geteuid() == 0:
            os.chown(self.data, pwd.getpwnam(SERVICE).pw_uid, pwd.getpwnam(SERVICE).pw_gid)

    def test_posctl_works_as_its_owner(self):
        made = create(self.data)
        self.assertEqual(made.returncode, 0, made.stderr)
        if os.geteuid() == 0:
            self.assertIn(f"Working as the user {SERVICE}, who owns {self.data}.", made.stderr)
            # As that user, so the file cannot lie just anywhere.
            refused = posctl(self.data, "backup", "/root.posbackup")
            self.assertEqual(refused.returncode, 1)
            self.assertIn("Permission denied", refused.stderr)
        self.assertEqual(owners(self.data), {SERVICE if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name})

    def test_a_server_started_by_root_keeps_its_hands_off(self):
        self.assertEqual(create(self.data).returncode, 0)
        process = {}
        if os.geteuid() == 0:
            before = owners(self.data)
            refused = subprocess.run([PROGRAMS["pos-server"], "--data", self.data], capture_output=True, text=True, timeout=60, cwd="/",
                                     env=ENVIRONMENT)
            self.assertEqual(refused.returncode, 1)
            self.assertIn(f"belongs to the user {SERVICE}", refused.stderr)
            self.assertEqual(owners(self.data), before)
            # The clone may lie where only root reads.
            process = {"executable": shutil.copy(PROGRAMS["pos-server"], self.folder.name), "user": SERVICE,
                       "group": pwd.getpwnam(SERVICE).pw_gid, "extra_groups": []}
        server = Server(self.data, **process)
        try:
            self.assertEqual(server.login("siti@toko.example")[0], 200)
            # Beside the running server too.
            second = posctl(self.data, "owner", "create", "--shop", "toko", "--name", "Budi", "--email", "budi@toko.example",
                            "--password-stdin")
            self.assertEqual(second.returncode, 0, second.stderr)
        finally:
            server.stop()


if __name__ == "__main__":
    unittest.main()
