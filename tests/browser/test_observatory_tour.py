"""A prefect's questions: each is answered two clicks from home at most, in both languages, on paper too."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visitor import Visitor

QUESTIONS = (
    ("What part goes to small and medium firms?", "svg[role=img]"),
    ("What part goes to the social economy, and for what?", "svg[role=img]"),
    ("What part goes to firms nearby?", "svg[role=img]"),
    ("Who pays late?", "table"),
    ("Whom to call: who here could supply what is bought?", "form[action$='/observatory/supply']"),
)


def test_each_question_is_answered_in_two_clicks(visitor: Visitor) -> None:
    for question, answer in QUESTIONS:
        visitor.open("/")
        link = visitor.page.locator("header a[href='/observatory/']:visible")
        if not link.count():
            visitor.page.locator(".nav-narrow summary").click()
        link.first.click()
        visitor.main.get_by_role("link", name=visitor.words(question)).click()
        visitor.look()

        expect(visitor.main.locator(answer).first).to_be_visible()


def test_the_figures_can_be_printed(visitor: Visitor) -> None:
    visitor.open("/observatory/")
    visitor.look()
    visitor.page.emulate_media(media="print")

    expect(visitor.main.locator(".figures .figure")).to_have_count(6)
    expect(visitor.page.locator("nav.site-nav")).to_be_hidden()
