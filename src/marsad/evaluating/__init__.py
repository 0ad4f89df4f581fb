"""How well a reader reads, against labels made by hand."""
