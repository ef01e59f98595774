"""The blueprint that the parts of these pages share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("programme", __name__, url_prefix="/programme")
