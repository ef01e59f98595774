"""Sign-in of public agents through an OpenID Connect provider (ProConnect's documented flow).

Authorization code with client_secret_post; `id_token` and the answer of userinfo are signed tokens that
are verified here against the provider's published keys. Nothing of this touches the database.
"""

from __future__ import annotations

import http.client
import json
import secrets
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import current_app
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from config import Settings
from matchmaker.accounts.errors import ProviderRefused
from matchmaker.accounts.models import Session

ALGORITHMS = ["RS256", "ES256"]
TIMEOUT = 10
LARGEST = 512 * 1024
# Clocks differ a little between two machines.
LEEWAY = 60
KEPT = 3600
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True)
class Provider:
    """The provider's own description of itself, and its public keys."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    userinfo_endpoint: str
    jwks_uri: str
    end_session_endpoint: str | None
    keys: KeySet
    read_at: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, slots=True)
class Agent:
    """What the provider vouches for. `siret`: the establishment that the agent works for, when said."""

    issuer: str
    subject: str
    email: str
    email_verified: bool
    first_name: str
    last_name: str
    siret: str | None
    id_token: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """Where the browser goes to sign out at the provider, and what must come back from there."""

    url: str
    state: str


_providers: dict[str, Provider] = {}
_lock = threading.Lock()


def configured() -> bool:
    return _settings().oidc_issuer is not None


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def provider(*, fresh: bool = False) -> Provider:
    """Read once an hour, and again when a token names a key that is not known. Raises ProviderRefused."""
    issuer = _settings().oidc_issuer
    if issuer is None:
        raise ProviderRefused("no provider is set")
    with _lock:
        known = _providers.get(issuer)
        if known is None or fresh or time.monotonic() - known.read_at > KEPT:
            known = _providers[issuer] = _discover(issuer)
        return known


def _discover(issuer: str) -> Provider:
    said = _json(_fetch(f"{issuer}/.well-known/openid-configuration"))
    if str(said.get("issuer", "")).rstrip("/") != issuer:
        raise ProviderRefused("the provider calls itself otherwise")
    if not all(isinstance(said.get(name), str) for name in ENDPOINTS):
        raise ProviderRefused("the provider's description is not whole")
    try:
        keys = KeySet.import_key_set(_json(_fetch(said["jwks_uri"])))  # type: ignore[arg-type]  # checked inside
    except (JoseError, KeyError, TypeError, ValueError) as error:
        raise ProviderRefused("the provider's keys cannot be read") from error
    ends = said.get("end_session_endpoint")
    return Provider(
        issuer=said["issuer"],
        authorization_endpoint=said["authorization_endpoint"],
        token_endpoint=said["token_endpoint"],
        userinfo_endpoint=said["userinfo_endpoint"],
        jwks_uri=said["jwks_uri"],
        end_session_endpoint=ends if isinstance(ends, str) else None,
        keys=keys,
    )


def authorization_url(*, state: str, nonce: str, back: str) -> str:
    settings = _settings()
    asked = {
        "response_type": "code",
        "client_id": settings.oidc_client_id,
        "redirect_uri": back,
        "scope": settings.oidc_scopes,
        "acr_values": settings.oidc_acr_values,
        "state": state,
        "nonce": nonce,
    }
    return _with(provider().authorization_endpoint, asked)


def fetch_agent(code: str, *, nonce: str, back: str) -> Agent:
    """Who came back with this code. Raises ProviderRefused when anything does not hold."""
    tokens = _exchange(code, back)
    id_token, access_token = tokens.get("id_token"), tokens.get("access_token")
    if not isinstance(id_token, str) or not isinstance(access_token, str):
        raise ProviderRefused("no tokens came")
    said = _claims(id_token)
    _check(said, expires=True)
    if not secrets.compare_digest(str(said.get("nonce", "")).encode(), nonce.encode()):
        raise ProviderRefused("the nonce is another's")
    wanted = _settings().oidc_acr_values.split()
    if wanted and said.get("acr") not in wanted:
        raise ProviderRefused("signed in too weakly")
    return _agent(_userinfo(access_token, str(said["sub"])), id_token)


def _exchange(code: str, back: str) -> Mapping[str, Any]:
    settings = _settings()
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "client_id": settings.oidc_client_id,
        "client_secret": settings.oidc_client_secret,
    }
    return _json(_fetch(provider().token_endpoint, form=form))


def _userinfo(access_token: str, subject: str) -> Mapping[str, Any]:
    """A signed token too: an unsigned answer is refused."""
    answer = _fetch(provider().userinfo_endpoint, headers={"Authorization": f"Bearer {access_token}"})
    if answer.kind != "application/jwt":
        raise ProviderRefused("userinfo is not signed")
    said = _claims(answer.text.strip())
    _check(said, expires="exp" in said)
    if said["sub"] != subject:
        raise ProviderRefused("userinfo is about somebody else")
    return said


def _agent(said: Mapping[str, Any], id_token: str) -> Agent:
    email, siret = str(said.get("email") or ""), str(said.get("siret") or "")
    if not email:
        raise ProviderRefused("no address was given")
    return Agent(
        issuer=str(provider().issuer),
        subject=str(said["sub"]),
        email=email,
        email_verified=_verified(said),
        first_name=str(said.get("given_name") or "")[:80],
        last_name=str(said.get("usual_name") or said.get("family_name") or "")[:80],
        siret=siret if len(siret) == 14 and siret.isascii() and siret.isdecimal() else None,
        id_token=id_token,
    )


def _verified(said: Mapping[str, Any]) -> bool:
    """By its own word, or by the setting that says that the provider hands out verified addresses only."""
    return said.get("email_verified", _settings().oidc_verified_mail) is True


def _claims(token: str) -> Mapping[str, Any]:
    """The token's claims once its signature holds; keys are read anew once when none fits."""
    for fresh in (False, True):
        try:
            return jwt.decode(token, provider(fresh=fresh).keys, algorithms=ALGORITHMS).claims
        except (JoseError, ValueError) as error:
            refused = error
    raise ProviderRefused("a signature does not hold") from refused


