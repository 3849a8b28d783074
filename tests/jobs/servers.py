"""Mail servers that refuse, that ask for a password, and that prove who they are."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from tests.support.mail import MailServer
from tests.support.ports import HERE, free_port
from tests.support.requirements import absent


class Refusing:
    """Answers every recipient alike."""

    def __init__(self, answer: str) -> None:
        self.answer = answer

    async def handle_RCPT(self, *_arguments: Any) -> str:  # noqa: N802
        """Refuse; called by the server."""
        return self.answer

    @contextmanager
    def running(self) -> Iterator[str]:
        """Run the server and give its address."""
        port = free_port()
        controller = Controller(self, hostname=HERE, port=port)
        controller.start()
        try:
            yield f"smtp://{HERE}:{port}"
        finally:
            controller.stop()


class Guarded(MailServer):
    """Keeps mail, and every name and password that it is shown."""

    def __init__(self, port: int, name: str, password: str) -> None:
        super().__init__(port)
        self.seen: list[tuple[str, str]] = []
        self._right = (name, password)

    def let_in(
        self, _server: Any, _session: Any, _envelope: Any, _way: str, data: Any
    ) -> AuthResult:
        """Decide on a name and password; called by the server."""
        assert isinstance(data, LoginPassword)
        shown = (data.login.decode(), data.password.decode())
        self.seen.append(shown)
        return AuthResult(success=shown == self._right)


@contextmanager
def with_password(
    name: str, password: str, proof: Path | None, scheme: str
) -> Iterator[tuple[Guarded, int]]:
    """Run a server that wants a password; encrypted with the certificate `proof`, if any."""
    port = free_port()
    server = Guarded(port, name, password)
    encryption: dict[str, Any] = {}
    if proof is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(proof)
        encryption = {"ssl_context" if scheme == "smtps" else "tls_context": context}
    controller = Controller(
        server,
        hostname="localhost",
        port=port,
        authenticator=server.let_in,
        auth_require_tls=scheme == "smtp" and proof is not None,
        **encryption,
    )
    controller.start()
    try:
        yield server, port
    finally:
        controller.stop()


def certificate(folder: Path) -> Path:
    """Make a certificate with its key for "localhost", signed by nobody else."""
    program = shutil.which("openssl")
    if program is None:
        absent("openssl (Debian: openssl)")
    path = folder / "proof.pem"
    wanted = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    made = ["-keyout", str(path), "-out", str(folder / "only.pem")]
    subprocess.run([program, *wanted, *names, *made], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + (folder / "only.pem").read_bytes())
    return path
