"""Pages of offers: the supplier's journey, the acts of an offer's life, the public page."""

from matchmaker.offers.views import acts, journey, lookups, proofs, public
from matchmaker.offers.views.area import blueprint

__all__ = ("acts", "blueprint", "journey", "lookups", "proofs", "public")
