"""Who met at the Rencontres, as the observatory counts them."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from matchmaker.observatory import bridges
from matchmaker.observatory.indicators.bridges import Meeting
from matchmaker.sourcing.models_dossier import Meeting as Told
from matchmaker.sourcing.models_dossier import MeetingOutcome, MeetingSource
from tests.factories import Make
from tests.factories.make import NOW

DAY = date(2026, 11, 24)


@pytest.mark.database
def test_meetings_of_the_rencontres_that_took_place_count(app: Flask, make: Make) -> None:
    body, firm = make.buyer(siren="200033579"), make.supplier(siren="000099010")
    need = make.need(body)
    for key, source, outcome in (
        ("1", MeetingSource.RENCONTRE, MeetingOutcome.HELD),
        ("2", MeetingSource.RENCONTRE, MeetingOutcome.FIRM_ABSENT),
        ("3", MeetingSource.BY_HAND, MeetingOutcome.HELD),
    ):
        values = {"source": source, "source_key": key, "outcome": outcome, "held_on": DAY, "at": NOW}
        make._keep(Told(need_id=need.id, supplier_id=firm.id, **values))

    with app.app_context():
        assert bridges.met() == [Meeting("200033579", "000099010", DAY)]
