# SPDX-License-Identifier: GPL-3.0-or-later
"""What the package installs is valid, and says nothing that the programs do not do."""
import gzip
import os
import pathlib
import re
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as xml

SOURCE = pathlib.Path(os.environ["POS_SOURCE_DIR"])
BIN = pathlib.Path(os.environ["POS_BIN_DIR"])
INSTALLER = SOURCE / "installer"
PROGRAMS = ("pos-backoffice", "pos-server", "posctl")
VERSION = re.search(r"project\(pos_backoffice VERSION (\S+)", (SOURCE / "CMakeLists.txt").read_text())[1]
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith(("POS_", "LOG_", "DATABASE_"))}


def run(*words, **options):
    return subprocess.run(list(map(str, words)), capture_output=True, text=True, timeout=120, env=ENVIRONMENT, **options)


class Desktop(unittest.TestCase):
    def test_the_desktop_file_is_valid_and_in_both_languages(self):
        file = INSTALLER / "desktop/pos-backoffice.desktop"
        said = run("desktop-file-validate", file)
        self.assertEqual((said.returncode, said.stdout + said.stderr), (0, ""))
        lines = file.read_text().splitlines()
        keys = {line.split("=")[0] for line in lines if "=" in line}
        for key in ("Name", "GenericName", "Comment", "Keywords"):
            self.assertTrue({key, f"{key}[id]"} <= keys, key)
        # A desktop joins window and launcher by this name.
        self.assertIn("StartupWMClass=pos-backoffice", lines)
        self.assertIn('setDesktopFileName(QStringLiteral("pos-backoffice"))', (SOURCE / "app/pos-backoffice.cpp").read_text())

    def test_the_metainfo_is_valid_and_of_this_version(self):
        file = next(INSTALLER.glob("desktop/*.metainfo.xml"))
        said = run("appstreamcli", "validate", "--no-net", "--pedantic", file)
        self.assertEqual(said.returncode, 0, said.stdout + said.stderr)
        root = xml.parse(file).getroot()
        self.assertEqual(root.findtext("id") + ".metainfo.xml", file.name)
        self.assertEqual(root.find("releases/release").get("version"), VERSION)
        languages = {p.get("{http://www.w3.org/XML/1998/namespace}lang") for p in root.findall("description/p")}
        self.assertEqual(languages, {None, "id"})

    def test_the_icon_is_drawn_here_alone(self):
        icon = xml.parse(INSTALLER / "desktop/pos-backoffice.svg").getroot()
        self.assertEqual(icon.get("viewBox"), "0 0 128 128")
        self.assertNotIn("href", (INSTALLER / "desktop/pos-backoffice.svg").read_text())


class Service(unittest.TestCase):
    def unit(self):
        return (INSTALLER / "systemd/pos-server.service").read_text()

    def test_the_unit_is_valid(self):
        with tempfile.TemporaryDirectory() as folder:
            unit = pathlib.Path(folder, "pos-server.service")
            unit.write_text(self.unit().replace("ExecStart=/usr/bin/", f"ExecStart={BIN}/"))
            said = run("systemd-analyze", "verify", "--man=no", unit)
            self.assertEqual((said.returncode, said.stdout + said.stderr), (0, ""))

    def test_its_walls_are_as_thick_as_they_were(self):
        said = run("systemd-analyze", "security", "--offline=yes", "--no-pager", "--threshold=20",
                   INSTALLER / "systemd/pos-server.service")
        self.assertEqual(said.returncode, 0, said.stdout + said.stderr)

    def test_the_program_understands_its_command_line(self):
        command = re.search(r"(?m)^ExecStart=/usr/bin/(\S+) (.*)$", self.unit())
        said = run(BIN / command[1], *command[2].split(), "--version", cwd="/")
        self.assertEqual(said.returncode, 0, said.stderr)

    def test_unit_user_and_scripts_name_the_same_user_and_folder(self):
        user = re.search(r"(?m)^User=(.*)$", self.unit())[1]
        self.assertIn(f"u {user} -", (INSTALLER / "systemd/sysusers.conf").read_text())
        folder = "/var/lib/" + re.search(r"(?m)^StateDirectory=(.*)$", self.unit())[1]
        self.assertIn(f"--data {folder}\n", self.unit())
        for script in ("postinst", "postrm"):
            self.assertIn(f"data={folder}\n", (INSTALLER / "debian" / script).read_text())


