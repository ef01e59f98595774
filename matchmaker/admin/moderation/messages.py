"""The mails of moderation, as values."""

from __future__ import annotations

from matchmaker.accounts.models import User
from matchmaker.moderation.models import Case, CaseState
from matchmaker.notifications.messages import Message

TEMPLATES = {
    CaseState.ACCEPTED: "moderation_accepted",
    CaseState.CHANGES: "moderation_changes",
    CaseState.REFUSED: "moderation_refused",
}


def decided(case: Case, state: CaseState, reader: User, *, what: str, words: str) -> Message:
    """To whoever published or asked."""
    template = TEMPLATES[state]
    return _message(case, reader, template, {"what": what, "words_text": words})


def answered(case: Case, reader: User, *, what: str, outcome: str, words: str) -> Message:
    """To whoever told the moderators of something."""
    values = {"what": what, "outcome_text": outcome, "words_text": words}
    return _message(case, reader, "report_answered", values)


def _message(case: Case, reader: User, template: str, values: dict[str, object]) -> Message:
    return Message(
        key=f"{template}:{case.id}:{reader.id}",
        kind=f"moderation.{template}"[:40],
        recipient=reader.email,
        locale=reader.locale,
        template=template,
        values={"name": reader.first_name, **values},
    )