def _check(said: Mapping[str, Any], *, expires: bool) -> None:
    now = time.time()
    audience = said.get("aud")
    meant_for = audience if isinstance(audience, list) else [audience]
    if said.get("iss") != provider().issuer or _settings().oidc_client_id not in meant_for:
        raise ProviderRefused("a token is another's")
    if not isinstance(said.get("sub"), str) or not said["sub"] or len(said["sub"]) > 200:
        raise ProviderRefused("a token names nobody")
    if expires and not (_is_time(said.get("exp")) and said["exp"] > now - LEEWAY):
        raise ProviderRefused("a token has expired")
    if "iat" in said and not (_is_time(said["iat"]) and said["iat"] < now + LEEWAY):
        raise ProviderRefused("a token comes from the future")


def _is_time(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def signing_out(session: Session, *, back: str) -> Leaving | None:
    """None for a sign-in that did not come from the provider, or when the provider is away."""
    if session.id_token is None or not configured():
        return None
    try:
        ends = provider().end_session_endpoint
    except ProviderRefused:
        return None
    if ends is None:
        return None
    state = secrets.token_urlsafe(32)
    asked = {"id_token_hint": session.id_token, "state": state, "post_logout_redirect_uri": back}
    return Leaving(_with(ends, asked), state)


def _with(address: str, values: Mapping[str, str]) -> str:
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(values)}"


@dataclass(frozen=True, slots=True)
class Answer:
    kind: str
    text: str


def _fetch(
    address: str, *, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
) -> Answer:
    """One request, no redirect followed, little read. Raises ProviderRefused."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ProviderRefused("an address that is none")
    if parts.scheme == "http" and _settings().production:
        raise ProviderRefused("an address without TLS")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=TIMEOUT)
    sent = {"Accept": "application/json, application/jwt", **(headers or {})}
    if form is not None:
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST" if form else "GET", path, urlencode(form) if form else None, sent)
        answer = connection.getresponse()
        body = answer.read(LARGEST + 1)
    except (OSError, http.client.HTTPException) as error:
        raise ProviderRefused("the provider does not answer") from error
    finally:
        connection.close()
    if answer.status != 200 or len(body) > LARGEST:
        raise ProviderRefused(f"the provider answered {answer.status}")
    return Answer(answer.headers.get_content_type(), body.decode("utf-8", errors="replace"))


def _json(answer: Answer) -> dict[str, Any]:
    try:
        found = json.loads(answer.text)
    except ValueError as error:
        raise ProviderRefused("the provider's answer is no JSON") from error
    if not isinstance(found, dict):
        raise ProviderRefused("the provider's answer is no object")
    return found


def forget(issuers: Iterable[str] | None = None) -> None:
    """Read the provider anew at the next need."""
    with _lock:
        for issuer in list(_providers if issuers is None else issuers):
            _providers.pop(issuer, None)
