"""Keys of forms: each is good for one object, however often the button is pressed."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.database import UtcDateTime
from matchmaker.extensions import db


class FormKey(db.Model):
    """A key that served; `location` is where its object lives, and where a repeated post is led."""

    __tablename__ = "form_keys"
    __table_args__ = (sa.UniqueConstraint("digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(sa.String(64))
    location: Mapped[str] = mapped_column(sa.String(300), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
