"""Pages of the site itself: home, help, trust pages, language, look-ups for the forms' suggestions."""

from __future__ import annotations

from collections.abc import Mapping
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

from matchmaker.matching.frozen import matcher_version
from matchmaker.matching.weights import CRITERIA
from matchmaker.pages import declaration, gallery, glossary, health, home, method, showcase
from matchmaker.pages.forms import WeightsForm
from matchmaker.reference import communes, cpv, sources
from matchmaker.sourcing import index, wording
from matchmaker.web import addresses
from matchmaker.web.i18n import COOKIE, LANGUAGES
from matchmaker.web.policy import Access, allow

blueprint = Blueprint("pages", __name__)
YEAR = 365 * 24 * 3600


@blueprint.get("/", endpoint="home")
@allow(Access.PUBLIC)
def front() -> ResponseReturnValue:
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
    """The weights in force, a worked example on real rows, and one whose weights the reader moves."""
    matcher = index.index().current()
    weights = matcher.weights_
    asked = any(name in request.args for name in CRITERIA)
    form = WeightsForm(request.args if asked else None, data=rounded(weights.maximum))
    good = asked and form.validate()
    chosen = method.moved(weights, form.wished) if good else weights
    return render_template(
        "pages/how_it_works.html",
        criteria=[(name, wording.label(name), weights.maximum[name]) for name in CRITERIA],
        weights=weights,
        version=matcher_version(matcher),
        form=form,
        has_errors=form.has_errors,
        moved=chosen is not weights,
        chosen=[(wording.label(name), round(chosen.maximum[name], 1)) for name in CRITERIA],
        invented=method.NEED,
        lines=method.example(matcher, chosen),
        example=showcase.shown(),
    )


def rounded(maximum: Mapping[str, float]) -> dict[str, int]:
    return {name: round(most) for name, most in maximum.items()}


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
