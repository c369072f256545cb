#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Raw sockets: what is refused, what an answer looks like, order, and every way to cut a request in two."""
import os
import re
import select
import socket
import threading
import time

from client import CHUNKED, GET, HOST, Reader, Server, check, expect, finish, post, talk


def test_refusals(server):
    def head(lines, first=b"POST /echo HTTP/1.1\r\n"):
        return first + lines + b"\r\n"
    te = b"Transfer-Encoding: "
    cases = [
        ("two lengths", head(HOST + b"Content-Length: 5\r\nContent-Length: 5\r\n") + b"hello", 400),
        ("length list", head(HOST + b"Content-Length: 5, 5\r\n") + b"hello", 400),
        ("negative length", head(HOST + b"Content-Length: -5\r\n") + b"hello", 400),
        ("plus length", head(HOST + b"Content-Length: +5\r\n") + b"hello", 400),
        ("hex length", head(HOST + b"Content-Length: 0x5\r\n") + b"hello", 400),
        ("empty length", head(HOST + b"Content-Length: \r\n"), 400),
        ("length 2^63", head(HOST + b"Content-Length: 9223372036854775808\r\n"), 413),
        ("length 2^64", head(HOST + b"Content-Length: 18446744073709551616\r\n"), 400),
        ("length with chunked", head(HOST + b"Content-Length: 5\r\n" + te + b"chunked\r\n") + b"0\r\n\r\n", 400),
        ("chunked with length", head(HOST + te + b"chunked\r\nContent-Length: 5\r\n") + b"0\r\n\r\n", 400),
        ("two codings", head(HOST + te + b"chunked\r\n" + te + b"chunked\r\n") + b"0\r\n\r\n", 400),
        ("coding list", head(HOST + te + b"gzip, chunked\r\n") + b"0\r\n\r\n", 501),
        ("coding xchunked", head(HOST + te + b"xchunked\r\n") + b"0\r\n\r\n", 501),
        ("coding identity", head(HOST + te + b"identity\r\n"), 501),
        ("chunked on 1.0", head(HOST + te + b"chunked\r\n", b"POST /echo HTTP/1.0\r\n") + b"0\r\n\r\n", 400),
        ("no Host", b"GET /health HTTP/1.1\r\n\r\n", 400),
        ("two Hosts", b"GET /health HTTP/1.1\r\n" + HOST + HOST + b"\r\n", 400),
        ("Host with space before colon", b"GET /health HTTP/1.1\r\nHost : a\r\n\r\n", 400),
        ("length with space before colon", head(HOST + b"Content-Length : 5\r\n") + b"hello", 400),
        ("odd Host", b"GET /health HTTP/1.1\r\nHost: a b@c\r\n\r\n", 400),
        ("bare LF", b"GET /health HTTP/1.1\nHost: a\n\n", 400),
        ("bare LF in headers", b"GET /health HTTP/1.1\r\nHost: a\nX: y\r\n\r\n", 400),
        ("bare CR", b"GET /health HTTP/1.1\r\nHost: a\rX: y\r\n\r\n", 400),
        ("obs-fold", b"GET /health HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n", 400),
        ("NUL in header", b"GET /health HTTP/1.1\r\n" + HOST + b"X: a\0b\r\n\r\n", 400),
        ("NUL in target", b"GET /hea\0lth HTTP/1.1\r\n" + HOST + b"\r\n", 400),
        ("space in target", b"GET /a b HTTP/1.1\r\n" + HOST + b"\r\n", 400),
        ("two spaces", b"GET  /health HTTP/1.1\r\n" + HOST + b"\r\n", 400),
        ("no header name", b"GET /health HTTP/1.1\r\n" + HOST + b": x\r\n\r\n", 400),
        ("absolute target of another host", b"GET http://a/health HTTP/1.1\r\n" + HOST + b"\r\n", 400),
        ("websocket upgrade", b"GET /health HTTP/1.1\r\n" + HOST + b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n", 501),
        ("odd absolute target", b"GET ftp://localhost/health HTTP/1.1\r\n" + HOST + b"\r\n", 400),
        ("body over the route's limit", post(b"/tiny", b"12345678901"), 413),
        ("chunked body over the route's limit", CHUNKED.replace(b"/echo", b"/tiny"), 413),
        ("body over the limit of a route nobody has", post(b"/nothing", b"x" * 1500000), 413),
        ("HTTP/2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 501),
        ("HTTP/2.0", b"GET /health HTTP/2.0\r\n" + HOST + b"\r\n", 505),
        ("HTTP/0.9", b"GET /health\r\n\r\n", 400),
        ("unknown method", b"FOO /health HTTP/1.1\r\n" + HOST + b"\r\n", 501),
        ("TRACE", b"TRACE /health HTTP/1.1\r\n" + HOST + b"\r\n", 405),
        ("QUERY", b"QUERY /health HTTP/1.1\r\n" + HOST + b"\r\n", 405),
        ("PROPFIND", b"PROPFIND /health HTTP/1.1\r\n" + HOST + b"\r\n", 405),
        ("CONNECT", b"CONNECT a:1 HTTP/1.1\r\n" + HOST + b"\r\n", 501),
        ("TLS hello", bytes.fromhex("160301020001"), 400),
        ("unknown expectation", head(HOST + b"Expect: tea\r\nContent-Length: 5\r\n"), 417),
        ("long target", b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 414),
        ("endless request line", b"GET /" + b"a" * 40000, 414),
        ("long head", b"GET /health HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 17000 + b"\r\n\r\n", 431),
        ("101 headers", b"GET /health HTTP/1.1\r\n" + HOST + b"A: b\r\n" * 100 + b"\r\n", 431),
        ("long body announced", head(HOST + b"Content-Length: 1048577\r\n"), 413),
        ("long body announced, 100-continue", head(HOST + b"Expect: 100-continue\r\nContent-Length: 1048577\r\n"), 413),
        ("long body sent", post(b"/echo", b"x" * 1500000), 413),
        ("long chunk", CHUNKED.split(b"5\r\n")[0] + b"100001\r\n", 413),
        ("chunk without CRLF", CHUNKED.replace(b"hello\r\n", b"helloXX"), 400),
        ("chunk LF", CHUNKED.replace(b"hello\r\n", b"hello\n"), 400),
        ("chunk size 0x", CHUNKED.replace(b"5\r\nhello", b"0x5\r\nhello"), 400),
        ("chunk size with space", CHUNKED.replace(b"5\r\nhello", b"5 \r\nhello"), 400),
        ("chunk extension", CHUNKED.replace(b"5\r\nhello", b"5;a=b\r\nhello"), 400),
        ("chunk trailer", CHUNKED[:-2] + b"X: y\r\n\r\n", 400),
        ("dot segments", b"GET /items/%2e%2e HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n", 400),
        ("404", b"GET /nothing HTTP/1.1\r\n" + HOST + b"\r\n", 404),
        ("double slash is no authority", b"GET //evil/health HTTP/1.1\r\n" + HOST + b"\r\n", 404),
        ("dropped handle", b"GET /drop HTTP/1.1\r\n" + HOST + b"\r\n", 500),
        ("throwing handler", b"GET /throw HTTP/1.1\r\n" + HOST + b"\r\n", 500),
    ]
    for name, wire, status in cases:
        expect(server, name, wire, status)


def test_semantics(server):
    status, headers, body = talk(server, GET)
    check("health", status == 200 and body == b'{"status":"ok"}' and headers["connection"] == "keep-alive"
          and re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", headers["date"]), repr(headers))
    status, headers, body = talk(server, b"GET /items/a%2Fb%20c?x=1&y=%20 HTTP/1.1\r\n" + HOST + b"\r\n")
    check("pattern, parameter, query", body == b"/items/{id} a/b c x=1&y=%20", repr(body))
    status, headers, body = talk(server, b"DELETE /health HTTP/1.1\r\n" + HOST + b"\r\n")
    check("405 with Allow", status == 405 and headers["allow"] == "GET, HEAD", repr((status, headers)))
    for name, wire in (("chunked echo", CHUNKED), ("chunked, upper case", CHUNKED.replace(b": chunked", b": CHUNKED"))):
        check(name, (talk(server, wire) or [0, 0, 0])[2] == b"hello world")
    body = os.urandom(1024 * 1024)
    check("1 MiB body", talk(server, post(b"/echo", body))[2] == body)
    many = b"".join(b"400\r\n" + body[i:i + 1024] + b"\r\n" for i in range(0, len(body), 1024)) + b"0\r\n\r\n"
    check("1 MiB body in 1 KiB chunks", talk(server, CHUNKED.split(b"5\r\n")[0] + many)[2] == body)
    check("8 MiB answer", len(talk(server, b"GET /big HTTP/1.1\r\n" + HOST + b"\r\n")[2]) == 8 * 2**20)
    large = os.urandom(4 * 1024 * 1024)
    check("4 MiB body where the route allows it", talk(server, post(b"/large", large))[2] == large)
    for name, wire in (("absolute target of this host", b"GET http://LocalHost/health HTTP/1.1\r\n" + HOST + b"\r\n"),
                       ("absolute target with a query alone", b"GET http://localhost?a HTTP/1.1\r\n" + HOST + b"\r\n"),
                       ("h2c upgrade is ignored", b"GET /health HTTP/1.1\r\n" + HOST + b"Connection: Upgrade, HTTP2-Settings\r\n"
                        b"Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n")):
        check(name, talk(server, wire)[0] == (404 if b"?" in wire else 200))
    with server.connect() as sock:
        sock.sendall(post(b"/echo", b"hello", b"Connection: Upgrade\r\nUpgrade: h2c\r\n") + GET)
        reader = Reader(sock)
        check("h2c upgrade with a body, next request after it", reader.answer()[2] == b"hello" and reader.answer()[0] == 200)
    with server.connect() as sock:
        sock.sendall(GET)
        sock.shutdown(socket.SHUT_WR)
        check("half-closed client still gets the answer", Reader(sock).answer()[0] == 200)
    check("empty lines before a request", talk(server, b"\r\n\r\n" + GET)[0] == 200)

    with server.connect() as sock:
        reader = Reader(sock)
        sock.sendall(b"HEAD /health HTTP/1.1\r\n" + HOST + b"\r\n" + GET)
        first, second = reader.answer(head_only=True), reader.answer()
        check("HEAD has no body", first[1]["content-length"] == "15" and second[2] == b'{"status":"ok"}')
        sock.sendall(b"HEAD /nothing HTTP/1.1\r\n" + HOST + b"\r\n" + GET)
        check("HEAD 404 has no body", reader.answer(head_only=True)[0] == 404 and reader.answer()[0] == 200)
    for name, wire, closes in (
            ("Connection: close", GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"), True),
            ("HTTP/1.0", b"GET /health HTTP/1.0\r\n\r\n", True),
            ("HTTP/1.0 keep-alive", b"GET /health HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", False)):
        with server.connect() as sock:
            sock.sendall(wire)
            reader = Reader(sock)
            answer = reader.answer()
            ended = bool(select.select([sock], [], [], 0.3)[0]) and reader.at_end()
            check(name, answer[0] == 200 and ended == closes
                  and answer[1]["connection"] == ("close" if closes else "keep-alive"), repr((answer, ended)))
    with server.connect() as sock:
        reader = Reader(sock)
        sock.sendall(b"POST /echo HTTP/1.1\r\n" + HOST + b"Expect: 100-continue\r\nContent-Length: 5\r\n\r\n")
        first = reader.answer()
        sock.sendall(b"hello")
        check("100-continue", first[0] == 100 and reader.answer()[2] == b"hello")
        sock.sendall(GET)
        check("next request after 100-continue", reader.answer()[0] == 200)


def test_order(server):
    with server.connect() as sock:
        reader = Reader(sock)
        started = time.monotonic()
        sock.sendall(b"GET /slow HTTP/1.1\r\n" + HOST + b"\r\n" + post(b"/echo", b"one") + CHUNKED + GET
                     + b"GET /items/7 HTTP/1.1\r\n" + HOST + b"\r\n" + b"GET /slow HTTP/1.1\r\n" + HOST + b"\r\n"
                     + post(b"/echo", b"two"))
        bodies = [reader.answer()[2] for _ in range(7)]
        check("pipelined, slow first, in order", bodies == [
            b'{"slow":true}', b"one", b"hello world", b'{"status":"ok"}', b"/items/{id} 7 ", b'{"slow":true}', b"two"]
            and time.monotonic() - started > 0.4, repr(bodies))
        count = 5000
        threading.Thread(target=lambda: sock.sendall(b"".join(post(b"/echo", b"%d" % i) for i in range(count)))).start()
        check("5,000 pipelined echoes in order", all(reader.answer()[2] == b"%d" % i for i in range(count)))


def test_splits(server):
    """Every byte offset, and one byte at a time, on connections that are used again and again."""
    message = (b"POST /echo?q=1 HTTP/1.1\r\n" + HOST + b"X-A: b\r\nContent-Length: 11\r\n\r\nhello world")
    for name, wire in (("request", message), ("chunked request", CHUNKED)):
        bad = []
        with server.connect() as sock:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            reader = Reader(sock)
            for offset in range(1, len(wire)):
                sock.sendall(wire[:offset])
                time.sleep(0.002)
                sock.sendall(wire[offset:])
                answer = reader.answer()
                if answer is None or answer[2] != b"hello world":
                    bad.append(offset)
                    break
            for byte in wire:
                sock.sendall(bytes([byte]))
                time.sleep(0.0005)
            check(f"{name} split at each of {len(wire) - 1} offsets and byte by byte",
                  not bad and reader.answer()[2] == b"hello world", repr(bad))
    pair, bad = CHUNKED + message, []
    with server.connect() as sock:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        reader = Reader(sock)
        for offset in range(1, len(pair)):
            sock.sendall(pair[:offset])
            time.sleep(0.001)
            sock.sendall(pair[offset:])
            if [reader.answer()[2], reader.answer()[2]] != [b"hello world"] * 2:
                bad.append(offset)
    check("pipelined pair split at every offset", not bad, repr(bad))


def test_keep_alive(server):
    with server.connect() as sock:
        reader = Reader(sock)
        good = 0
        for i in range(10000):
            sock.sendall(GET if i % 2 else post(b"/echo", b"%d" % i))
            answer = reader.answer()
            good += answer[0] == 200 and (i % 2 == 1 or answer[2] == b"%d" % i)
        check("10,000 requests on one connection", good == 10000, good)


with Server() as server:
    for test in (test_refusals, test_semantics, test_order, test_splits, test_keep_alive):
        test(server)
finish()
