#!/usr/bin/env python3
"""Lists from a server that does everything wrong that servers do: what was current stays, and the
reason is said. Prints TAP. usage: test_fetch.py INTERDICT"""
import base64
import hashlib
import http.server
import json
import os
import ssl
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.environ.get("ITD_SOURCE_ROOT", ".")
BINARY = os.path.abspath(sys.argv[1])
CERTIFICATE = os.path.join(ROOT, "tests/data/fetch/server.pem")
KEY = os.path.join(ROOT, "tests/data/fetch/server.key")


def un_list(day, count):
    """A list of `count` persons in the UN's layout."""
    records = "".join(
        f"<INDIVIDUAL><DATAID>{i}</DATAID><FIRST_NAME>EXAMPLE</FIRST_NAME><SECOND_NAME>NUMBER{i}"
        f"</SECOND_NAME><UN_LIST_TYPE>TEST</UN_LIST_TYPE><REFERENCE_NUMBER>TEi.{i:03}"
        f"</REFERENCE_NUMBER><LISTED_ON>2020-01-01</LISTED_ON></INDIVIDUAL>" for i in range(count))
    return (f'<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="{day}T00:00:00">'
            f"<INDIVIDUALS>{records}</INDIVIDUALS></CONSOLIDATED_LIST>").encode()


