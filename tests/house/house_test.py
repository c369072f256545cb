# SPDX-License-Identifier: GPL-3.0-or-later
"""The tree's own promises: which folder may know which, one wrapper around each outside part, licence lines, sizes."""
import os
import pathlib
import re
import unittest

SOURCE = pathlib.Path(os.environ.get("POS_SOURCE_DIR", ".")).resolve()
SERVICES = ("gateway", "auth", "user", "tenant", "product", "order", "notification", "audit")
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^">]+)[">]', re.MULTILINE)
LONGEST_FILE = 600


def tree():
    """Every file of ours, by its path from the root with forward slashes."""
    for folder, folders, files in os.walk(SOURCE):
        at_root = pathlib.Path(folder) == SOURCE
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f != "__pycache__"
                            and not (at_root and f.startswith("build")))
        for name in sorted(files):
            yield (pathlib.Path(folder) / name).relative_to(SOURCE).as_posix()


FILES = list(tree())
SOURCES = [f for f in FILES if f.endswith((".h", ".cpp"))]


def text(path):
    return (SOURCE / path).read_text(encoding="utf-8", errors="replace")


INCLUDES = {path: INCLUDE.findall(text(path)) for path in SOURCES}


def under(*folders):
    return [p for p in SOURCES if p.startswith(tuple(f + "/" for f in folders))]


def including(paths, pattern):
    """'path includes what' for every include in `paths` that matches."""
    expression = re.compile(pattern)
    return [f"{p} includes {i}" for p in paths for i in INCLUDES[p] if expression.match(i)]


def matching(paths, pattern):
    """'path:line text' for every line in `paths` that matches."""
    expression = re.compile(pattern)
    return [f"{p}:{n}: {line.strip()}" for p in paths
            for n, line in enumerate(text(p).splitlines(), 1) if expression.search(line)]


class Arrows(unittest.TestCase):
    def test_there_is_something_to_look_at(self):
        self.assertGreater(len(under("core")), 10)
        self.assertGreater(len(under("server")), 10)
        self.assertIn("core/base/Error.h", INCLUDES["core/base/Result.h"])

    def test_core_needs_qt_core_alone(self):
        outside = r"(server|ui|app|tests)/|Q(t)?(Gui|Widget|Network|Sql|Tcp|Ssl|Application)|libpq|openssl/|spdlog/"
        self.assertEqual(including(under("core"), outside), [])

    def test_the_domain_knows_base_alone(self):
        self.assertEqual(including(under("core/domain"), r"(?!core/(base|domain)/)[a-z]+/"), [])

    def test_base_knows_nothing(self):
        self.assertEqual(including(under("core/base"), r"(?!core/base/)(core|server|ui|app)/"), [])

    def test_the_server_knows_no_window(self):
        self.assertEqual(including(under("server"), r"(ui|app|tests)/|QWidget|QtWidgets|QApplication|QMainWindow"), [])

    def test_the_window_knows_no_server(self):
        self.assertEqual(including(under("ui"), r"(server|app|tests)/|libpq"), [])

    def test_sql_in_the_window_is_for_its_local_store_alone(self):
        self.assertEqual(including([p for p in under("ui") if not p.startswith("ui/local/")], r"QtSql|QSql"), [])

    def test_no_service_includes_another(self):
        broken = []
        for service in SERVICES:
            others = "|".join(s for s in SERVICES if s != service)
            broken += including(under(f"server/{service}"), rf"server/({others})/")
        self.assertEqual(broken, [])

    def test_infra_knows_nothing_above_it(self):
        self.assertEqual(including(under("server/infra"), r"server/(?!infra/)"), [])

    def test_http_knows_nothing_above_it(self):
        self.assertEqual(including(under("server/http"), r"server/(?!http/|infra/)"), [])

    def test_what_services_share_does_not_know_them(self):
        self.assertEqual(including(under("server/inventory", "server/privacy", "server/runtime", "server/system"),
                                   rf"server/({'|'.join(SERVICES)})/"), [])


