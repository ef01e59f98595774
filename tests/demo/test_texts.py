import re

import pytest

from matchmaker.demo.trades import TRADES

ELISION = re.compile(
    r"\b([Dd]e|[Qq]ue|[Nn]e|[Ss]e|[Jj]e|[Ll]e|[Ll]a|jusque|lorsque) [aeiouàâéèêëîïôûAEIOUÀÂÉÈÊÎÔ]"
)
CONTRACTION = re.compile(r"\b(?:de le|à le|à les|de des|du le|d’le)\b|\bde les (?=\w+s\b)")
TWICE = re.compile(r"\b(\w{3,}) \1\b", re.IGNORECASE)
STOPS = re.compile(r" [.,)]|\( |\.\.|,,| [;:!?»]|[^\u202f][;!?]|« ")


def prose(region):
    for body in region.buyers:
        yield from (body.name, body.description)
    for firm in region.suppliers:
        yield from (firm.name, firm.description)
    for offer in region.offers:
        yield from (offer.title, offer.what, offer.for_whom, offer.how)
        yield from (reference.text for reference in offer.references)
    for need in region.needs:
        yield from (need.title, need.description, *need.social, *need.environmental, *need.questions)
        yield from (text for lot in need.lots for text in (lot.title, lot.description))


def faults(region, pattern):
    return [text for text in prose(region) if pattern.search(text)]


def test_no_text_is_given_twice(demo_region):
    for told in (
        [offer.what for offer in demo_region.offers],
        [offer.how for offer in demo_region.offers],
        [need.description for need in demo_region.needs],
        [firm.description for firm in demo_region.suppliers],
        [firm.name for firm in demo_region.suppliers],
        [body.name for body in demo_region.buyers],
    ):
        assert len(set(told)) == len(told)


def test_apostrophes_are_curly_and_blanks_single(demo_region):
    assert faults(demo_region, re.compile(r"'|  |^\s|\s$")) == []


def test_double_punctuation_has_its_narrow_blank(demo_region):
    assert faults(demo_region, STOPS) == []


def test_vowels_are_elided(demo_region):
    assert faults(demo_region, ELISION) == []


def test_articles_are_contracted(demo_region):
    assert faults(demo_region, CONTRACTION) == []


def test_no_word_is_doubled(demo_region):
    assert [text for text in faults(demo_region, TWICE) if "nous nous" not in text.lower()] == []


def test_nothing_of_the_notation_is_left(demo_region):
    assert faults(demo_region, re.compile(r"[\[\]{}|]")) == []


def test_sentences_begin_with_a_capital_and_end(demo_region):
    texts = [text for offer in demo_region.offers for text in (offer.what, offer.how, offer.for_whom)]

    assert [text for text in texts if text[0] != text[0].upper() or not text.endswith(".")] == []


@pytest.mark.parametrize("trade", TRADES, ids=lambda trade: trade.key)
def test_a_trade_has_its_own_vocabulary(trade):
    what = [sentence for activity in trade.activities for sentence in activity.what]

    assert len(what) >= 12
    assert (len(trade.how), len(trade.whom), len(trade.references)) >= (8, 6, 6)
    assert len(trade.stories) >= 3


def test_no_sentence_is_shared_by_two_trades():
    told = [sentence for trade in TRADES for activity in trade.activities for sentence in activity.what]

    assert len(set(told)) == len(told)
