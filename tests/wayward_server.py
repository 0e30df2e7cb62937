"""A web server on this machine that misbehaves in the ways that real ones do, and notes what it was asked."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = (
    "<html><head><title>{0}</title></head><body><h1>Minister visits {0}</h1>"
    "<p>ASTANA, 6 April 2004 - The Minister of Foreign Affairs, Jan Novak, met Ambassador Maria Keller.</p>"
    "</body></html>"
)
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><urlset><url><loc>&c;</loc></url></urlset>'
)


class WaywardServer(ThreadingHTTPServer):
    """Answers by path; see ``_Handler``.

    Attributes:
        asked: the paths that were asked for, in order.
        headers_of: the header fields of the last request for a path.
        text: what pages say; changing it changes them all.
        robots: content of robots.txt, or the status that is answered instead.
        failures: how often ``/busy`` still says that it is busy.
        pages: number of pages that ``/sitemap.xml`` names.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []
        self.headers_of: dict[str, dict[str, str]] = {}
        self.text = "Astana"
        self.robots: str | int = 404
        self.failures = 1
        self.pages = 5
        self.closing = threading.Event()

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    def pages_asked(self) -> list[str]:
        return [path for path in self.asked if path != "/robots.txt"]

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep the output of the tests clean when a client goes away."""


@contextmanager
def serve_waywardly() -> Iterator[WaywardServer]:
    with WaywardServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: WaywardServer

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.headers_of[self.path] = dict(self.headers.items())
        name = self.path.partition("?")[0].strip("/").partition(".")[0].partition("/")[0].replace("-", "_")
        answer: Callable[[], None] = getattr(self, f"answer_{name}", self.answer_status)
        answer()

    def send(self, body: bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        self.send_response(200)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer_status(self) -> None:
        """Answer ``/410`` with 410, and whatever is not known with 404."""
        name = self.path.strip("/")
        self.send_error(int(name) if name.isdigit() else 404)

    def answer_robots(self) -> None:
        robots = self.server.robots
        if isinstance(robots, int):
            self.send_error(robots)
        else:
            self.send(robots.encode(), "text/plain")

    def answer_page(self) -> None:
        time.sleep(0.002)
        self.send(PAGE.format(f"{self.server.text} {self.path}").encode(), Set_Cookie="id=7")

    def answer_tagged(self) -> None:
        tag = f'"{self.server.text}"'
        if self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            self.end_headers()
        else:
            self.send(PAGE.format(self.server.text).encode(), ETag=tag)

    def answer_always_unchanged(self) -> None:
        self.send_response(304)
        self.end_headers()

    def answer_wrong_charset(self) -> None:
        self.send(PAGE.format("Köln").encode("cp1252"), "text/html; charset=utf-8")

    def answer_picture(self) -> None:
        self.send(b"GIF89a", "image/gif")

    def answer_endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        while not self.server.closing.is_set():
            self.wfile.write(b"x" * 65536)

    def answer_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        while not self.server.closing.wait(0.05):
            self.wfile.write(b"x")
            self.wfile.flush()

    def answer_drip_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.server.closing.wait(0.05):
            self.wfile.write(b"X-More: x\r\n")
            self.wfile.flush()

    def answer_silent(self) -> None:
        self.server.closing.wait(120)

    def answer_short(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.wfile.write(b"<p>cut off")

    def answer_garbage(self) -> None:
        self.wfile.write(b"\x00\xff this is not HTTP\r\n\r\n")

    def answer_bad_gzip(self) -> None:
        self.send(b"this is not gzip", Content_Encoding="gzip")

    def answer_gzip(self) -> None:
        self.send(gzip.compress(PAGE.format("Astana").encode()), Content_Encoding="gzip")

    def answer_bomb(self) -> None:
        self.send(gzip.compress(b"<p>" + b"0" * 50_000_000), Content_Encoding="gzip")

    def answer_loop(self) -> None:
        self.redirect("/loop-back")

    def answer_loop_back(self) -> None:
        self.redirect("/loop")

    def answer_ever_further(self) -> None:
        self.redirect(self.path + "x")

    def answer_moved(self) -> None:
        self.redirect("/page")

    def answer_to_file(self) -> None:
        self.redirect("file:///etc/passwd")

    def answer_to_neighbour(self) -> None:
        self.redirect(f"http://127.0.0.2:{self.server.server_port}/page")

    def answer_nowhere(self) -> None:
        self.send_response(302)
        self.end_headers()

    def answer_busy(self) -> None:
        if self.server.failures:
            self.server.failures -= 1
            self.send_response(503)
            self.send_header("Retry-After", "0")
            self.end_headers()
        else:
            self.answer_page()

    def answer_come_later(self) -> None:
        self.send_response(429)
        self.send_header("Retry-After", "86400")
        self.end_headers()

    def answer_listing(self) -> None:
        links = ["/page?n=1", "/page?n=1#top", "page?n=2", "/PAGE/../page?n=2", "/a.png", "/listing"]
        more = ["http://example.org/", "mailto:me@example.org", "javascript:alert(1)", "http://["]
        self.send("".join(f'<a href="{link}">x</a>' for link in links + more).encode())

    def answer_sitemap(self) -> None:
        self.send_sitemap("url", [f"/page?n={number}" for number in range(self.server.pages)])

    def answer_sitemap_index(self) -> None:
        self.send_sitemap("sitemap", ["/sitemap-index.xml", "/sitemap.xml", "/sitemap-gz.xml.gz"])

    def answer_sitemap_deep(self) -> None:
        self.send_sitemap("sitemap", [f"{self.path}x"])

    def answer_sitemap_gz(self) -> None:
        self.send_sitemap("url", ["/page?n=gz"], pack=True)

    def answer_sitemap_bomb(self) -> None:
        self.send(BOMB.encode(), "application/xml")

    def answer_sitemap_broken(self) -> None:
        self.send(b"<urlset><url><loc>http", "application/xml")

    def answer_sitemap_gz_bomb(self) -> None:
        self.send(gzip.compress(b" " * 50_000_000), "application/gzip")

    def send_sitemap(self, kind: str, paths: list[str], *, pack: bool = False) -> None:
        locations = "".join(f"<{kind}><loc>{self.server.address(path)}</loc></{kind}>" for path in paths)
        body = f'<?xml version="1.0"?><x xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locations}</x>'
        self.send(gzip.compress(body.encode()) if pack else body.encode(), "application/xml")

    def log_message(self, format: str, *args: object) -> None:
        """Keep the output of the tests clean."""
