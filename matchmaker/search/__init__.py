"""One box over needs, offers and organisations. Read docs/search.md first."""
