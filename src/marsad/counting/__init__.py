"""Claims of one incident or tally to figures, by named rule sets."""
