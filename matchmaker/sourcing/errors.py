"""What sourcing refuses."""

from __future__ import annotations

from matchmaker.errors import N_, Conflict


class NotYet(Conflict):
    """A draft has no list to keep or to judge."""

    message = N_("A list can be kept or judged once the need is published, until the consultation.")


class ContactClosed(Conflict):
    """Past the deadline, or once the procedure is out: firms are heard through it alone."""

    message = N_(
        "Firms can be invited, and can respond, while the need is published and its deadline to come."
    )


class Silence(Conflict):
    """The cone of silence: what is said from now on is said to everybody, by the procedure."""

    message = N_(
        "The consultation is published: from now on questions and replies go through it, alike for everybody."
    )


class NobodyToInvite(Conflict):
    message = N_("None of these firms can be invited: they are excluded, or have been invited already.")


class NoGround(Conflict):
    message = N_("Show first a ground to speak for the body or firm you act for.")


class DocumentKept(Conflict):
    message = N_("A document that has been shown is not taken away: join a corrected one beside it.")


class FileNotOpen(Conflict):
    message = N_("The file of a sourcing opens when its need is published.")
