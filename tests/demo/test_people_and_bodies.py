from stdnum import luhn

from matchmaker.demo.identity import domain, mailbox, siret
from matchmaker.demo.places import homonyms
from matchmaker.reference import communes, identifiers


def everyone(region):
    bodies = [*region.buyers, *region.suppliers]
    return [person for body in bodies for person in body.people] + [o.person for o in region.organisers]


def bodies(region):
    return [*region.buyers, *region.suppliers, *region.organisers]


def test_every_siret_is_right_unique_and_of_the_demonstration(demo_region):
    held = [body.siret for body in bodies(demo_region)]

    assert [number for number in held if not luhn.is_valid(number) or not luhn.is_valid(number[:9])] == []
    assert [number for number in held if identifiers.parse_siret(number) != number] == []
    assert [number for number in held if not identifiers.is_demonstration(number)] == []
    assert len({number[:9] for number in held}) == len(held)


def test_siret_of_an_establishment_keeps_the_siren():
    assert siret(42, 3)[:9] == siret(42, 1)[:9]


def test_every_address_stands_in_a_real_commune_of_the_region(demo_region):
    seats = [(body.address, communes.get(body.address.commune)) for body in bodies(demo_region)]

    assert {seat.region for _, seat in seats if seat} == {"32"}
    assert [place for place, seat in seats if not seat or place.postal_code not in seat.postal_codes] == []


def test_mail_reaches_nobody_and_phones_are_those_of_fiction(demo_region):
    people = everyone(demo_region)

    assert [person for person in people if not person.email.endswith(".invalid")] == []
    assert {person.phone[:8] for person in people} == {"03 53 01", "06 39 98"}


def test_mail_addresses_are_unique(demo_region):
    addresses = [person.email for person in everyone(demo_region)]

    assert len(set(addresses)) == len(addresses)


def test_mail_address_drops_accents_and_little_words():
    at = domain("Les Jardins de l’Écluse d’Aubelmont")

    assert mailbox("Marie-Laure", "Da Cruz", at) == "marie-laure.da-cruz@jardins-ecluse-aubelmont.invalid"


def test_every_family_of_buyer_is_there_and_says_it_is_invented(demo_region):
    families = {body.family for body in demo_region.buyers}

    assert families == {"state", "local_authority", "hospital", "public_establishment", "other"}
    assert [body.name for body in demo_region.buyers if not body.name.endswith("(démonstration)")] == []


def test_invented_communes_bear_no_real_name(demo_region):
    invented = [body.place_name for body in demo_region.buyers if body.kind == "commune"]

    real = {found.name for name in invented for found in communes.search(name)}

    assert real.isdisjoint(invented)
    assert [name for name in invented if "-lès-" not in name] == []


def test_sizes_and_inclusive_kinds_are_varied(demo_region):
    kinds = {firm.inclusive_kind for firm in demo_region.suppliers}
    forms = {firm.ess_form for firm in demo_region.suppliers}

    assert {firm.size for firm in demo_region.suppliers} == {"tpe", "pme", "eti"}
    assert {None, "EI", "AI", "ACI", "ETTI", "EA", "ESAT", "ESS"} <= kinds
    assert {None, "scop", "scic", "association"} <= forms


def test_some_firms_sit_in_communes_that_share_their_name(demo_region):
    shared = {commune.code for commune in homonyms()}

    assert sum(firm.address.commune in shared for firm in demo_region.suppliers) >= 8
