# SPDX-License-Identifier: GPL-3.0-or-later
"""Every program takes --help, --version, --data and --port-base, and refuses what is wrong in one sentence."""
import os
import pathlib
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["POS_SOURCE_DIR"])
PROGRAMS = [pathlib.Path(p) for p in os.environ["POS_PROGRAMS"].split(":")]
SERVERS = [p for p in PROGRAMS if p.name != "posctl"]
POSCTL = next(p for p in PROGRAMS if p.name == "posctl")


def run(program, *arguments, folder="/", **settings):
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("POS_", "LOG_", "DATABASE_"))}
    return subprocess.run([program, *arguments], capture_output=True, text=True, timeout=60, cwd=folder,
                          env={**environment, **settings})


class Options(unittest.TestCase):
    def test_help_names_the_common_options(self):
        for program in PROGRAMS:
            with self.subTest(program.name):
                done = run(program, "--help")
                self.assertEqual(done.returncode, 0, done.stderr)
                for option in ("--data", "--port-base", "--help", "--version"):
                    self.assertIn(option, done.stdout)

    def test_version_is_the_projects(self):
        project = SOURCE.joinpath("CMakeLists.txt").read_text().split("VERSION ")[2].split()[0]
        for program in PROGRAMS:
            with self.subTest(program.name):
                done = run(program, "--version")
                self.assertEqual((done.returncode, done.stdout.strip()), (0, f"{program.name} {project}"))

    def test_wrong_usage_is_two(self):
        for program in PROGRAMS:
            for arguments in (["--nonsense"], ["--port-base", "many"], ["--port-base", "65530"]):
                with self.subTest(program=program.name, arguments=arguments):
                    done = run(program, *arguments)
                    self.assertEqual(done.returncode, 2, done.stderr)
                    self.assertNotEqual(done.stderr, "")

    def test_a_wrong_setting_stops_the_start_with_its_name(self):
        for program in SERVERS:
            with self.subTest(program.name), tempfile.TemporaryDirectory() as data:
                done = run(program, "--data", data, LOG_LEVEL="loud")
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertIn('LOG_LEVEL in the environment is "loud"', done.stderr)
                self.assertIn("one of debug, info, warn, error", done.stderr)
                self.assertEqual(os.listdir(data), [])

    def test_production_refuses_the_embedded_parts(self):
        for program in SERVERS:
            with self.subTest(program.name), tempfile.TemporaryDirectory() as data:
                done = run(program, "--data", data, POS_ENV="production")
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertIn("DATABASE_URL", done.stderr)
                self.assertIn("VAULT_ADDR", done.stderr)

    def test_the_settings_command_prints_the_committed_example(self):
        done = run(POSCTL, "settings")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout, SOURCE.joinpath(".env.example").read_text())


if __name__ == "__main__":
    unittest.main()
