# SPDX-License-Identifier: GPL-3.0-or-later
"""Real X servers, and the window of a real program on them. For the *_test.py of this folder."""
import os
import subprocess
import sys
import time

sys.path.insert(0, os.environ["POS_SOURCE_DIR"] + "/tests/fault")
from store import BIN  # noqa: E402


def until(what, condition, patience=60):
    end = time.monotonic() + patience
    while not (found := condition()):
        assert time.monotonic() < end, what() if callable(what) else what
        time.sleep(0.05)
    return found


def start_x(*command, **environment):
    """The process and its DISPLAY."""
    reader, writer = os.pipe()
    process = subprocess.Popen([command[0], "-displayfd", str(writer), *command[1:], "-nolisten", "tcp"], pass_fds=(writer,),
                               stderr=subprocess.DEVNULL, env={**os.environ, **environment})
    os.close(writer)
    with os.fdopen(reader) as said:
        number = said.readline().strip()
    assert number, f"{command[0]} does not start"
    return process, f":{number}"


def start_window(store, *options, **environment):
    """pos-backoffice with folders of its own; without options on the server of `store`."""
    runtime = store.folder + "/runtime"
    os.mkdir(runtime, 0o700)
    # libxkbcommon-x11 rightly gives strndup() bytes of the X server that have no end: AddressSanitizer's strict check is not for it.
    checks = os.environ.get("ASAN_OPTIONS", "") + ":strict_string_checks=0"
    return subprocess.Popen([BIN / "pos-backoffice", *(options or ("--server", f"http://127.0.0.1:{store.port}"))], cwd=store.folder,
                            stdout=subprocess.DEVNULL,
                            env={**os.environ, "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "xcb", "XDG_RUNTIME_DIR": runtime, "ASAN_OPTIONS": checks,
                                 "XDG_CONFIG_HOME": store.folder + "/config", "XDG_DATA_HOME": store.folder + "/share", **environment})


def stop(process):
    process.terminate()
    process.wait(60)