class OutsideParts(unittest.TestCase):
    """One folder knows each; tests may talk to them directly."""

    def alone(self, pattern, *folders):
        elsewhere = [p for p in SOURCES if not p.startswith((*(f + "/" for f in folders), "tests/"))]
        self.assertEqual(including(elsewhere, pattern), [])

    def test_qthttpserver(self):
        self.alone(r"(QtHttpServer/|QHttpServer|QAbstractHttpServer)", "server/http")

    def test_libpq(self):
        self.alone(r"(postgresql/)?libpq", "server/infra/postgres")

    def test_kafka(self):
        self.alone(r"librdkafka", "server/infra/kafka")

    def test_redis(self):
        self.alone(r"hiredis", "server/infra/redis")

    def test_prometheus(self):
        self.alone(r"prometheus/", "server/infra/metrics")

    def test_spdlog(self):
        self.alone(r"spdlog/", "server/infra/logging")

    def test_curl(self):
        self.alone(r"curl/curl", "server/infra/curl")
        # mail; services elsewhere; keys; traces
        self.alone(r"server/infra/curl/", "server/infra/curl", "server/infra/smtp", "server/infra/probe",
                   "server/infra/vault", "server/gateway", "server/infra/trace")


class Files(unittest.TestCase):
    def test_each_source_names_its_licence_first(self):
        scripts = [f for f in FILES if f.endswith((".py", ".sh", ".cmake", "CMakeLists.txt")) or f.startswith("scripts/")]
        missing = [p for p in SOURCES + scripts
                   if "SPDX-License-Identifier: GPL-3.0-or-later" not in "\n".join(text(p).splitlines()[:2])]
        self.assertEqual(missing, [])

    def test_none_is_too_long_to_read(self):
        read = [f for f in FILES if f.endswith((".h", ".cpp", ".py", ".sh", ".sql")) or f.startswith("scripts/")]
        self.assertEqual([f"{p}: {n} lines" for p in read if (n := text(p).count("\n")) > LONGEST_FILE], [])

    def test_headers_are_included_once(self):
        self.assertEqual([p for p in SOURCES if p.endswith(".h") and "#pragma once" not in text(p)], [])

    def test_nothing_is_left_for_later(self):
        words = r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|coming so" + r"on|not implem" + r"ented)\b"
        looked = [f for f in FILES if f.endswith((".h", ".cpp", ".md", ".ts", ".sql", ".py")) or f.startswith("scripts/")]
        self.assertEqual(matching([f for f in looked if not f.startswith("docs/adr/")], words), [])


class Code(unittest.TestCase):
    def test_tests_neither_skip_nor_wait_for_the_clock(self):
        pattern = r"QSKIP|QTest::qWait\(|QTest::qSleep|sleep_for|QThread::[mu]?sleep|@unittest\.skip\b|@pytest\.mark\.skip"
        looked = [f for f in FILES if f.startswith("tests/") and f.endswith((".h", ".cpp", ".py"))]
        exempt = ("tests/house/",)  # they prove that skips are found
        self.assertEqual(matching([f for f in looked if not f.startswith(exempt)], pattern), [])

    def test_no_floating_point_near_money(self):
        places = under("core/base", "core/domain", "server/order", "server/product", "server/inventory")
        self.assertEqual(matching(places, r"^(?!\s*//).*\b(double|float)\b"), [])

    def test_sql_is_never_put_together_from_texts(self):
        pattern = r"QStringLiteral\(\"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM) .*\"\)\s*(\+|\.arg)"
        self.assertEqual(matching(under("server"), pattern), [])

    def test_qt_keywords_stay_unused(self):
        self.assertEqual(matching(SOURCES, r"^\s*(public |private |protected )?(slots|signals)\s*:|^\s*emit \w"), [])


if __name__ == "__main__":
    unittest.main()