class Scripts(unittest.TestCase):
    def test_maintainer_scripts_are_plain_shell(self):
        for script in ("postinst", "prerm", "postrm"):
            said = run("dash", "-n", INSTALLER / "debian" / script)
            self.assertEqual((said.returncode, said.stderr), (0, ""))

    def test_none_deletes_the_data_folder(self):
        for script in ("postinst", "prerm", "postrm"):
            removed = re.findall(r"\brm\s+-\S*r\S*\s+(.*)", (INSTALLER / "debian" / script).read_text())
            self.assertEqual([r for r in removed if r != "/var/cache/pos-backoffice"], [])

    def test_the_changelog_and_the_copyright_are_of_this_tree(self):
        said = run("dpkg-parsechangelog", "-l", INSTALLER / "debian/changelog", "-S", "Version")
        self.assertEqual((said.returncode, said.stdout.strip()), (0, VERSION), said.stderr)
        copyright_ = (INSTALLER / "debian/copyright").read_text()
        for folder in re.findall(r"(?m)^Files: (\S+?)(?:/\*)?$", copyright_):
            self.assertTrue(folder == "*" or (SOURCE / folder).exists(), folder)


class Made(unittest.TestCase):
    """What make-files writes from the programs themselves."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.out = pathlib.Path(cls.folder.name, "files")
        said = run(INSTALLER / "make-files", BIN, cls.out)
        assert said.returncode == 0, said.stdout + said.stderr

    def page(self, program):
        return gzip.decompress((self.out / f"man1/{program}.1.gz").read_bytes()).decode()

    def test_every_variable_of_the_settings_file_is_a_setting(self):
        known = dict(re.findall(r"(?m)^#([A-Z_]+)=(.*)$", (SOURCE / ".env.example").read_text()))
        self.assertGreater(len(known), 15)
        text = (self.out / "pos-server.env").read_text()
        self.assertEqual(dict(re.findall(r"(?m)^#([A-Z_]+)=(.*)$", text)), known)
        self.assertEqual([line for line in text.splitlines() if line and not line.startswith("#")], [], "a new service has the defaults")

    def test_the_program_takes_the_settings_file_with_every_default_set(self):
        text = (self.out / "pos-server.env").read_text()
        with tempfile.TemporaryDirectory() as data:
            pathlib.Path(data, "settings.env").write_text(re.sub(r"(?m)^#([A-Z_]+=.)", r"\1", text))
            said = run(BIN / "posctl", "--data", data, "db", "url", cwd="/")
            self.assertEqual(said.returncode, 0, said.stderr)

    def test_each_program_has_a_manual_without_errors(self):
        for program in PROGRAMS:
            with self.subTest(program):
                page = self.page(program)
                for heading in ("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "FILES"):
                    self.assertIn(f".SH {heading}\n", page)
                said = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-Kutf8"], input=page, capture_output=True, text=True, timeout=60)
                self.assertEqual((said.returncode, said.stderr), (0, ""))
                for option in re.findall(r"(?m)^\s+(?:-\w, ?)?(--[a-z-]+)", run(BIN / program, "--help", cwd="/").stdout):
                    self.assertIn(option.replace("-", r"\-"), page)
                for machine in (str(BIN), str(SOURCE), os.path.expanduser("~/"), "/home/you"):
                    self.assertNotIn(machine, page)

    def test_the_manual_of_posctl_has_its_commands(self):
        page = self.page("posctl")
        for command in ("shop create", "backup", "restore", "import sales", "migrate up"):
            self.assertIn(f".SS {command}\n", page)
        self.assertNotIn("REQUIRED", page)
        self.assertNotIn("ENUM", page)

    def complete(self, *words):
        script = 'source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _posctl; printf "%s\\n" "${COMPREPLY[@]}"'
        return run("bash", "-c", script, self.out / "posctl.bash", "posctl", *words).stdout.split()

    def test_completion_knows_commands_and_options(self):
        self.assertTrue({"backup", "shop", "doctor", "--data"} <= set(self.complete("")))
        self.assertEqual(self.complete("imp"), ["import"])
        self.assertEqual(self.complete("import", "p"), ["products"])
        self.assertEqual(self.complete("--data", "/srv", "import", "sal"), ["sales"])
        self.assertIn("--owner-email", self.complete("shop", "create", "--o"))

    def test_the_icon_comes_in_the_sizes_of_a_desktop(self):
        for size in (16, 24, 32, 48, 64, 128, 256, 512):
            head = (self.out / f"hicolor/{size}x{size}/apps/pos-backoffice.png").read_bytes()[:24]
            self.assertEqual(head[:8], b"\x89PNG\r\n\x1a\n")
            self.assertEqual((int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")), (size, size))


if __name__ == "__main__":
    unittest.main()
