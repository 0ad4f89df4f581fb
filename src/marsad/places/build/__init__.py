"""Building the gazetteer file from the sources (needs the extra `gazetteer`): `python -m marsad.places.build`."""
