# SPDX-License-Identifier: GPL-3.0-or-later
"""A database elsewhere: prepared by its administrator, over TLS, with the rights it needs and no more; and what a wrong password looks like."""
import re
import subprocess
import time
import unittest

from parts import Postgres
from store import BIN, Store

REFUSED = 'password authentication failed for user "shop_app"'


class OutsideDatabase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.store = Store()
        cls.addClassCleanup(cls.store.remove)
        cls.postgres = Postgres(cls.store.folder + "/postgres", "--tls", "--fast")
        cls.addClassCleanup(cls.postgres.stop)
        cls.store.environment |= cls.postgres.env

    def posctl(self, *arguments, **settings):
        return subprocess.run([BIN / "posctl", "--data", self.store.data, *arguments], capture_output=True, text=True, cwd=self.store.folder,
                              env={**self.store.environment, **settings}, timeout=120, check=False)

    def init(self, **settings):
        return self.posctl("db", "init", "--admin-url", self.postgres.said["admin_url"], **settings)

    def test_1_init_says_what_it_does_and_may_be_repeated(self):
        first = self.init()
        self.assertEqual(first.returncode, 0, first.stderr)
        for line in ("Made the role pos_app.", "Made the database pos;", "Made the login shop_app with the password of its URL.",
                     "Granted: shop_app may act as pos_app.", "Granted: shop_owner may act as pos_owner."):
            self.assertIn(line, first.stdout)
        again = self.init()
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertNotRegex(again.stdout, "Made|Granted|Revoked")
        self.assertIn("The login shop_app is there; its password is left as it is.", again.stdout)
        for password in re.findall(r"://\w+:(\w+)@", " ".join(self.postgres.env.values())):
            self.assertNotIn(password, first.stdout + first.stderr)

    def test_2_each_login_has_the_rights_it_needs_and_no_more(self):
        rights = self.postgres.sql("SELECT l.rolname || ' ' || string_agg(r.rolname, ',' ORDER BY r.rolname) FROM pg_auth_members m "
                                   "JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles l ON l.oid = m.member WHERE l.rolname ^@ 'shop_' "
                                   "GROUP BY l.rolname ORDER BY 1")
        self.assertEqual(rights.split("\n"), ["shop_app pos_app", "shop_owner pos_owner", "shop_system pos_system"])
        self.assertEqual(self.postgres.sql("SELECT count(*) FROM pg_roles WHERE rolname ^@ 'shop_' AND (rolsuper OR rolbypassrls OR "
                                           "rolcreaterole OR rolcreatedb)"), "0")
        refused = self.init(DATABASE_URL=re.sub(r"/pos\?", "/postgres?", self.postgres.env["DATABASE_URL"]))
        self.assertEqual(refused.returncode, 1)
        self.assertIn("PostgreSQL's own database", refused.stderr)

    def test_3_the_server_works_over_tls_alone(self):
        self.store.start()
        self.addCleanup(self.store.stop)
        self.store.make_shop(1)
        shops = self.posctl("db", "url", "--shop", "toko-melati")
        self.assertEqual(shops.returncode, 0, shops.stderr)
        seen = subprocess.run(["psql", shops.stdout.strip(), "-AtXqc", "SELECT count(*) FROM shop.products"], capture_output=True, text=True, check=False)
        self.assertEqual((seen.stdout.strip(), seen.stderr), ("1", ""))
        self.assertEqual(self.postgres.sql("SELECT bool_and(ssl) FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) "
                                           "WHERE a.usename ^@ 'shop_'"), "t")
        self.assertEqual(self.postgres.sql("SELECT count(*) > 0 FROM pg_stat_activity WHERE usename = 'shop_app'"), "t")
        doctor = self.posctl("doctor")
        self.assertIn("PostgreSQL at DATABASE_URL answers", doctor.stdout)
        self.assertRegex(doctor.stdout, r"ok +roles")

        # The password is changed while the server runs, and its connections are cut.
        password = re.search(r"shop_app:(\w+)@", self.postgres.env["DATABASE_URL"]).group(1)
        self.postgres.sql("ALTER ROLE shop_app PASSWORD 'another'")
        self.postgres.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'shop_app'")
        status, _, said = self.store.call("GET", "/ready")
        self.assertEqual((status, said["part"]), (503, "database"))
        self.assertIn(REFUSED, said["detail"])
        self.assertIn("DATABASE_URL", said["detail"])
        self.postgres.sql(f"ALTER ROLE shop_app PASSWORD '{password}'")
        until = time.monotonic() + 10
        while self.store.call("GET", "/ready")[0] != 200:
            self.assertLess(time.monotonic(), until)
            time.sleep(0.05)

    def wrong(self, url):
        return re.sub(r"(shop_\w+):\w+@", r"\1:nonsense@", url)

    def test_4_a_wrong_password_is_said_with_what_to_do(self):
        settings = {"DATABASE_URL": self.wrong(self.postgres.env["DATABASE_URL"])}
        server = subprocess.run([BIN / "pos-server", "--data", self.store.data, "--port-base", str(self.store.port)], capture_output=True,
                                text=True, env={**self.store.environment, **settings}, timeout=60, check=False, cwd=self.store.folder)
        self.assertEqual(server.returncode, 1)
        for said in (server.stderr, self.posctl("doctor", **settings).stdout, self.init(**settings).stderr):
            self.assertIn(REFUSED, said)
            self.assertIn("DATABASE_URL", said)
            self.assertNotIn("nonsense", said)

    def test_5_tls_is_what_the_url_asks_for(self):
        url = self.postgres.env["DATABASE_ADMIN_URL"]
        plain = self.posctl("migrate", "version", DATABASE_ADMIN_URL=re.sub(r"\?.*", "?sslmode=disable", url))
        self.assertEqual(plain.returncode, 1)
        self.assertIn("pg_hba.conf", plain.stderr)
        other = self.store.folder + "/other.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=other",
                        "-keyout", "/dev/null", "-out", other], check=True, capture_output=True)
        stranger = self.posctl("migrate", "version", DATABASE_ADMIN_URL=re.sub(r"sslrootcert=.*", f"sslrootcert={other}", url))
        self.assertEqual(stranger.returncode, 1)
        self.assertIn("certificate verify failed", stranger.stderr)
        self.assertIn("sslrootcert", stranger.stderr)
        self.assertEqual(self.posctl("migrate", "version").returncode, 0)

    def test_6_one_login_for_all_and_back_to_three(self):
        alone = {"DATABASE_SYSTEM_URL": "", "DATABASE_ADMIN_URL": ""}
        made = self.init(**alone)
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertIn("Granted: shop_app may act as pos_owner.", made.stdout)
        self.assertEqual(self.posctl("migrate", "version", **alone).returncode, 0)
        back = self.init()
        self.assertIn("Revoked: shop_app may no longer act as pos_owner.", back.stdout)
        self.test_2_each_login_has_the_rights_it_needs_and_no_more()


if __name__ == "__main__":
    unittest.main()
