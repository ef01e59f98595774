"""An OpenID Connect provider of our own, over real HTTP: honest unless a test says how it lies."""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

CLIENT, SECRET = "beffroi", "un secret de test"
KEYS = {
    "RS256": RSAKey.generate_key(2048, {"kid": "rsa", "use": "sig", "alg": "RS256"}),
    "ES256": ECKey.generate_key("P-256", {"kid": "ec", "use": "sig", "alg": "ES256"}),
}
# Published by nobody.
STRANGE = RSAKey.generate_key(2048, {"kid": "rsa", "use": "sig", "alg": "RS256"})


@dataclass
class Provider:
    """`lies`: claims laid over the honest ones, by token ("id_token", "userinfo"); None takes one away."""

    issuer: str = ""
    algorithm: str = "RS256"
    agent: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, dict[str, Any]] = field(default_factory=dict)
    strange_key: bool = False
    unsigned_userinfo: bool = False
    asked: dict[str, str] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    exchanges: list[dict[str, str]] = field(default_factory=list)

    def sign_in(self, url: str) -> str:
        """What the person does there: the address that the browser is sent back to."""
        parts = urlsplit(url)
        self.asked = {name: found[0] for name, found in parse_qs(parts.query).items()}
        code = secrets.token_urlsafe(16)
        self.codes[code] = self.asked
        back = urlsplit(self.asked["redirect_uri"]).path
        return f"{back}?code={code}&state={self.asked['state']}"

    def token(self, name: str, claims: dict[str, Any]) -> str:
        now = int(time.time())
        honest = {"iss": self.issuer, "aud": CLIENT, "sub": "sujet-1", "iat": now, "exp": now + 60, **claims}
        said = {key: value for key, value in (honest | self.lies.get(name, {})).items() if value is not None}
        key = STRANGE if self.strange_key else KEYS[self.algorithm]
        return jwt.encode({"alg": self.algorithm, "kid": key.kid}, said, key)

    def answer(self, path: str, form: dict[str, str], authorization: str) -> tuple[int, str, str]:
        if path.endswith("/.well-known/openid-configuration"):
            return 200, "application/json", json.dumps(self.description())
        if path.endswith("/jwks"):
            keys = [key.as_dict(private=False) for key in KEYS.values()]
            return 200, "application/json", json.dumps({"keys": keys})
        if path.endswith("/token"):
            return self.exchange(form)
        if path.endswith("/userinfo") and authorization == "Bearer jeton":
            if self.unsigned_userinfo:
                return 200, "application/json", json.dumps({"sub": "sujet-1", **self.agent})
            return 200, "application/jwt", self.token("userinfo", self.agent)
        return 404, "text/plain", "?"

    def description(self) -> dict[str, str]:
        names = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "userinfo_endpoint": "userinfo",
            "jwks_uri": "jwks",
            "end_session_endpoint": "session/end",
        }
        return {"issuer": self.issuer} | {key: f"{self.issuer}/{path}" for key, path in names.items()}

    def exchange(self, form: dict[str, str]) -> tuple[int, str, str]:
        """A code serves once, for the client who proves itself."""
        self.exchanges.append(form)
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or (form["client_id"], form["client_secret"]) != (CLIENT, SECRET):
            return 400, "application/json", '{"error": "invalid_grant"}'
        id_token = self.token("id_token", {"nonce": asked["nonce"], "acr": "eidas1"})
        return 200, "application/json", json.dumps({"access_token": "jeton", "id_token": id_token})


@contextmanager
def running(provider: Provider) -> Iterator[Provider]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.reply({})

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.reply({name: found[0] for name, found in parse_qs(sent).items()})

        def reply(self, form: dict[str, str]) -> None:
            path = urlsplit(self.path).path
            status, kind, text = provider.answer(path, form, self.headers.get("Authorization", ""))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    provider.issuer = f"http://127.0.0.1:{server.server_port}/api/v2"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
