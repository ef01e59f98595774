"""Headers of every answer: strict content policy, no framing, no sniffing, private by default."""

from __future__ import annotations

from flask import Flask, Response, g, request

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

FIXED = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
# Of a page made to be shown inside others: it acts on nothing and runs nothing.
FRAMED = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'none'; "
        "frame-ancestors *; base-uri 'none'"
    ),
    "Cross-Origin-Resource-Policy": "cross-origin",
}
YEAR = 365 * 24 * 3600


def may_be_framed() -> None:
    """Said by a view whose page other sites may show in theirs (decision 0087)."""
    g.may_be_framed = True


def apply(response: Response) -> Response:
    framed = g.get("may_be_framed", False)
    for name, value in ({**FIXED, **FRAMED} if framed else FIXED).items():
        if not (framed and name == "X-Frame-Options"):
            response.headers.setdefault(name, value)
    if request.endpoint == "static":
        _cache_static(response)
    elif "Cache-Control" not in response.headers:
        signed_in = g.get("actor") is not None and g.actor.user_id is not None
        response.headers["Cache-Control"] = "no-store, private" if signed_in else "no-cache, private"
    return response


def _cache_static(response: Response) -> None:
    """A versioned address never changes its content; without a version, ask again after an hour."""
    age = YEAR if request.args.get("v") else 3600
    response.headers["Cache-Control"] = f"public, max-age={age}" + (", immutable" if age == YEAR else "")


def strict_transport(response: Response) -> Response:
    response.headers["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"
    return response


def init_app(app: Flask) -> None:
    app.after_request(apply)
    if app.config["SETTINGS"].production:
        app.after_request(strict_transport)
