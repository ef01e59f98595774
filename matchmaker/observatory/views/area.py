"""What the observatory's pages share: the blueprint, filters of an address, answers kept by data version."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import wraps
from threading import Lock
from typing import ParamSpec

from flask import Blueprint, Response, current_app, g, make_response, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from matchmaker.extensions import jobs
from matchmaker.observatory import queries, wording
from matchmaker.observatory.indicators.filters import FilterError, Filters, read_filters
from matchmaker.observatory.joins import REJOIN
from matchmaker.observatory.store.opened import BeingRemade, NoContracts

blueprint = Blueprint("observatory", __name__, url_prefix="/observatory")
Parameters = ParamSpec("Parameters")
View = Callable[Parameters, ResponseReturnValue]
KEPT_PAGES, LARGEST_KEPT = 200, 200_000  # 40 MB at most


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of an address; `wrong`: names and texts of those that could not be used."""

    filters: Filters
    wrong: tuple[tuple[str, str], ...]


def today() -> date:
    return datetime.now(UTC).date()


def asked() -> Asked:
    """What cannot be read is left out, and told."""
    given = {name: text[:100] for name, text in request.args.items()}
    wrong: list[tuple[str, str]] = []
    while True:
        try:
            return Asked(read_filters(given), tuple(wrong))
        except FilterError as error:
            wrong.append((error.name, error.given))
            del given[error.name]


def one_of(name: str, choices: tuple[str, ...], otherwise: str) -> str:
    text = request.args.get(name, "")
    return text if text in choices else otherwise


def page(template: str, **values: object) -> str:
    """A page, with what stands at the foot of each: which data, made of what, on which day."""
    return render_template(
        f"observatory/{template}.html",
        data_version=queries.data_version(),
        demonstration=queries.demonstration(),
        imported=queries.imported(),
        words=wording,
        as_of=today(),
        **values,
    )


@blueprint.app_template_global()
def page_address() -> str:
    """The address shown, without what only its reader needs."""
    return request.full_path.rstrip("?")[:500]


@blueprint.app_template_global()
def page_link() -> str:
    """For paper: the whole address, on the configured host."""
    return f"{current_app.config['SETTINGS'].base_url}{page_address()}"


def nothing_yet(_error: NoContracts) -> ResponseReturnValue:
    return render_template("observatory/nothing.html")


def being_remade(_error: BeingRemade) -> ResponseReturnValue:
    """The worker makes the store anew when it begins; it is asked again here, in case it has not."""
    jobs.wake(current_app, REJOIN)
    return render_template("observatory/nothing.html", remade=True), 503, {"Retry-After": "60"}


blueprint.register_error_handler(NoContracts, nothing_yet)
blueprint.register_error_handler(BeingRemade, being_remade)


class Kept:
    """Answers by what they depend on, the least used forgotten first. One per application."""

    def __init__(self) -> None:
        self._answers: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[object, ...]) -> bytes | None:
        with self._lock:
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
            return found

    def put(self, key: tuple[object, ...], answer: bytes) -> None:
        if len(answer) > LARGEST_KEPT:
            return
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > KEPT_PAGES:
                self._answers.popitem(last=False)


def kept(view: View) -> View:
    """Keep what anonymous readers are shown, by store, address, language and day; with an ETag.

    Others are answered anew: their pages carry their name. So is who has a message waiting.
    """
    return kept_while(lambda: None)(view)


def kept_while(more: Callable[[], object]) -> Callable[[View], View]:
    """`kept`, for a page that also tells of the platform: as long as `more` answers the same."""

    def keep(view: View) -> View:
        @wraps(view)
        def answer(*args: Parameters.args, **kwargs: Parameters.kwargs) -> ResponseReturnValue:
            if g.actor.user_id is not None or session.get("_flashes") or not queries.available():
                return view(*args, **kwargs)
            answers: Kept = current_app.extensions.setdefault("observatory_pages", Kept())
            key = (queries.opened().pointer.store, request.full_path, str(get_locale()), today(), more())
            body = answers.get(key)
            if body is None:
                response = make_response(view(*args, **kwargs))
                if response.status_code != 200 or response.is_streamed:
                    return response
                body = response.get_data()
                answers.put(key, body)
            return with_tag(Response(body, mimetype="text/html"))

        return answer

    return keep


def with_tag(response: Response) -> Response:
    """304 for who has it already."""
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:20])
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Cookie, Accept-Language"
    return response.make_conditional(request)
