"""Suggestions while typing: places as JSON for the combobox."""

from __future__ import annotations

from flask import current_app, jsonify, request
from flask.typing import ResponseReturnValue

from matchmaker.offers.views.area import blueprint
from matchmaker.web import places
from matchmaker.web.policy import Access, allow

LONGEST_QUERY = 80


@blueprint.get("/places")
@allow(Access.PUBLIC)
def place_suggestions() -> ResponseReturnValue:
    region = current_app.config["SETTINGS"].region
    found = places.suggest(request.args.get("q", "")[:LONGEST_QUERY], limit=8, region=region)
    response = jsonify([{"value": one.text, "label": one.label, "detail": one.detail} for one in found])
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
