"""Pages of the site itself: home, help, trust pages, language, look-ups for the forms' suggestions."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
)
from flask.typing import ResponseReturnValue

from matchmaker.matching.weights import shipped_weights
from matchmaker.pages import declaration, gallery, glossary, health, home, showcase
from matchmaker.reference import communes, cpv, sources
from matchmaker.sourcing import wording
from matchmaker.web import addresses
from matchmaker.web.i18n import COOKIE, LANGUAGES
from matchmaker.web.policy import Access, allow

blueprint = Blueprint("pages", __name__)
YEAR = 365 * 24 * 3600


@blueprint.get("/", endpoint="home")
@allow(Access.PUBLIC)
def index() -> ResponseReturnValue:
    return render_template("pages/home.html", example=showcase.shown(), **home.figures(now=datetime.now(UTC)))


@blueprint.get("/language/<code>")
@allow(Access.PUBLIC)
def set_language(code: str) -> ResponseReturnValue:
    """The choice lives in a cookie: nothing is written on the server."""
    if code not in LANGUAGES:
        abort(404)
    response = make_response(redirect(addresses.inner(request.args.get("next"))))
    secure = current_app.config["SETTINGS"].production
    response.set_cookie(COOKIE, code, max_age=YEAR, httponly=True, samesite="Lax", secure=secure)
    return response


@blueprint.get("/help", endpoint="help")
@allow(Access.PUBLIC)
def help_page() -> ResponseReturnValue:
    return render_template("pages/help.html", terms=glossary.terms())


@blueprint.get("/legal")
@allow(Access.PUBLIC)
def legal() -> ResponseReturnValue:
    return render_template("pages/legal.html")


@blueprint.get("/privacy")
@allow(Access.PUBLIC)
def privacy() -> ResponseReturnValue:
    return render_template("pages/privacy.html")


@blueprint.get("/privacy/register")
@allow(Access.PUBLIC)
def processing_register() -> ResponseReturnValue:
    """Article 30, made of what each area declares: it cannot say less than the code does."""
    return render_template("pages/processing.html", holdings=current_app.extensions["personal_data"])


@blueprint.get("/accessibility")
@allow(Access.PUBLIC)
def accessibility() -> ResponseReturnValue:
    """The declaration, with the figures of the last run of the automatic checks."""
    return render_template("pages/accessibility.html", figures=declaration.figures())


@blueprint.get("/.well-known/security.txt")
@allow(Access.PUBLIC)
def security_txt() -> ResponseReturnValue:
    """RFC 9116: where to tell of a weakness."""
    text = declaration.security_txt(now=datetime.now(UTC))
    return Response(text, mimetype="text/plain; charset=utf-8")


@blueprint.get("/sources", endpoint="sources")
@allow(Access.PUBLIC)
def sources_page() -> ResponseReturnValue:
    return render_template("pages/sources.html", sources=sources.SOURCES)


@blueprint.get("/how-it-works")
@allow(Access.PUBLIC)
def how_it_works() -> ResponseReturnValue:
    """The criteria with their live maxima, and a worked example on real rows."""
    criteria = [(one, wording.label(one), most) for one, most in shipped_weights().maximum.items()]
    return render_template(
        "pages/how_it_works.html", criteria=criteria, weights=shipped_weights(), example=showcase.shown()
    )


@blueprint.get("/components")
@allow(Access.DEVELOPMENT)
def components() -> ResponseReturnValue:
    return render_template("pages/components.html", **gallery.sample_forms())


@blueprint.get("/health", endpoint="health")
@allow(Access.PUBLIC)
def health_page() -> ResponseReturnValue:
    """200 when everything answers, 503 otherwise; JSON for machines that ask for it."""
    checks = health.checks(now=datetime.now(UTC))
    status = 200 if all(check.ok for check in checks) else 503
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        return jsonify({check.key: {"ok": check.ok, "detail": check.detail} for check in checks}), status
    return render_template("pages/health.html", checks=checks), status


@blueprint.get("/reference/communes")
@allow(Access.PUBLIC)
def communes_json() -> ResponseReturnValue:
    """Communes for the comboboxes: `q` is the start of a name or of a postal code."""
    found = communes.search(request.args.get("q", "")[:60], limit=8)
    rows = [
        {
            "value": f"{one.name} ({one.department})",
            "label": one.name,
            "detail": ", ".join(one.postal_codes[:3]),
        }
        for one in found
    ]
    return _lookup(rows)


@blueprint.get("/reference/cpv")
@allow(Access.PUBLIC)
def cpv_json() -> ResponseReturnValue:
    """CPV codes by words of their label or by the first digits."""
    language = "en" if g.actor and request.cookies.get(COOKIE) == "en" else "fr"
    found = cpv.search(request.args.get("q", "")[:120], limit=8, language=language)
    rows = [
        {
            "value": one.code,
            "label": one.label_en if language == "en" else one.label_fr,
            "detail": one.full_code,
        }
        for one in found
    ]
    return _lookup(rows)


def _lookup(rows: list[dict[str, str]]) -> ResponseReturnValue:
    response = jsonify(rows)
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
