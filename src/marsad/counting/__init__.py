"""Claims of one incident or tally to figures, by named rule sets."""

from marsad.counting.checks import check
from marsad.counting.figures import count_incident, count_tally, headline
from marsad.counting.ruleset import RuleSet, load_ruleset

__all__ = ["RuleSet", "check", "count_incident", "count_tally", "headline", "load_ruleset"]
