"""What readers and writers send, prepared as browsers would before the clock runs."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from benchmarks.load import KEY, Client, Job
from benchmarks.served import BROWSER, fetch
from benchmarks.site import HOST, Place, Site, Writer
from benchmarks.sizes import WRITERS
from deliberate.domain.votes import ClauseChoice

SEE_OTHER = 303
CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
BODY = "우리 동네 주민센터에서는 화면의 점수만 보고 돌려보냈습니다. 사람이 다시 살펴 주세요."


def framework_page(site: Site) -> str:
    """Return the address of the whole text."""
    return f"/ko/frameworks/{site.slug}"


def clause_page(site: Site, place: Place) -> str:
    """Return the address of a clause."""
    return f"{framework_page(site)}/clauses/{place.ref}"


def readers(port: int, path: str, seconds: float, cookie: str = "") -> Job:
    """Read a page over and over."""
    client = Client([_head("GET", path, cookie)], [""])
    return Job(HOST, port, [client] * WRITERS, 200, seconds)


def sequence(port: int, paths: list[str], requests: int) -> Job:
    """Read these pages in turn, so many in all."""
    client = Client([_head("GET", path) for path in paths], [""] * len(paths))
    return Job(HOST, port, [client] * WRITERS, 200, requests=requests)


def voters(port: int, site: Site, seconds: float, *, swap: bool, alone: bool = False) -> Job:
    """Vote on the hot clause in turn for each answer; `swap`: as htmx does, for the new panel."""
    path = f"{clause_page(site, site.hot)}/vote"
    writers = site.writers[:1] if alone else site.writers
    clients = []
    for writer in writers:
        cookie, token = _form(port, path, writer)
        fields = {
            "csrf_token": token,
            "round": site.round_ref,
            "wording": site.hot.wording_ref,
            "seen": "ko",
        }
        bodies = [urlencode({**fields, "choice": choice.value}) for choice in ClauseChoice]
        head = _post_head(path, cookie, swap=swap)
        clients.append(Client([head] * len(bodies), bodies))
    return Job(HOST, port, clients, 200 if swap else SEE_OTHER, seconds)


def floor_voters(port: int, site: Site, seconds: float) -> Job:
    """Do what `voters` do on the floor."""
    clients = []
    for writer in site.writers:
        bodies = [
            urlencode({"participant": writer.participant_id, "choice": choice.value})
            for choice in ClauseChoice
        ]
        clients.append(Client([_post_head("/vote", writer.cookie)] * len(bodies), bodies))
    return Job(HOST, port, clients, SEE_OTHER, seconds)


def commenters(port: int, site: Site, seconds: float) -> Job:
    """Send comments from the page that shows them before they are sent."""
    path = f"{clause_page(site, site.other)}/comment"
    clients = []
    for writer in site.writers:
        cookie, token = _form(port, path, writer)
        fields = {
            "csrf_token": token,
            "round": site.round_ref,
            "wording": site.other.wording_ref,
            "parent": "",
            "body": BODY,
            "stance": "concern",
            "language": "ko",
            "naming": "usual",
            "one_time_name": "",
        }
        body = f"{urlencode(fields)}&key={KEY}"
        clients.append(Client([_post_head(f"{path}/send", cookie)], [body]))
    return Job(HOST, port, clients, SEE_OTHER, seconds)


def floor_commenters(port: int, site: Site, seconds: float) -> Job:
    """Do what `commenters` do on the floor."""
    clients = []
    for writer in site.writers:
        body = urlencode({"participant": writer.participant_id, "body": BODY}) + f"&key={KEY}"
        clients.append(Client([_post_head("/comment", writer.cookie)], [body]))
    return Job(HOST, port, clients, SEE_OTHER, seconds)


def _form(port: int, path: str, writer: Writer) -> tuple[str, str]:
    """Open the page with the form; return the cookie that it sets, and its token."""
    page, headers = fetch(port, path, writer.cookie, **{"Accept-Encoding": "identity"})
    found = CSRF.search(page.decode())
    if found is None:
        raise SystemExit(f"no token on {path}")
    return headers.get("set-cookie", writer.cookie).partition(";")[0], found[1]


def _head(method: str, path: str, cookie: str = "", **more: str) -> str:
    """Return the head of a request, as a browser writes it; the length is not in it."""
    headers = {"Host": HOST, **BROWSER, **more, **({"Cookie": cookie} if cookie else {})}
    lines = [f"{name}: {value}\r\n" for name, value in headers.items()]
    return f"{method} {path} HTTP/1.1\r\n{''.join(lines)}"


def _post_head(path: str, cookie: str, *, swap: bool = False) -> str:
    sent = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    return _head("POST", path, cookie, **sent, **({"HX-Request": "true"} if swap else {}))
