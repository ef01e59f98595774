"""Suggestions while typing: places as JSON for the combobox, CPV codes as a fragment of page."""

from __future__ import annotations

from flask import current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from matchmaker.needs import wording
from matchmaker.needs.views.pages import blueprint
from matchmaker.web import places
from matchmaker.web.cpv_suggestions import CODES_SUGGESTED, suggest
from matchmaker.web.policy import Access, allow

LONGEST_QUERY = 300


@blueprint.get("/places")
@allow(Access.PUBLIC)
def place_suggestions() -> ResponseReturnValue:
    region = current_app.config["SETTINGS"].region
    found = places.suggest(request.args.get("q", "")[:80], limit=8, region=region)
    response = jsonify([{"value": one.text, "label": one.label, "detail": one.detail} for one in found])
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@blueprint.get("/cpv-suggestions")
@allow(Access.PUBLIC)
def cpv_suggestions() -> ResponseReturnValue:
    """Three codes for the words of a title, as boxes to tick inside the form."""
    text = request.args.get("title", "")[:LONGEST_QUERY]
    found = suggest(text, language=wording.language(), limit=CODES_SUGGESTED)
    return render_template("needs/_cpv_suggestions.html", suggestions=found)
