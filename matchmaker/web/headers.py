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
YEAR = 365 * 24 * 3600


def apply(response: Response) -> Response:
    for name, value in FIXED.items():
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
