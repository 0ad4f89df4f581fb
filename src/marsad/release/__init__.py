"""What leaves the archive: the report page and exports."""
