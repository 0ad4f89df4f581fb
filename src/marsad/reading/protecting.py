"""Names to withhold."""


def protected(lines):
    return ()