GOOD = un_list("2025-06-01", 20)
NEWER = un_list("2025-07-01", 21)
HTML = b"<!DOCTYPE html><html><body>Please come back later</body></html>"
OTHER = b'36,"EXAMPLE LTD.",-0- ,"TEST",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, tls):
        super().__init__(("127.0.0.1", 0), Handler)
        self.hits = {}
        self.scheme = "https" if tls else "http"
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE, KEY)
            self.socket = context.wrap_socket(self.socket, server_side=True)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self, path):
        return f"{self.scheme}://127.0.0.1:{self.server_port}{path}"

    def handle_error(self, request, client_address):
        pass


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def send(self, body, code=200, length=None, **headers):
        self.send_response(code)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def do_GET(self):
        count = self.server.hits[self.path] = self.server.hits.get(self.path, 0) + 1
        name = self.path.lstrip("/").partition("?")[0].replace("-", "_").replace(".", "_")
        getattr(self, name, lambda _: self.send(b"no", 404))(count)

    def good(self, _):
        self.send(GOOD, ETag='"one"', Last_Modified="Sun, 01 Jun 2025 09:00:00 GMT")

    def conditional(self, _):
        if self.headers.get("If-None-Match") == '"one"':
            self.send(b"", 304, ETag='"one"')
        else:
            self.good(0)

    def newer(self, _):
        self.send(NEWER)

    def older(self, _):
        self.send(un_list("2024-06-01", 20))

    def smaller(self, _):
        self.send(un_list("2025-08-01", 10))

    def html(self, _):
        self.send(HTML, Content_Type="text/html")

    def other(self, _):
        self.send(OTHER)

    def empty(self, _):
        self.send(b"")

    def truncated(self, _):
        self.send(GOOD[:len(GOOD) // 2], length=len(GOOD))

    def cut_without_length(self, _):
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(GOOD[:len(GOOD) // 2])
        self.close_connection = True

    def too_long(self, _):
        self.send(GOOD + b"more", length=len(GOOD))

    def slow(self, _):
        self.send_response(200)
        self.send_header("Content-Length", str(len(GOOD)))
        self.end_headers()
        self.wfile.write(GOOD[:10])
        self.wfile.flush()
        time.sleep(8)

    def loop(self, _):
        self.send(b"", 302, Location="/loop")

    def moved(self, _):
        self.send(b"", 302, Location="/newer")

    def to_http(self, _):
        self.send(b"", 302, Location="http://127.0.0.1:9/good")

    def busy_once(self, count):
        if count == 1:
            self.send(b"wait", 503, Retry_After="0")
        else:
            self.newer(0)

    def broken(self, _):
        self.send(b"oops", 500)

    def forbidden(self, _):
        self.send(b"no", 403)

    def promised(self, _):
        digest = base64.b64encode(hashlib.sha256(NEWER).digest()).decode()
        self.send(NEWER, Repr_Digest=f"sha-256=:{digest}:")

    def wrong_promise(self, _):
        digest = base64.b64encode(hashlib.sha256(GOOD).digest()).decode()
        self.send(NEWER, Repr_Digest=f"sha-256=:{digest}:")

    def part(self, body):
        """One file of a set, sent only when it is another one than last time."""
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == tag:
            self.send(b"", 304)
        else:
            self.send(body, ETag=tag, Last_Modified="Tue, 01 Jul 2025 10:00:00 GMT")

    def sdn_csv(self, _):
        changed = self.server.hits.get("/change", 0) > 0
        self.part(OTHER.replace(b"EXAMPLE", b"CHANGED") if changed else OTHER)

    def alt_csv(self, _):
        self.part(b'36,1,"aka","SAMPLE LTD.",-0- \r\n')

    def add_csv(self, _):
        self.part(b'36,2,"1 Example Street","Exampleton","Iran",-0- \r\n')


class Test:
    def __init__(self):
        self.count = self.failed = 0
        self.plain, self.secure = Server(False), Server(True)

    def interdict(self, *arguments):
        env = {"PATH": os.environ["PATH"], "HOME": self.folder, "INTERDICT_STORE": self.store,
               "TMPDIR": self.folder}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                env[name] = os.environ[name]
        return subprocess.run([BINARY, *arguments], env=env, capture_output=True, timeout=120,
                              check=False, text=True)

    def fetch(self, url, *more):
        return self.interdict("lists", "fetch", "un", "--url", url, "--format", "json", *more)

    def version(self):
        done = self.interdict("lists", "ls", "--format", "json")
        return [(row["date"], row["entries"]) for row in json.loads(done.stdout)]

    def check(self, name, truth, detail=""):
        self.count += 1
        if not truth:
            self.failed += 1
            print(f"# {detail}")
        print(f"{'ok' if truth else 'not ok'} {self.count} - {name}")

    def outcome(self, name, path, outcome, *more, server=None):
        url = (server or self.plain).url(path)
        done = self.fetch(url, *more)
        rows = json.loads(done.stdout) if done.stdout else [{}]
        self.check(name, done.returncode == 0 and rows[0].get("outcome") == outcome,
                   done.stdout + done.stderr)
        return rows[0]

    def refused(self, name, path, status, words, *more, server=None):
        before = self.version()
        done = self.fetch((server or self.plain).url(path), *more)
        self.check(f"{name}: refused, said why, what was current stays",
                   done.returncode == status and words in done.stderr and self.version() == before
                   and not [f for f in os.listdir(self.folder) if f.startswith("interdict-fetch")],
                   f"{done.returncode} {done.stderr} {self.version()}")

    def run(self):
        with tempfile.TemporaryDirectory() as self.folder:
            self.store = os.path.join(self.folder, "store")
            self.faults()
            self.good_answers()
        with tempfile.TemporaryDirectory() as self.folder:
            self.store = os.path.join(self.folder, "store")
            self.sets()
        with tempfile.TemporaryDirectory() as self.folder:
            self.store = os.path.join(self.folder, "store")
            self.ages()
        print(f"1..{self.count}")
        return self.failed > 0

    def faults(self):
        first = self.fetch(self.plain.url("/good"))
        self.check("the first fetch adds the list", first.returncode == 0 and
                   self.version() == [("2025-06-01", 20)], first.stderr)
        fast = ("--retries", "0")
        self.refused("404", "/nothing", 66, "no such file (HTTP 404)")
        self.check("404 is asked once", self.plain.hits["/nothing"] == 1)
        self.refused("403", "/forbidden", 74, "HTTP 403")
        self.refused("500 that stays", "/broken", 74, "HTTP 500", "--retries", "1")
        self.check("500 is tried again", self.plain.hits["/broken"] == 2)
        self.refused("a web page", "/html", 65, "HTML page")
        self.refused("an older list", "/older", 68, "older than the version of 2025-06-01")
        self.refused("a smaller list", "/smaller", 65, "10")
        self.refused("another list", "/other", 65, "")
        self.refused("nothing", "/empty", 74, "no bytes")
        self.refused("a cut answer", "/truncated", 74, "", *fast)
        self.refused("a cut answer without a length", "/cut-without-length", 65, "")
        self.refused("a slow answer", "/slow", 74, "", "--timeout", "2", *fast)
        self.refused("a redirect loop", "/loop", 74, "redirect")
        self.refused("a wrong digest in the answer", "/wrong-promise", 70, "SHA-256")
        self.refused("a wrong digest from the page", "/newer", 70, "SHA-256", "--digest", "0" * 64)
        self.refused("a certificate that nobody trusts", "/good", 74, "certificate",
                     server=self.secure)
        self.refused("a way out of TLS", "/to-http", 74, "HTTPS", "--ca", CERTIFICATE,
                     server=self.secure)
        self.refused("no server", "http://127.0.0.1:9/x", 74, "", *fast, server=Direct())
        self.refused("another scheme", "ftp://127.0.0.1/x", 64, "https://", server=Direct())
        done = self.interdict("lists", "fetch", "nonsense")
        self.check("a list without an address is named", done.returncode == 66 and
                   "nonsense" in done.stderr, done.stderr)

    def good_answers(self):
        self.outcome("what did not change is not sent again", "/conditional", "existed")
        row = self.outcome("and then asked with its ETag", "/conditional", "unchanged")
        self.check("without a byte", row.get("bytes") == 0, row)
        self.outcome("more bytes than promised are not read", "/too-long", "existed")
        self.outcome("500, then good", "/busy-once", "added")
        self.check("the newer list is current", self.version()[0] == ("2025-07-01", 21))
        self.outcome("a redirect is followed", "/moved", "existed")
        row = self.outcome("a right digest is compared", "/promised", "existed")
        self.check("and said", row.get("digest_checked") is True, row)
        self.outcome("the certificate of one's own", "/newer", "existed", "--ca", CERTIFICATE,
                     server=self.secure)
        done = self.interdict("lists", "update", "--ca", CERTIFICATE, "--format", "json")
        self.check("update asks where the list came from", done.returncode == 0 and
                   json.loads(done.stdout)[0]["list"] == "un", done.stderr)
        self.outcome("a smaller list that is accepted", "/smaller", "added", "--accept-shrink")

    def sets(self):
        urls = [word for name in ("sdn", "alt", "add")
                for word in ("--url", self.plain.url(f"/{name}.csv"))]

        def fetch(*some):
            done = self.interdict("lists", "fetch", "ofac", *some, "--format", "json")
            rows = json.loads(done.stdout) if done.stdout else [{}]
            return done.returncode, rows[0].get("outcome"), done.stderr

        code, outcome, why = fetch(*urls[:4])
        self.check("a set that lacks a file is refused", code == 65 and outcome == "failed", why)
        code, outcome, why = fetch(*urls)
        self.check("a set of three files is one version", code == 0 and outcome == "added" and
                   self.version() == [("2025-07-01T10:00Z", 1)], f"{why} {self.version()}")
        self.check("nothing of it changed", fetch(*urls)[1] == "unchanged")
        self.plain.hits["/change"] = 1
        code, outcome, why = fetch(*urls)
        self.check("one file changed: the others are fetched with it",
                   code == 0 and outcome == "added" and self.plain.hits["/alt.csv"] >= 5, why)
        done = self.interdict("lists", "update", "--format", "json")
        self.check("update knows all three", json.loads(done.stdout)[0]["outcome"] == "unchanged",
                   done.stdout + done.stderr)


    def stale(self, name, days, stale, words="", *more):
        """Does --max-age refuse?"""
        done = self.interdict("screen", "Example Number3", "--format", "json", "--max-age",
                              str(days), *more)
        self.check(name, done.returncode == (67 if stale else 1) and words in done.stderr,
                   f"{done.returncode} {done.stderr}")
        return json.loads(done.stdout)[0] if done.stdout and not stale else {}

    def set_checked(self, when):
        """Another time of the last check; a number: hours before now."""
        path = os.path.join(self.store, "fetch", "un.json")
        with open(path, encoding="utf-8") as file:
            note = json.load(file)
        if not isinstance(when, str):
            when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - when * 3600))
        note["checked"] = when
        with open(path, "w", encoding="utf-8") as file:
            json.dump(note, file)

    def ages(self):
        with open(os.path.join(self.folder, "un.xml"), "wb") as file:
            file.write(GOOD)
        self.interdict("lists", "add", "un", os.path.join(self.folder, "un.xml"))
        self.stale("a list by hand is as old as its date", 30, True, "days old")
        row = json.loads(self.interdict("lists", "ls", "--format", "json").stdout)[0]
        self.check("and was never checked", row.get("checked", 1) is None, row)
        self.outcome("the same list from the publisher", "/conditional", "existed")
        answer = self.stale("counts as found current", 0, False)
        self.check("the answer says when", list(answer.get("checked", {})) == ["un"] and
                   answer["lists"] == {"un": "2025-06-01"}, answer)
        table = self.interdict("screen", "Example Number3")
        self.check("people are told both ages", "days old, checked today" in
                   table.stdout + table.stderr, table.stdout + table.stderr)
        row = json.loads(self.interdict("lists", "ls", "--format", "json").stdout)[0]
        self.check("so does lists ls", row["checked"] == answer["checked"]["un"], row)
        self.set_checked(3 * 24 + 1)
        self.stale("a check of three days ago is enough for three", 3, False)
        self.stale("and not for two", 2, True, "checked 3 days ago")
        self.fetch(self.plain.url("/html"))
        self.fetch(self.plain.url("/broken"), "--retries", "0")
        self.fetch(self.plain.url("/older"))
        self.stale("a fetch that failed is no check", 2, True)
        self.outcome("not modified", "/conditional", "unchanged")
        self.stale("is one", 0, False)
        self.set_checked(-2)
        self.stale("a check in the future is none", 2, True)
        self.set_checked("yesterday")
        self.stale("nor one without a time", 2, True)
        self.set_checked(1)
        self.stale("one of an hour ago is", 0, False)
        with open(os.path.join(self.folder, "newer.xml"), "wb") as file:
            file.write(NEWER)
        self.interdict("lists", "add", "un", os.path.join(self.folder, "newer.xml"))
        self.stale("another version was not checked", 2, True)
        self.stale("nor is what answers for another day", 2, True, "", "--as-of", "2025-06-15")
        self.interdict("lists", "pin", "un", "2025-06-01")
        self.stale("the checked version, pinned, was", 0, False)
        with open(os.path.join(self.store, "fetch", "un.json"), "w", encoding="utf-8") as file:
            file.write("{")
        self.stale("a damaged note is none", 2, True)


class Direct:
    """An address that no server of ours answers."""

    @staticmethod
    def url(path):
        return path


sys.exit(Test().run())
