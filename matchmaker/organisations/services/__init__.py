"""Verbs of organisations. They flush, never commit, and record in the journal."""

from matchmaker.organisations.services.changing import change_body, change_firm, check_register, lock
from matchmaker.organisations.services.codes import masked, prove_by_code, send_code
from matchmaker.organisations.services.founding import create_body, create_firm
from matchmaker.organisations.services.grounds import (
    agent_named,
    claim_shown,
    consider,
    declare_domain,
    drop_domain,
    give,
    shown_by_itself,
    vouch,
)
from matchmaker.organisations.services.inviting import accept, invite
from matchmaker.organisations.services.joining import answer_request, ask_to_join, claim, dispute
from matchmaker.organisations.services.members import leave, remove, set_manager, take_off

__all__ = (
    "accept",
    "agent_named",
    "answer_request",
    "ask_to_join",
    "change_body",
    "change_firm",
    "check_register",
    "claim",
    "claim_shown",
    "consider",
    "create_body",
    "create_firm",
    "declare_domain",
    "dispute",
    "drop_domain",
    "give",
    "invite",
    "leave",
    "lock",
    "masked",
    "prove_by_code",
    "remove",
    "send_code",
    "set_manager",
    "shown_by_itself",
    "take_off",
    "vouch",
)
