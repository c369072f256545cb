# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/health-check.sh tells a service that works from one that does not, and says why."""
import http.server
import os
import pathlib
import subprocess
import tempfile
import threading
import unittest

from shop_test import ENVIRONMENT, Server, create, is_free

SCRIPT = pathlib.Path(os.environ["POS_SOURCE_DIR"]) / "scripts/health-check.sh"
SERVICES = ["api-gateway"] + [f"{s}-service" for s in ("auth", "user", "tenant", "product", "order", "notification", "audit")]


def check(*arguments, **environment):
    done = subprocess.run([SCRIPT, *arguments], capture_output=True, text=True, timeout=120, env={**ENVIRONMENT, **environment})
    return done.returncode, done.stdout.splitlines(), done.stderr


class Sick(http.server.BaseHTTPRequestHandler):
    status = 503
    ready = (b'{"detail": "the database says \\"no\\"", "part": "database", "parts": [{"part": "database", "ready": false, "detail": "x"}, '
             b'{"part": "keys", "ready": true}], "status": "not_ready"}')

    def do_GET(self):
        body = b'{"status": "healthy"}' if self.path == "/health" else self.ready
        self.send_response(200 if self.path == "/health" else self.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Lacking(Sick):
    """Sales go on without a part that is away."""
    status = 200
    ready = b'{"detail": "it is sealed", "part": "keys", "parts": [{"part": "keys", "ready": false, "detail": "x"}], "status": "ready"}'


class Health(unittest.TestCase):
    def test_a_part_that_is_not_needed_is_named(self):
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Lacking) as lacking:
            threading.Thread(target=lacking.serve_forever, daemon=True).start()
            address = f"http://127.0.0.1:{lacking.server_port}"
            code, lines, _ = check(**{f"POS_{name.split('-service')[0].upper().replace('API-', '')}_URL": address for name in SERVICES})
            lacking.shutdown()
        self.assertEqual((code, lines[5].split(maxsplit=2)[1:]), (0, ["ready", f"{address}, without keys: it is sealed"]))

    def test_a_server_that_works_one_that_does_not_and_one_that_is_not_there(self):
        with tempfile.TemporaryDirectory(prefix="pos-health-", dir="/var/tmp") as folder:
            os.chmod(folder, 0o755)
            data = os.path.join(folder, "data")
            self.assertEqual(create(data).returncode, 0)
            server = Server(data)
            try:
                code, lines, errors = check("--port-base", str(server.base))
                self.assertEqual((code, errors), (0, ""), lines)
                self.assertEqual([line.split()[:2] for line in lines], [[service, "ready"] for service in SERVICES])

                with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Sick) as sick:
                    threading.Thread(target=sick.serve_forever, daemon=True).start()
                    code, lines, _ = check("--port-base", str(server.base), POS_ORDER_URL=f"http://127.0.0.1:{sick.server_port},http://127.0.0.1:1")
                    sick.shutdown()
                self.assertEqual(code, 1)
                self.assertEqual([line.split()[0] for line in lines if " ready " not in line.replace("not ready", "not")], ["order-service"])
                self.assertIn('not ready  database: the database says "no"', lines[5])
            finally:
                server.stop()
            self.assertTrue(is_free(server.base))
            code, lines, _ = check("--port-base", str(server.base))
            self.assertEqual((code, len(lines)), (1, 8))
            self.assertTrue(all(" down " in line for line in lines), lines)


if __name__ == "__main__":
    unittest.main()
