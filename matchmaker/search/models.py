"""The feed of what changed: rows written in the transaction of the change, read by the derived stores."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.database import UtcDateTime
from matchmaker.extensions import db


class IndexChange(db.Model):
    """Look again at this object: whether to index or forget it is read from the database then."""

    __tablename__ = "index_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    object_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
