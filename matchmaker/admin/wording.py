"""The acts of the journal and what they bear on, in words."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from matchmaker.journal.actions import Action

ACTS: dict[Action, LazyString] = {
    Action.ACCOUNT_CREATED: _l("Account created"),
    Action.ACCOUNT_CONFIRMED: _l("Address confirmed"),
    Action.ACCOUNT_CHANGED: _l("Account changed"),
    Action.ACCOUNT_PASSWORD_CHANGED: _l("Password changed"),
    Action.ACCOUNT_ADMINISTRATOR_MADE: _l("Administrator appointed"),
    Action.ACCOUNT_SESSIONS_ENDED: _l("Sessions ended"),
    Action.ACCOUNT_SECOND_FACTOR_ADDED: _l("Second factor set up"),
    Action.ACCOUNT_SECOND_FACTOR_REMOVED: _l("Second factor removed"),
    Action.ACCOUNT_RECOVERY_CODES_MADE: _l("Recovery codes made"),
    Action.ACCOUNT_RECOVERY_CODE_USED: _l("Recovery code used"),
    Action.ACCOUNT_EMAIL_CHANGED: _l("E-mail address changed"),
    Action.ACCOUNT_IDENTITY_LINKED: _l("Account linked to an identity provider"),
    Action.ACCOUNT_RIGHTS_CHANGED: _l("Rights on the platform changed"),
    Action.ACCOUNT_DISABLED: _l("Account disabled"),
    Action.ACCOUNT_ENABLED: _l("Account enabled again"),
    Action.ACCOUNT_EXPORTED: _l("Personal data taken away"),
    Action.ACCOUNT_WARNED: _l("Idle account warned"),
    Action.ACCOUNT_ERASED: _l("Account erased"),
    Action.ORGANISATION_CREATED: _l("Organisation added"),
    Action.ORGANISATION_CHANGED: _l("Card of the organisation changed"),
    Action.MEMBERSHIP_CREATED: _l("Member added"),
    Action.MEMBERSHIP_REQUESTED: _l("Asked to join"),
    Action.MEMBERSHIP_ACCEPTED: _l("Member let in"),
    Action.MEMBERSHIP_REFUSED: _l("Request to join refused"),
    Action.MEMBERSHIP_GROUNDED: _l("Ground to speak recorded"),
    Action.MEMBERSHIP_LEFT: _l("Member left"),
    Action.MEMBERSHIP_REMOVED: _l("Member taken off"),
    Action.MEMBERSHIP_MANAGER_MADE: _l("Manager appointed"),
    Action.MEMBERSHIP_MANAGER_UNMADE: _l("No longer a manager"),
    Action.MEMBERSHIP_INVITED: _l("Colleague invited"),
    Action.MEMBERSHIP_CODE_SENT: _l("Code sent to the contact of the register"),
    Action.MEMBERSHIP_CODE_WRONG: _l("Wrong code typed"),
    Action.ORGANISATION_DOMAIN_ADDED: _l("Mail domain declared"),
    Action.ORGANISATION_DOMAIN_REMOVED: _l("Mail domain taken off"),
    Action.MODERATION_OPENED: _l("Case for the moderators opened"),
    Action.MODERATION_ACCEPTED: _l("Case accepted"),
    Action.MODERATION_CHANGES_ASKED: _l("Changes asked for"),
    Action.MODERATION_REFUSED: _l("Case refused"),
    Action.NEED_DRAFTED: _l("Draft of a need begun"),
    Action.NEED_ADOPTED: _l("Draft of a need attached to an account"),
    Action.NEED_CHANGED: _l("Need changed"),
    Action.NEED_WAITING: _l("Need waiting for a ground"),
    Action.NEED_SCHEDULED: _l("Publication of a need planned"),
    Action.NEED_UNSCHEDULED: _l("Planned publication of a need called off"),
    Action.NEED_PUBLISHED: _l("Need published"),
    Action.NEED_WITHDRAWN: _l("Need withdrawn"),
    Action.NEED_CLOSED: _l("Need closed"),
    Action.NEED_EXTENDED: _l("Deadline of a need extended"),
    Action.NEED_TENDERED: _l("Consultation announced"),
    Action.NEED_AWARDED: _l("Contract declared awarded"),
    Action.NEED_DELETED: _l("Draft of a need deleted"),
    Action.OFFER_DRAFTED: _l("Draft of an offer begun"),
    Action.OFFER_CHANGED: _l("Offer changed"),
    Action.OFFER_WAITING: _l("Offer waiting for a ground"),
    Action.OFFER_PUBLISHED: _l("Offer published"),
    Action.OFFER_WITHDRAWN: _l("Offer withdrawn"),
    Action.OFFER_DELETED: _l("Offer deleted"),
    Action.LIST_FROZEN: _l("List of suppliers kept as evidence"),
    Action.SUGGESTION_ACCEPTED: _l("Suggestion accepted"),
    Action.SUGGESTION_DISMISSED: _l("Suggestion dismissed"),
    Action.SUGGESTION_UNJUDGED: _l("Judgement of a suggestion taken back"),
    Action.SUPPLIER_SHORTLISTED: _l("Firm put on the shortlist"),
    Action.SUPPLIER_EXCLUDED: _l("Firm excluded from a sourcing, with the reason"),
    Action.SUPPLIER_UNMARKED: _l("Shortlisting or exclusion taken back"),
    Action.SUPPLIERS_INVITED: _l("Firms invited to respond to a need"),
    Action.RESPONSE_GIVEN: _l("Response to a need given"),
    Action.RESPONSE_CHANGED: _l("Response to a need changed"),
    Action.RESPONSE_WITHDRAWN: _l("Response to a need withdrawn"),
    Action.QUESTION_ASKED: _l("Question on a need asked"),
    Action.QUESTION_ANSWERED: _l("Reply to a question published"),
    Action.SUPPLIERS_TOLD: _l("Something handed to a firm"),
    Action.DOCUMENT_JOINED: _l("Document joined to a need"),
    Action.DOCUMENT_REMOVED: _l("Document taken off a draft"),
    Action.MEETING_RECORDED: _l("Meeting with a firm recorded"),
    Action.INTERESTS_DECLARED: _l("Interests declared"),
    Action.LESSONS_WRITTEN: _l("What a sourcing taught written down"),
    Action.NOTE_WRITTEN: _l("Note written in the file of a sourcing"),
    Action.NEED_OUTCOME_SAID: _l("What became of a need said"),
    Action.PROGRAMME_IMPORTED: _l("Programme of purchases imported"),
    Action.PROGRAMME_UNDONE: _l("Import of a programme undone"),
    Action.EXPOSURE_ASKED: _l("Report on exposure asked for"),
    Action.DELAYS_LOADED: _l("Payment delays loaded"),
    Action.CONTRACTS_SENT: _l("File of contracts sent"),
    Action.CONTRACTS_IMPORTED: _l("Contracts imported"),
    Action.CONTRACTS_REFUSED: _l("File of contracts refused"),
    Action.REGISTRATION_ARRIVED: _l("Participant arrived"),
    Action.REGISTRATION_ARRIVAL_UNDONE: _l("Arrival undone"),
    Action.REGISTRATION_ABSENT: _l("Participant noted absent"),
    Action.REGISTRATION_LINK_RENEWED: _l("Secret link renewed"),
    Action.WALK_IN_ADDED: _l("Participant added at the desk"),
    Action.MEETING_SAID: _l("Said whether a meeting took place"),
    Action.EVENT_ENDED: _l("Event ended"),
    Action.EVENT_ACCESS_WISHES_PURGED: _l("Access wishes purged"),
    Action.EVENT_PURGED: _l("People of an event purged"),
    Action.DEMONSTRATION_LOADED: _l("Demonstration region loaded"),
}
KINDS = {
    "account": _l("account"),
    "user": _l("account"),
    "organisation": _l("organisation"),
    "membership": _l("membership"),
    "invitation": _l("invitation"),
    "case": _l("moderation case"),
    "need": _l("need"),
    "offer": _l("offer"),
    "region": _l("region"),
    "delays": _l("payment delays"),
    "contracts": _l("contracts"),
    "exposure": _l("report on exposure"),
}


def act(action: str) -> str:
    """The act in words; one that a newer version has recorded is shown by its name."""
    known = {one.value: words for one, words in ACTS.items()}
    return str(known.get(action, action))


def kind(object_kind: str) -> str:
    return str(KINDS.get(object_kind, object_kind))


# The columns and the words of the table of who reaches what.
VISITORS: dict[str, LazyString] = {
    "anonymous": _l("Anonymous"),
    "user": _l("Signed in"),
    "buyer": _l("Public buyer"),
    "supplier": _l("Supplier"),
    "organiser": _l("Organiser"),
    "observer": _l("Observer"),
    "moderator": _l("Moderator"),
    "administrator": _l("Administrator"),
}
CELLS: dict[str, tuple[LazyString, LazyString]] = {
    "yes": (_l("yes"), _l("Comes in.")),
    "pub": (_l("published"), _l("Comes in once the thing is published; before, only those whose it is.")),
    "own": (_l("own"), _l("Comes in for what is theirs; what belongs to others does not exist for them.")),
    "dev": (_l("trial"), _l("Comes in outside production only.")),
    "-": (_l("no"), _l("Led to sign in, or refused.")),
}
