"""Verbs of accounts. They flush, never commit, and record in the journal."""

from matchmaker.accounts.services import addresses, agents, second_factor
from matchmaker.accounts.services.entering import (
    Entered,
    ask_reset,
    change_password,
    change_profile,
    confirm,
    register,
    reset_password,
    send_confirmation,
    sign_in,
)
from matchmaker.accounts.services.leaving import erase, export
from matchmaker.accounts.services.rights import disable, enable, make_administrator, set_rights
from matchmaker.accounts.services.sessions import (
    act_by,
    act_for,
    end_all_others,
    end_one,
    end_other_sessions,
    end_session,
    end_sessions,
    open_session,
)
from matchmaker.accounts.services.throttle import count_failure, forget_failures, refuse_throttled

__all__ = [
    "Entered",
    "act_by",
    "act_for",
    "addresses",
    "agents",
    "ask_reset",
    "change_password",
    "change_profile",
    "confirm",
    "count_failure",
    "disable",
    "enable",
    "end_all_others",
    "end_one",
    "end_other_sessions",
    "end_session",
    "end_sessions",
    "erase",
    "export",
    "forget_failures",
    "make_administrator",
    "open_session",
    "refuse_throttled",
    "register",
    "reset_password",
    "second_factor",
    "send_confirmation",
    "set_rights",
    "sign_in",
]
