"""The hot paths, each beside the raw SQL of the same answer."""


def scenarios(*, coach, persons):
    """Every scenario, ready to run."""
    return []
