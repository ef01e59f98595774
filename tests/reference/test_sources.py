from matchmaker.reference.sources import ATTRIBUTIONS, SOURCES


def test_every_source_says_who_and_under_which_licence():
    lacking = [one.name for one in SOURCES if not (one.what and one.producer and one.licence and one.date)]

    assert lacking == []
    assert len({one.name for one in SOURCES}) == len(SOURCES)


def test_attributions_asked_for_by_the_licences_are_there():
    assert ATTRIBUTIONS == (
        "CPV and eForms labels © European Union, eForms SDK, CC BY 4.0",
        "INSEE, La Poste, DGCL, IGN, DINUM — Licence Ouverte / Etalab",
    )
    assert {one.attribution for one in SOURCES} == {*ATTRIBUTIONS, None}
