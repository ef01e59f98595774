"""What can go wrong before a plan is made."""


class SchedulingError(Exception):
    """Root of this room's errors."""


class InstanceRefused(SchedulingError):
    """The instance cannot be planned; `lines` say where and why, one fault each."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines
