# SPDX-License-Identifier: GPL-3.0-or-later
"""A file of 300,000 products goes through the server in bounded memory: it may take hardly more than one of 3,000."""
import os
import pathlib
import time
import unittest
import uuid

from store import PASSWORD, Store

FEW = 3_000
MANY = 300_000
PART = 1024 * 1024
# The server works in parts of 1 MiB and batches of 1,000 lines. What both files cost in common (a part, its copies, the
# thread's allocator) is in the measure of the small one; this is left for the allocator's whims. Were the lines kept,
# 300,000 of them would take hundreds of MiB.
BOUND_MIB = 24


class ImportMemory(unittest.TestCase):
    def setUp(self):
        self.store = Store()
        self.addCleanup(self.store.remove)
        self.store.start()
        self.store.make_shop(1)
        status, _, signed_in = self.store.call("POST", "/api/v1/auth/login", {"email": "siti@example.com", "password": PASSWORD})
        self.assertEqual(status, 200)
        self.tokens = signed_in

    def peak(self):
        for line in pathlib.Path(f"/proc/{self.store.process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
        raise AssertionError("the kernel says nothing about memory")

    def call(self, method, path, body=None):
        status, _, document = self.store.call(method, path, body, self.tokens["access_token"], str(uuid.uuid4()) if method == "POST" else None)
        if status == 401:
            status, _, self.tokens = self.store.call("POST", "/api/v1/auth/refresh", {"refresh_token": self.tokens["refresh_token"]})
            self.assertEqual(status, 200)
            return self.call(method, path, body)
        self.assertLess(status, 300, document)
        return document

    def upload(self, path, rows, first):
        part, number = b"sku,name,price,category,barcode\n", 0

        def send(content):
            nonlocal number
            connection = self.store.connection()
            connection.request("PUT", f"{path}/parts/{number}", content, {"Authorization": "Bearer " + self.tokens["access_token"]})
            answer = connection.getresponse()
            self.assertEqual(answer.status, 200, answer.read())
            connection.close()
            number += 1

        for n in range(first, first + rows):
            part += f"SKU-{n},Barang nomor {n},{1000 + n % 900 * 100},Rak {n % 40},899{n:010}\n".encode()
            if len(part) >= PART:
                send(part[:PART])
                part = part[PART:]
        if part:
            send(part)

    def follow(self, path, status):
        until = time.monotonic() + 800
        while time.monotonic() < until:
            document = self.call("GET", path)
            if document["status"] != status:
                return document
            time.sleep(0.2)
        self.fail(f"still {status} after a quarter of an hour")

    def take_in(self, rows, first):
        path = "/api/v1/imports/" + self.call("POST", "/api/v1/imports", {"kind": "products", "file_name": "many.csv"})["id"]
        self.upload(path, rows, first)
        self.call("POST", path + "/check", {})
        checked = self.follow(path, "checking")
        self.assertEqual((checked["status"], checked["report"]["to_do"]), ("checked", rows))
        self.call("POST", path + "/run", {})
        done = self.follow(path, "running")
        self.assertEqual((done["status"], done["failure"], done["report"]["outcomes"]["created"]["lines"]), ("done", None, rows))
        return self.peak()

    def test_memory_does_not_grow_with_the_rows(self):
        few = self.take_in(FEW, 0)
        many = self.take_in(MANY, FEW)
        print(f"peak of the server: {few:.0f} MiB with {FEW} rows, {many:.0f} MiB with {MANY}; bound {few + BOUND_MIB:.0f} MiB", flush=True)
        # A sanitizer keeps freed memory aside to find late uses of it: its peak says nothing of ours.
        if not os.environ.get("POS_SANITIZE"):
            self.assertLess(many, few + BOUND_MIB)
        self.assertEqual(self.store.stop(), 0)


if __name__ == "__main__":
    unittest.main()
