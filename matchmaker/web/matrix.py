"""Who reaches what: every route and every kind of visitor in one table, written by hand.

The declarations beside the routes let people in; this table says it again for those who read, and
tests/test_policy_matrix.py holds the two together and walks every cell. The words of a cell:

yes   comes in
pub   comes in once the thing is published; before that only those whose it is, for the others 404
own   comes in for what is theirs; what belongs to others is 404
dev   comes in outside production; in production the page does not exist
-     stays outside: the anonymous are led to sign in, the others refused (403)
"""

from __future__ import annotations

from dataclasses import dataclass

from matchmaker.accounts.actor import ActingFor, Actor, Role

CELLS = ("yes", "pub", "own", "dev", "-")
VISITORS = ("anonymous", "user", "buyer", "supplier", "organiser", "observer", "moderator", "administrator")

TABLE = """
route                                 anon  user  buyer suppl organ obser moder admin
accounts.act_for                      -     yes   yes   yes   yes   yes   yes   yes
accounts.agent_link                   -     yes   yes   yes   yes   yes   yes   yes
accounts.agent_return                 yes   yes   yes   yes   yes   yes   yes   yes
accounts.agent_sign_in                yes   yes   yes   yes   yes   yes   yes   yes
accounts.change_email                 -     yes   yes   yes   yes   yes   yes   yes
accounts.check_mail                   yes   yes   yes   yes   yes   yes   yes   yes
accounts.code                         yes   yes   yes   yes   yes   yes   yes   yes
accounts.confirm                      yes   yes   yes   yes   yes   yes   yes   yes
accounts.confirm_email                yes   yes   yes   yes   yes   yes   yes   yes
accounts.end_other_sessions           -     yes   yes   yes   yes   yes   yes   yes
accounts.end_session                  -     own   own   own   own   own   own   own
accounts.erase                        -     yes   yes   yes   yes   yes   yes   yes
accounts.export_data                  -     yes   yes   yes   yes   yes   yes   yes
accounts.forgotten                    yes   yes   yes   yes   yes   yes   yes   yes
accounts.my_data                      -     yes   yes   yes   yes   yes   yes   yes
accounts.password                     -     yes   yes   yes   yes   yes   yes   yes
accounts.profile                      -     yes   yes   yes   yes   yes   yes   yes
accounts.recovery_codes               -     yes   yes   yes   yes   yes   yes   yes
accounts.register                     yes   yes   yes   yes   yes   yes   yes   yes
accounts.remove_second_factor         -     yes   yes   yes   yes   yes   yes   yes
accounts.reset                        yes   yes   yes   yes   yes   yes   yes   yes
accounts.reset_sent                   yes   yes   yes   yes   yes   yes   yes   yes
accounts.second_factor                -     yes   yes   yes   yes   yes   yes   yes
accounts.second_factor_square         -     yes   yes   yes   yes   yes   yes   yes
accounts.sessions                     -     yes   yes   yes   yes   yes   yes   yes
accounts.set_second_factor            -     yes   yes   yes   yes   yes   yes   yes
accounts.sign_in                      yes   yes   yes   yes   yes   yes   yes   yes
accounts.sign_out                     yes   yes   yes   yes   yes   yes   yes   yes
accounts.signed_out                   yes   yes   yes   yes   yes   yes   yes   yes
admin.appoint_observer                -     -     -     -     -     -     -     yes
admin.disable                         -     -     -     -     -     -     -     yes
admin.enable                          -     -     -     -     -     -     -     yes
admin.home                            -     -     -     -     -     -     -     yes
admin.people                          -     -     -     -     -     -     -     yes
admin.person                          -     -     -     -     -     -     -     yes
admin.policy                          -     -     -     -     -     -     -     yes
admin.remove_factor                   -     -     -     -     -     -     -     yes
alerts.answer                         yes   yes   yes   yes   yes   yes   yes   yes
alerts.change                         -     own   own   own   own   own   own   own
alerts.delete                         -     own   own   own   own   own   own   own
alerts.save                           -     yes   yes   yes   yes   yes   yes   yes
alerts.searches                       -     yes   yes   yes   yes   yes   yes   yes
events.about                          -     -     -     -     own   -     -     -
events.add_person                     -     -     -     -     own   -     -     -
events.after                          -     -     -     -     own   -     -     -
events.agenda_worker                  yes   yes   yes   yes   yes   yes   yes   yes
events.ask_plan                       -     -     -     -     own   -     -     -
events.ask_tables                     -     -     -     -     own   -     -     -
events.attendance                     -     -     -     -     own   -     -     -
events.calendar                       pub   pub   pub   pub   pub   pub   pub   pub
events.call_back                      -     -     -     -     own   -     -     -
events.cancel                         -     -     -     -     own   -     -     -
events.cancel_mine                    yes   yes   yes   yes   yes   yes   yes   yes
events.cancel_person                  -     -     -     -     own   -     -     -
events.cancel_plan                    -     -     -     -     own   -     -     -
events.confirm                        yes   yes   yes   yes   yes   yes   yes   yes
events.copy                           -     -     -     -     own   -     -     -
events.correct_person                 -     -     -     -     own   -     -     -
events.day                            -     -     -     -     own   -     -     -
events.day_changes                    -     -     -     -     own   -     -     -
events.day_confirm                    -     -     -     -     own   -     -     -
events.day_person                     -     -     -     -     own   -     -     -
events.day_replan                     -     -     -     -     own   -     -     -
events.desk_act                       -     -     -     -     own   -     -     -
events.desk_meeting                   -     -     -     -     own   -     -     -
events.desk_token                     -     -     -     -     own   -     -     -
events.document                       -     -     -     -     own   -     -     -
events.documents                      -     -     -     -     own   -     -     -
events.enrol                          yes   yes   yes   yes   yes   yes   yes   yes
events.frame                          -     -     -     -     own   -     -     -
events.import_columns                 -     -     -     -     own   -     -     -
events.import_do                      -     -     -     -     own   -     -     -
events.import_file                    -     -     -     -     own   -     -     -
events.import_mend                    -     -     -     -     own   -     -     -
events.import_preview                 -     -     -     -     own   -     -     -
events.import_refused                 -     -     -     -     own   -     -     -
events.import_undo                    -     -     -     -     own   -     -     -
events.index                          yes   yes   yes   yes   yes   yes   yes   yes
events.invitations                    -     -     -     -     own   -     -     -
events.lock_meeting                   -     -     -     -     own   -     -     -
events.look_for_swaps                 -     -     -     -     own   -     -     -
events.make_swap                      -     -     -     -     own   -     -     -
events.manage                         -     -     -     -     own   -     -     -
events.me                             yes   yes   yes   yes   yes   yes   yes   yes
events.mine                           -     -     -     -     yes   -     -     -
events.move_meeting                   -     -     -     -     own   -     -     -
events.my_calendar                    yes   yes   yes   yes   yes   yes   yes   yes
events.my_calendar_feed               yes   yes   yes   yes   yes   yes   yes   yes
events.my_feedback                    yes   yes   yes   yes   yes   yes   yes   yes
events.my_outcomes                    yes   yes   yes   yes   yes   yes   yes   yes
events.my_paper                       yes   yes   yes   yes   yes   yes   yes   yes
events.new                            -     -     -     -     yes   -     -     -
events.new_workshop                   -     -     -     -     own   -     -     -
events.open_wishes                    -     -     -     -     own   -     -     -
events.people                         -     -     -     -     own   -     -     -
events.people_file                    -     -     -     -     own   -     -     -
events.person                         pub   pub   pub   pub   pub   pub   pub   pub
events.place_meeting                  -     -     -     -     own   -     -     -
events.plan                           -     -     -     -     own   -     -     -
events.plan_differences               -     -     -     -     own   -     -     -
events.plan_meeting                   -     -     -     -     own   -     -     -
events.plan_openings                  -     -     -     -     own   -     -     -
events.plan_person                    -     -     -     -     own   -     -     -
events.propose_pairs                  -     -     -     -     own   -     -     -
events.publish                        -     -     -     -     own   -     -     -
events.publish_plan                   -     -     -     -     own   -     -     -
events.register                       pub   pub   pub   pub   pub   pub   pub   pub
events.register_sent                  pub   pub   pub   pub   pub   pub   pub   pub
events.remind_silent                  -     -     -     -     own   -     -     -
events.remove_workshop                -     -     -     -     own   -     -     -
events.renew_link                     yes   yes   yes   yes   yes   yes   yes   yes
events.rules                          -     -     -     -     own   -     -     -
events.say_my_meeting                 yes   yes   yes   yes   yes   yes   yes   yes
events.say_wishes                     yes   yes   yes   yes   yes   yes   yes   yes
events.screen                         yes   yes   yes   yes   yes   yes   yes   yes
events.send_link                      -     -     -     -     own   -     -     -
events.show                           pub   pub   pub   pub   pub   pub   pub   pub
events.someone                        -     -     -     -     own   -     -     -
events.speakers                       -     -     -     -     own   -     -     -
events.take_plan                      -     -     -     -     own   -     -     -
events.walk_in                        -     -     -     -     own   -     -     -
events.wishes                         yes   yes   yes   yes   yes   yes   yes   yes
events.wishes_progress                -     -     -     -     own   -     -     -
events.workshop                       -     -     -     -     own   -     -     -
events.workshops                      -     -     -     -     own   -     -     -
journal.export_all                    -     -     -     -     -     -     -     yes
journal.show                          yes   yes   yes   yes   yes   yes   yes   yes
journal.verifier                      yes   yes   yes   yes   yes   yes   yes   yes
moderation.case                       -     -     -     -     -     -     yes   yes
moderation.index                      -     -     -     -     -     -     yes   yes
moderation.report                     yes   yes   yes   yes   yes   yes   yes   yes
needs.archive                         yes   yes   yes   yes   yes   yes   yes   yes
needs.award                           -     -     own   -     -     -     -     -
needs.check                           own   own   own   own   own   own   own   own
needs.close                           -     -     own   -     -     -     -     -
needs.confirmation                    own   own   own   own   own   own   own   own
needs.cpv_suggestions                 yes   yes   yes   yes   yes   yes   yes   yes
needs.deadline                        pub   pub   pub   pub   pub   pub   pub   pub
needs.discard                         own   own   own   own   own   own   own   own
needs.duplicate                       -     -     own   -     -     -     -     -
needs.export_mine                     yes   yes   yes   yes   yes   yes   yes   yes
needs.export_open                     yes   yes   yes   yes   yes   yes   yes   yes
needs.extend                          -     -     own   -     -     -     -     -
needs.how_much                        own   own   own   own   own   own   own   own
needs.index                           yes   yes   yes   yes   yes   yes   yes   yes
needs.lot                             own   own   own   own   own   own   own   own
needs.lots                            own   own   own   own   own   own   own   own
needs.mine                            yes   yes   yes   yes   yes   yes   yes   yes
needs.place_suggestions               yes   yes   yes   yes   yes   yes   yes   yes
needs.preview                         own   own   own   own   own   own   own   own
needs.remove_lot                      own   own   own   own   own   own   own   own
needs.show                            pub   pub   pub   pub   pub   pub   pub   pub
needs.start                           yes   yes   yes   yes   yes   yes   yes   yes
needs.tender                          -     -     own   -     -     -     -     -
needs.what                            own   own   own   own   own   own   own   own
needs.withdraw                        -     -     own   -     -     -     -     -
notifications.choose                  -     yes   yes   yes   yes   yes   yes   yes
notifications.outbox                  dev   dev   dev   dev   dev   dev   dev   dev
notifications.undelivered             -     -     -     -     -     -     -     yes
notifications.unsubscribe             yes   yes   yes   yes   yes   yes   yes   yes
observatory.chart                     yes   yes   yes   yes   yes   yes   yes   yes
observatory.compare                   yes   yes   yes   yes   yes   yes   yes   yes
observatory.contract                  yes   yes   yes   yes   yes   yes   yes   yes
observatory.delays                    yes   yes   yes   yes   yes   yes   yes   yes
observatory.draft                     yes   yes   yes   yes   yes   yes   yes   yes
observatory.embed                     yes   yes   yes   yes   yes   yes   yes   yes
observatory.error                     yes   yes   yes   yes   yes   yes   yes   yes
observatory.explore                   yes   yes   yes   yes   yes   yes   yes   yes
observatory.export                    yes   yes   yes   yes   yes   yes   yes   yes
observatory.figure                    yes   yes   yes   yes   yes   yes   yes   yes
observatory.home                      yes   yes   yes   yes   yes   yes   yes   yes
observatory.imports                   -     -     -     -     -     yes   -     yes
observatory.map                       yes   yes   yes   yes   yes   yes   yes   yes
observatory.maps                      yes   yes   yes   yes   yes   yes   yes   yes
observatory.method                    yes   yes   yes   yes   yes   yes   yes   yes
observatory.quality                   yes   yes   yes   yes   yes   yes   yes   yes
observatory.renewals                  yes   yes   yes   yes   yes   yes   yes   yes
observatory.report                    yes   yes   yes   yes   yes   yes   yes   yes
observatory.send_delays               -     -     yes   -     -     yes   -     yes
observatory.sent                      -     -     -     -     -     yes   -     yes
observatory.sheet                     yes   yes   yes   yes   yes   yes   yes   yes
observatory.stop                      -     own   own   own   own   own   own   own
observatory.subscribe                 -     yes   yes   yes   yes   yes   yes   yes
observatory.subscriptions             -     yes   yes   yes   yes   yes   yes   yes
observatory.supply                    yes   yes   yes   yes   yes   yes   yes   yes
offers.add_label                      -     -     -     own   -     -     -     -
offers.add_reference                  -     -     -     own   -     -     -     -
offers.check                          -     -     -     own   -     -     -     -
offers.confirmation                   -     -     -     own   -     -     -     -
offers.delete                         -     -     -     own   -     -     -     -
offers.duplicate                      -     -     -     own   -     -     -     -
offers.mine                           -     -     -     yes   -     -     -     -
offers.new                            -     -     -     yes   -     -     -     -
offers.place_suggestions              yes   yes   yes   yes   yes   yes   yes   yes
offers.preview                        -     -     -     own   -     -     -     -
offers.proofs                         -     -     -     own   -     -     -     -
offers.remove_label                   -     -     -     own   -     -     -     -
offers.remove_reference               -     -     -     own   -     -     -     -
offers.scope                          -     -     -     own   -     -     -     -
offers.show                           pub   pub   pub   pub   pub   pub   pub   pub
offers.what                           -     -     -     own   -     -     -     -
offers.withdraw                       -     -     -     own   -     -     -     -
organisations.answer                  -     own   own   own   own   own   own   yes
organisations.choose_body             yes   yes   yes   yes   yes   yes   yes   yes
organisations.choose_registered_body  yes   yes   yes   yes   yes   yes   yes   yes
organisations.contact                 -     -     yes   yes   yes   -     yes   yes
organisations.contact_seen            -     own   own   own   own   own   own   yes
organisations.dispute                 -     yes   yes   yes   yes   yes   yes   yes
organisations.domains                 -     own   own   own   own   own   own   yes
organisations.edit                    -     own   own   own   own   own   own   yes
organisations.export_suppliers        yes   yes   yes   yes   yes   yes   yes   yes
organisations.ground                  -     own   own   own   own   own   own   own
organisations.home                    -     yes   yes   yes   yes   yes   yes   yes
organisations.invitation              yes   yes   yes   yes   yes   yes   yes   yes
organisations.invite                  -     own   own   own   own   own   own   yes
organisations.join                    yes   yes   yes   yes   yes   yes   yes   yes
organisations.leave                   -     own   own   own   own   own   own   own
organisations.members                 -     own   own   own   own   own   own   yes
organisations.new                     yes   yes   yes   yes   yes   yes   yes   yes
organisations.new_body                yes   yes   yes   yes   yes   yes   yes   yes
organisations.new_body_by_hand        yes   yes   yes   yes   yes   yes   yes   yes
organisations.new_firm                yes   yes   yes   yes   yes   yes   yes   yes
organisations.new_firm_card           -     yes   yes   yes   yes   yes   yes   yes
organisations.new_organiser           yes   yes   yes   yes   yes   yes   yes   yes
organisations.send_code               -     own   own   own   own   own   own   own
organisations.send_proof              -     own   own   own   own   own   own   own
organisations.show                    yes   yes   yes   yes   yes   yes   yes   yes
organisations.suppliers               yes   yes   yes   yes   yes   yes   yes   yes
organisations.type_code               -     own   own   own   own   own   own   own
organisations.use_address             -     own   own   own   own   own   own   own
pages.accessibility                   yes   yes   yes   yes   yes   yes   yes   yes
pages.communes_json                   yes   yes   yes   yes   yes   yes   yes   yes
pages.components                      dev   dev   dev   dev   dev   dev   dev   dev
pages.cpv_json                        yes   yes   yes   yes   yes   yes   yes   yes
pages.health                          yes   yes   yes   yes   yes   yes   yes   yes
pages.help                            yes   yes   yes   yes   yes   yes   yes   yes
pages.home                            yes   yes   yes   yes   yes   yes   yes   yes
pages.how_it_works                    yes   yes   yes   yes   yes   yes   yes   yes
pages.legal                           yes   yes   yes   yes   yes   yes   yes   yes
pages.privacy                         yes   yes   yes   yes   yes   yes   yes   yes
pages.processing_register             yes   yes   yes   yes   yes   yes   yes   yes
pages.security_txt                    yes   yes   yes   yes   yes   yes   yes   yes
pages.set_language                    yes   yes   yes   yes   yes   yes   yes   yes
pages.sources                         yes   yes   yes   yes   yes   yes   yes   yes
programme.carry_out                   -     -     own   -     -     -     -     -
programme.columns                     -     -     own   -     -     -     -     -
programme.index                       -     -     yes   -     -     -     -     -
programme.publish                     -     -     yes   -     -     -     -     -
programme.refused                     -     -     own   -     -     -     -     -
programme.show                        -     -     own   -     -     -     -     -
programme.template                    -     -     yes   -     -     -     -     -
programme.undo                        -     -     own   -     -     -     -     -
search.results                        yes   yes   yes   yes   yes   yes   yes   yes
sourcing.add_meeting                  -     -     own   -     -     -     -     -
sourcing.add_note                     -     -     own   -     -     -     -     -
sourcing.all_suppliers                -     -     own   -     -     -     -     -
sourcing.all_suppliers_csv            -     -     own   -     -     -     -     -
sourcing.all_suppliers_xlsx           -     -     own   -     -     -     -     -
sourcing.ask                          -     -     -     pub   -     -     -     -
sourcing.ask_exposure                 -     -     -     -     -     -     -     yes
sourcing.buyer_board                  -     -     yes   -     -     -     -     -
sourcing.check_list                   -     -     own   -     -     -     -     -
sourcing.compare_lists                -     -     own   -     -     -     -     -
sourcing.contacts                     -     -     own   -     -     -     -     -
sourcing.cuts                         own   own   own   own   own   own   own   own
sourcing.declare_interests            -     -     own   -     -     -     -     -
sourcing.document                     pub   pub   pub   pub   pub   pub   pub   pub
sourcing.documents                    -     -     own   -     -     -     -     -
sourcing.exclude                      -     -     own   -     -     -     -     -
sourcing.export_contacts              -     -     own   -     -     -     -     -
sourcing.exposure_report              yes   yes   yes   yes   yes   yes   yes   yes
sourcing.firm_board                   -     -     -     yes   -     -     -     -
sourcing.freeze                       -     -     own   -     -     -     -     -
sourcing.frozen_csv                   -     -     own   -     -     -     -     -
sourcing.frozen_json                  -     -     own   -     -     -     -     -
sourcing.frozen_list                  -     -     own   -     -     -     -     -
sourcing.frozen_lists                 -     -     own   -     -     -     -     -
sourcing.frozen_xlsx                  -     -     own   -     -     -     -     -
sourcing.groups                       pub   pub   pub   pub   pub   pub   pub   pub
sourcing.invite                       -     -     own   -     -     -     -     -
sourcing.judge                        -     -     own   -     -     -     -     -
sourcing.needs_for_me                 -     -     -     yes   -     -     -     -
sourcing.outcome                      -     -     own   -     -     -     -     -
sourcing.outcome_by_link              yes   yes   yes   yes   yes   yes   yes   yes
sourcing.parity                       -     -     own   -     -     -     -     -
sourcing.partners                     -     -     -     pub   -     -     -     -
sourcing.put_on_shortlist             -     -     own   -     -     -     -     -
sourcing.questions                    pub   pub   pub   pub   pub   pub   pub   pub
sourcing.raise_score                  -     -     -     pub   -     -     -     -
sourcing.read_response                -     -     own   -     -     -     -     -
sourcing.remove_document              -     -     own   -     -     -     -     -
sourcing.remove_file                  -     -     -     pub   -     -     -     -
sourcing.remove_file_by_link          yes   yes   yes   yes   yes   yes   yes   yes
sourcing.reply                        -     -     own   -     -     -     -     -
sourcing.report                       -     -     own   -     -     -     -     -
sourcing.report_csv                   -     -     own   -     -     -     -     -
sourcing.report_journal               -     -     own   -     -     -     -     -
sourcing.report_pdf                   -     -     own   -     -     -     -     -
sourcing.report_xlsx                  -     -     own   -     -     -     -     -
sourcing.respond                      -     -     -     pub   -     -     -     -
sourcing.respond_by_link              yes   yes   yes   yes   yes   yes   yes   yes
sourcing.response_file                -     -     own   -     -     -     -     -
sourcing.set_aside                    pub   pub   pub   pub   pub   pub   pub   pub
sourcing.side_by_side                 -     -     own   -     -     -     -     -
sourcing.similar_needs                yes   yes   yes   yes   yes   yes   yes   yes
sourcing.suppliers                    pub   pub   pub   pub   pub   pub   pub   pub
sourcing.suppliers_by_lot             pub   pub   pub   pub   pub   pub   pub   pub
sourcing.time_line                    -     -     own   -     -     -     -     -
sourcing.unjudge                      -     -     own   -     -     -     -     -
sourcing.unmark                       -     -     own   -     -     -     -     -
sourcing.verdicts                     yes   yes   yes   yes   yes   yes   yes   yes
sourcing.withdraw_by_link             yes   yes   yes   yes   yes   yes   yes   yes
sourcing.withdraw_response            -     -     -     pub   -     -     -     -
sourcing.write_lessons                -     -     own   -     -     -     -     -
static                                yes   yes   yes   yes   yes   yes   yes   yes
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One route; `cells` maps each kind of visitor to its word."""

    endpoint: str
    cells: dict[str, str]

    @property
    def admitted(self) -> frozenset[str]:
        return frozenset(visitor for visitor, cell in self.cells.items() if cell != "-")


def rows() -> tuple[Row, ...]:
    """Raises ValueError naming the line that is no row of the table."""
    return tuple(_row(line) for line in TABLE.strip().splitlines()[1:])


def _row(line: str) -> Row:
    endpoint, *words = line.split()
    if len(words) != len(VISITORS) or not set(words) <= set(CELLS):
        raise ValueError(f"not a row of the matrix: {line!r}")
    return Row(endpoint, dict(zip(VISITORS, words, strict=True)))


def example(visitor: str) -> Actor:
    """Somebody of that kind, owning nothing: what the declarations are asked about."""
    if visitor == "anonymous":
        return Actor()
    held = {role.value: ActingFor(1, 1, "", role, manager=False) for role in Role}
    return Actor(
        user_id=1,
        acting_for=held.get(visitor),
        moderator=visitor == "moderator",
        administrator=visitor == "administrator",
    )


def line(endpoint: str, admitted: frozenset[str]) -> str:
    """A first version of a new route's row, to be read and corrected by whoever adds the route."""
    words = ("yes" if visitor in admitted else "-" for visitor in VISITORS)
    return f"{endpoint:<38}" + "".join(f"{word:<6}" for word in words).rstrip()
