# SPDX-License-Identifier: GPL-3.0-or-later
"""manual.py PROGRAM...  OUT: writes OUT/NAME.1 for each program, and OUT/posctl.bash, from what the programs say of
themselves with --help: neither can promise what a program does not do."""
import dataclasses
import os
import pathlib
import re
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
ITEM = re.compile(r"^  (\S.*?)(?:\s{2,}(.*))?$")
HEADING = re.compile(r"^([A-Z][A-Za-z ]*):$")


@dataclasses.dataclass
class Help:
    command: list
    about: str = ""
    usage: str = ""
    items: dict = dataclasses.field(default_factory=dict)  # heading: [[term, text]]
    children: list = dataclasses.field(default_factory=list)

    def options(self):
        """Every name that begins with a hyphen."""
        return [name for term, _ in self.items.get("Options", []) for name in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", term)]


def ask(program, *words):
    # A home of nobody's: the default folder is said as everybody's.
    environment = {"PATH": "/usr/bin:/bin", "HOME": "/home/you", "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
    said = subprocess.run([program, *words, "--help"], capture_output=True, text=True, check=True, env=environment, timeout=60).stdout
    return re.sub(r"\(default: /[^)]*/pos-backoffice\)", "(default: ~/.local/share/pos-backoffice, for root /var/lib/pos-backoffice)", said)


def read(program, *words):
    found = Help([pathlib.Path(program).name, *words])
    heading = None
    for line in ask(program, *words).splitlines():
        item = ITEM.match(line)
        if match := HEADING.match(line):
            heading = match[1].capitalize()
            found.items[heading] = []
        elif line.startswith("Usage:"):
            found.usage = line.removeprefix("Usage:").strip().replace(str(program), found.command[0])
        elif not line.strip():
            continue
        elif heading is None:
            found.about = f"{found.about} {line.strip()}".strip()
        elif item:
            # After a long term CLI11 leaves one blank alone.
            term, required, rest = item[1].partition(" REQUIRED ")
            found.items[heading].append([term, (rest if required else item[2] or "").strip()])
        else:
            found.items[heading][-1][1] += " " + line.strip()
    for term, _ in found.items.get("Subcommands", []):
        found.children.append(read(program, *words, term))
    return found


def neat(term):
    """CLI11 writes types for programmers: '--tax TEXT:{none,ppn}=none' becomes '--tax none|ppn (default: none)'."""
    words, _, fallback = re.sub(r" Excludes: .*| REQUIRED$", "", term).partition("=")
    limits = re.search(r"in \[(\S+) - (\S+)\]", words)
    words = re.sub(r"(ENUM:value in |TEXT:)\{([^}]*)\}.*", lambda m: re.sub(r"->\d+", "", m[2]).replace(",", "|"), words)
    words = re.sub(r"\bINT(:.*)?$", "N", words)
    words = re.sub(r"^([A-Z]+) (TEXT|N)\b.*", r"\1", words)
    remarks = [f"{limits[1]} to {limits[2]}"] if limits else []
    remarks += [f"default: {fallback}"] if fallback else []
    return words + (f" ({', '.join(remarks)})" if remarks else "")


def escaped(text):
    return text.strip().replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq")


def items(lines, pairs):
    for term, text in pairs:
        lines += [".TP", rf".B {escaped(neat(term))}", escaped(text) or r"\&"]


def commands(lines, page):
    for child in page.children:
        if child.children:
            commands(lines, child)
            continue
        own = [i for i in child.items.get("Positionals", []) + child.items.get("Options", []) if not i[0].startswith("-h")]
        lines += [".SS " + escaped(" ".join(child.command[1:])), escaped(child.about) + "."]
        items(lines, own)


def section(name):
    """The part of a page that --help does not say: NAME.man beside this file."""
    return (HERE / f"{name}.man").read_text(encoding="utf-8").splitlines()[1:]  # without the licence line


def page(program, version, day):
    found = read(program)
    name = found.command[0]
    about = re.sub(rf"^{name}: |^[^:]*: (?=the )", "", found.about).rstrip(".")
    lines = [f'.TH "{name.upper()}" "1" "{day}" "POS Back Office {version}" "User commands"', ".SH NAME",
             f"{escaped(name)} \\- {escaped(SHORT[name])}", ".SH SYNOPSIS", rf".B {escaped(found.usage or name)}",
             ".SH DESCRIPTION", escaped(about[0].upper() + about[1:]) + "."]
    lines += section(name)
    lines.append(".SH OPTIONS")
    items(lines, found.items["Options"])
    if found.children:
        lines.append(".SH COMMANDS")
        commands(lines, found)
    lines += section("common")
    return found, "\n".join(lines) + "\n"


SHORT = {"pos-backoffice": "back office for shops: stock, prices, orders and staff",
         "pos-server": "the POS Back Office server without a window",
         "posctl": "command line of the POS Back Office for operators"}


def words_of(found):
    return " ".join(sorted({child.command[-1] for child in found.children} | {o for o in found.options() if o.startswith("--")}))


def completion(found):
    """One case a command; files where a command takes one."""
    cases = []

    def walk(help_):
        key = " ".join(help_.command[1:])
        takes_file = any(term.split()[0] == "FILE" for term, _ in help_.items.get("Positionals", []))
        cases.append(f'        "{key}") words="{words_of(help_)}"{" files=yes" if takes_file else ""} ;;')
        for child in help_.children:
            walk(child)

    walk(found)
    template = (HERE / "posctl.bash.in").read_text(encoding="utf-8")
    return template.replace("@CASES@", "\n".join(cases)).replace("@GLOBAL@", " ".join(o for o in found.options() if o.startswith("--")))


def main():
    *programs, out = sys.argv[1:]
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    day = time.strftime("%Y-%m-%d", time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))))
    for program in programs:
        name = pathlib.Path(program).name
        version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True,
                                 env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}).stdout.split()[-1]
        found, text = page(program, version, day)
        (out / f"{name}.1").write_text(text, encoding="utf-8")
        if found.children:
            (out / f"{name}.bash").write_text(completion(found), encoding="utf-8")


if __name__ == "__main__":
    main()
