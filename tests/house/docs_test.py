# SPDX-License-Identifier: GPL-3.0-or-later
"""What the documents name exists: links, files, settings, tests, metrics, commands, routes."""
import json
import os
import pathlib
import re
import unittest

SOURCE = pathlib.Path(os.environ.get("POS_SOURCE_DIR", ".")).resolve()
DOCUMENTS = sorted([*SOURCE.glob("*.md"), *(SOURCE / "docs").glob("*.md"), *(SOURCE / "docs/adr").glob("*.md")])
# Settings of other programs.
MADE_BY_USERS = {"deploy/.env"}
FOREIGN = {"XDG_DATA_HOME", "XDG_CACHE_HOME", "QT_QPA_PLATFORM", "POS_VERSION"}


def read(path):
    return path.read_text(encoding="utf-8")


def anchor(heading):
    kept = re.sub(r"[^\w\- ]", "", re.sub(r"`|\[([^]]*)\]\([^)]*\)", r"\1", heading).strip().lower())
    return kept.replace(" ", "-")


def anchors(path):
    text = re.sub(r"^```.*?^```", "", read(path), flags=re.MULTILINE | re.DOTALL)
    return {anchor(heading) for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)}


def code_of(text):
    """What stands in backticks or in blocks of code."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    rest = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return blocks + re.findall(r"`([^`\n]+)`", rest.replace("\n", " "))


SERVER = "\n".join(read(p) for p in [*SOURCE.glob("server/**/*.cpp"), *SOURCE.glob("server/**/*.sql"), *SOURCE.glob("migrations/*.sql")])
SETTINGS = set(re.findall(r'", "([A-Z][A-Z0-9_]+)", Kind::', read(SOURCE / "core/config/SettingsTable.cpp").replace('"\n', '" ').replace("\n", " ")))
SETTINGS |= set(re.findall(r'\{"[^"]*",\s*"([A-Z][A-Z0-9_]+)"', read(SOURCE / "core/config/SettingsTable.cpp")))


class Documents(unittest.TestCase):
    def each(self):
        for path in DOCUMENTS:
            yield path, read(path)

    def assertNone(self, wrong):
        self.assertEqual(wrong, [], "\n" + "\n".join(wrong))

    def test_there_is_something_to_look_at(self):
        names = {p.relative_to(SOURCE).as_posix() for p in DOCUMENTS}
        self.assertLessEqual({"README.md", "docs/RUNBOOKS.md", "docs/API.md", "docs/quickstart.md", "docs/BACKEND_CONVENTIONS.md"}, names)
        self.assertGreater(len(SETTINGS), 25)
        self.assertIn("SMTP_HOST", SETTINGS)

    def test_links_lead_somewhere(self):
        wrong = []
        for path, text in self.each():
            for target in re.findall(r"\]\(([^)\s]+)\)", text):
                if target.startswith(("http://", "https://", "mailto:")):
                    continue
                file, _, part = target.partition("#")
                there = (path.parent / file).resolve() if file else path
                if not there.exists():
                    wrong.append(f"{path.name}: {target}")
                elif part and there.suffix == ".md" and part not in anchors(there):
                    wrong.append(f"{path.name}: {target}: no such heading")
        self.assertNone(wrong)

    def test_files_are_there(self):
        folders = "|".join(p.name for p in SOURCE.iterdir() if p.is_dir() and not p.name.startswith((".", "build")))
        pattern = re.compile(rf"(?<![\w./-])((?:{folders})/[\w./{{}},*@-]+)")
        wrong = []
        for path, text in self.each():
            if path.parent.name == "adr":
                continue  # a decision speaks of its own time
            for code in code_of(text):
                for name in pattern.findall(code):
                    name = name.rstrip(".,:")
                    if re.search(r"[{*]|NNN", name) or name in MADE_BY_USERS:
                        continue
                    if not (SOURCE / name).exists():
                        wrong.append(f"{path.name}: {name}")
        self.assertNone(wrong)

    def test_settings_are_settings(self):
        wrong = []
        ours = re.compile(r"\b((?:POS|DATABASE|KAFKA|REDIS|VAULT|SMTP|OTEL|LOG|ENCRYPTION)_[A-Z0-9_]+)\b")
        made = set(re.findall(r'"(POS_[A-Z_]+)"', SERVER)) | FOREIGN
        made |= set(re.findall(r"^(\w+)=", read(SOURCE / "deploy/compose.env.example"), re.MULTILINE))
        for path, text in self.each():
            for name in ours.findall(text):
                used_by_build = re.search(rf"\b{name}\b", read(SOURCE / "CMakeLists.txt") + read(SOURCE / "cmake/PosTargets.cmake") + read(SOURCE / "Makefile"))
                macro = name in ("POS_TRY", "POS_CHECK", "POS_UPDATE", "POS_TEST_CLUSTER", "POS_PASSWORD")
                if name not in SETTINGS | made and not used_by_build and not macro:
                    wrong.append(f"{path.name}: {name}")
        self.assertNone(wrong)

    def test_tests_have_those_names(self):
        registered = set()
        for level in (p for p in (SOURCE / "tests").iterdir() if p.is_dir()):
            registered |= {f"{level.name}.{p.stem}" for p in level.glob("*Test.cpp")}
            registered |= {f"{level.name}.{p.stem.removesuffix('_test')}" for p in level.glob("*_test.py")}
        for lists in SOURCE.glob("tests/*/CMakeLists.txt"):
            for name in re.findall(r"NAME ([\w.]+\$\{name\})", read(lists)):
                registered |= {name.replace("${name}", p.stem.removesuffix("_test")) for p in lists.parent.glob("*_test.py")}
            registered |= set(re.findall(r"NAME ([\w.]+)(?=\s)", read(lists)))
        levels = "|".join(sorted({name.split(".")[0] for name in registered}))
        pattern = re.compile(rf"^((?:{levels})\.[A-Za-z_]\w+)$")
        wrong, seen = [], 0
        for path, text in self.each():
            if path.parent.name == "adr":
                continue  # names of permissions look the same
            for code in code_of(text):
                for name in pattern.findall(code.strip()):
                    if name.endswith((".py", ".cpp", ".md", ".json", ".yml")):
                        continue
                    seen += 1
                    if name not in registered:
                        wrong.append(f"{path.name}: {name}")
        self.assertGreater(seen, 5)
        self.assertNone(wrong)

    def test_metrics_are_counted_somewhere(self):
        ours = re.compile(r"^((?:pos|http|cleanup|encryption|notification|audit|db|process)_[a-z_]+?)(?:\{.*)?$")
        endings = ("_total", "_seconds", "_bytes", "_active", "_pending", "_parked", "_sealed", "_failed", "_open", "_info")
        wrong, seen = [], 0
        for path, text in self.each():
            for code in code_of(text):
                match = ours.match(code.strip())
                if not match or not match[1].endswith(endings):
                    continue
                seen += 1
                if f'"{match[1]}"' not in SERVER:
                    wrong.append(f"{path.name}: {match[1]}")
        self.assertGreater(seen, 2)
        self.assertNone(wrong)

    def test_commands_are_commands(self):
        sources = "\n".join(read(p) for p in (SOURCE / "app/posctl").glob("*.cpp"))
        words = set(re.findall(r'add_subcommand\(\s*"([\w-]+)"', sources)) | {"rescue"}
        words |= set(re.findall(r'"(create|reset|products|sales)"', sources))
        wrong = []
        for path, text in self.each():
            if path.parent.name == "adr":
                continue
            for code in code_of(text):
                for command in re.findall(r"(?:^|[\s/`(])posctl ((?:--?[\w-]+ \S+ )*)([a-z][a-z-]*)", code):
                    if command[1] not in words:
                        wrong.append(f"{path.name}: posctl {command[1]}")
        self.assertNone(wrong)

    def test_routes_are_in_the_contract(self):
        document = json.loads(read(SOURCE / "resources/openapi/openapi.json"))
        paths = [re.sub(r"\{[^}]+\}", "[^/]+", p) for p in document["paths"]]
        wrong = []
        for path, text in self.each():
            for code in code_of(text):
                for route in re.findall(r"(/api/v1/[\w/{}.-]+)", code):
                    filled = re.sub(r"\{[^}]+\}", "x", route).rstrip("/.")
                    if not any(re.fullmatch(p, filled) or p.startswith(filled + "/") for p in paths):
                        wrong.append(f"{path.name}: {route}")
        self.assertNone(wrong)


def routes_table():
    """The routes of the OpenAPI document, by service, as they stand in docs/API.md."""
    document = json.loads(read(SOURCE / "resources/openapi/openapi.json"))
    lines = []
    for tag in document["tags"]:
        rows = []
        for path, item in document["paths"].items():
            for method, operation in item.items():
                if method in ("get", "post", "put", "patch", "delete") and path.startswith("/api/") and tag["name"] in operation["tags"]:
                    who = operation.get("x-permission") or ("signed in" if operation["security"] else "anyone")
                    rows.append(f"| {method.upper()} | `{path}` | {operation['summary']} | {who} |")
        if rows:
            lines += [f"### {tag['name'].capitalize()}", tag["description"] + ".", "", "| | | | who |", "|---|---|---|---|", *rows, ""]
    return "\n".join(lines)


class Api(unittest.TestCase):
    def test_every_route_is_listed(self):
        path = SOURCE / "docs/API.md"
        before, begin, rest = re.split(r"(<!-- routes:.*-->\n)", read(path), maxsplit=1)
        listed, end, after = rest.partition("<!-- /routes -->")
        if os.environ.get("POS_UPDATE"):
            path.write_text(before + begin + routes_table() + end + after, encoding="utf-8")
            return
        self.assertGreater(routes_table().count("`/api/v1/"), 50)
        self.assertEqual(listed, routes_table(), "POS_UPDATE=1 python3 tests/house/docs_test.py makes the list anew")


if __name__ == "__main__":
    unittest.main()
