"""Pages of needs: the journey of the buyer, the public pages, the acts of a need's life, look-ups."""

from matchmaker.needs.views import acts, exports, journey, lookups, lots, public
from matchmaker.needs.views.pages import blueprint

__all__ = ("acts", "blueprint", "exports", "journey", "lookups", "lots", "public")
