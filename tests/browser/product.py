"""The running product as the tests see it: its address, and the mails it sent."""

from __future__ import annotations

import time
from dataclasses import dataclass

from aiosmtpd.handlers import Message


class Mailbox(Message):
    """What the product sent, newest last."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list = []

    def handle_message(self, message) -> None:
        self.messages.append(message)

    def wait_for(self, recipient: str, seconds: float = 15):
        """The newest mail to that address."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for message in reversed(self.messages):
                if message["To"] == recipient:
                    return message
            time.sleep(0.1)
        raise AssertionError(f"no mail to {recipient} within {seconds} s")


@dataclass(frozen=True)
class Site:
    url: str
    mailbox: Mailbox
