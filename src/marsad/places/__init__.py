"""Where: gazetteer, mentions, resolution, precision."""
