# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/ctest-strict fails on every test that did not really run, where ctest alone says 100 % passed."""
import os
import pathlib
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["POS_SOURCE_DIR"])
SKIPPING = os.environ["POS_SKIPPING"]


def run(tests, *options):
    """The strict run of a build folder that holds these tests: (name, command, properties)."""
    with tempfile.TemporaryDirectory() as folder:
        lines = []
        for name, command, properties in tests:
            lines.append(f"add_test({name} {command})")
            if properties:
                lines.append(f"set_tests_properties({name} PROPERTIES {properties})")
        pathlib.Path(folder, "CTestTestfile.cmake").write_text("\n".join(lines))
        environment = {k: v for k, v in os.environ.items() if not k.startswith("CTEST_")}
        done = subprocess.run([SOURCE / "scripts/ctest-strict", folder, *options], capture_output=True, text=True,
                              env=environment, timeout=60)
        return done.returncode, done.stdout + done.stderr, pathlib.Path(folder, "tests.xml").exists()


def setUpModule():
    assert os.access(SKIPPING, os.X_OK), f"{SKIPPING} is not there, so nothing here would be proved"


class Skips(unittest.TestCase):
    def test_all_passed_ends_with_ctests_own_summary(self):
        status, output, report = run([("good", "true", "")])
        self.assertEqual(status, 0, output)
        self.assertIn("100% tests passed, 0 tests failed out of 1", output)
        self.assertTrue(output.strip().splitlines()[-1].startswith("Total Test time"), output)
        self.assertTrue(report)

    def test_a_failed_test_fails(self):
        self.assertNotEqual(run([("good", "true", ""), ("bad", "false", "")])[0], 0)

    def test_a_skipped_function_in_a_passing_program_fails(self):
        status, output, _ = run([("good", "true", ""), ("sly", SKIPPING, "")])
        self.assertIn("100% tests passed", output)
        self.assertEqual(status, 1, output)
        self.assertIn("to be found out", output)

    def test_a_test_skipped_by_its_pattern_fails(self):
        status, output, _ = run([("sly", SKIPPING, 'SKIP_REGULAR_EXPRESSION "SKIP   :"')])
        self.assertEqual(status, 1, output)
        self.assertIn("sly (notrun)", output)

    def test_a_test_skipped_by_its_return_code_fails(self):
        status, output, _ = run([("sly", "sh -c [[exit 77]]", "SKIP_RETURN_CODE 77")])
        self.assertEqual(status, 1, output)

    def test_a_disabled_test_fails(self):
        status, output, _ = run([("good", "true", ""), ("off", "true", "DISABLED TRUE")])
        self.assertEqual(status, 1, output)
        self.assertIn("off (disabled)", output)

    def test_a_program_that_is_not_there_fails(self):
        self.assertNotEqual(run([("gone", "/nonexistent/program", "")])[0], 0)

    def test_no_test_at_all_fails(self):
        self.assertNotEqual(run([])[0], 0)
        self.assertNotEqual(run([("good", "true", "")], "-R", "nothing-has-this-name")[0], 0)

    def test_a_python_test_that_skips_fails(self):
        code = "import unittest\nclass T(unittest.TestCase):\n @unittest.skip('x')\n def test(self): pass\nunittest.main()"
        status, output, _ = run([("sly", f"/usr/bin/python3 -c [[{code}]]", "")])
        self.assertEqual(status, 1, output)


if __name__ == "__main__":
    unittest.main()
