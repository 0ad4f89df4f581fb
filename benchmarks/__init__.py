"""How fast Marsad works, measured beside other tools in one run."""
