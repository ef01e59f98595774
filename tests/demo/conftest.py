from datetime import date

import pytest

from matchmaker.demo.region import generate
from matchmaker.demo.values import Region

TODAY = date(2026, 9, 15)


@pytest.fixture(scope="session")
def demo_region() -> Region:
    """The region of the default seed; never changed, as its values are frozen."""
    return generate(today=TODAY)
