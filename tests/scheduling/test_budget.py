from matchmaker.scheduling.budget import Budget


class Hands:
    """A clock moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_steps_end_the_work_without_a_ceiling() -> None:
    budget = Budget(steps=2)
    budget.spend(2)

    assert (budget.left(), budget.timed_out) == (False, False)


def test_ceiling_ends_the_work_and_is_remembered() -> None:
    clock = Hands()
    budget = Budget(steps=5, seconds=10, clock=clock)
    clock.now = 9.0
    assert budget.left()

    clock.now = 10.0

    assert (budget.left(), budget.timed_out) == (False, True)


def test_work_that_is_too_large_for_the_steps_left_is_no_matter_of_time() -> None:
    clock = Hands()
    budget = Budget(steps=5, seconds=1, clock=clock)
    clock.now = 2.0

    assert (budget.left(6), budget.timed_out) == (False, False)
