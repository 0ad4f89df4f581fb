"""Arabic texts: their words, numbers and quantities, with offsets into the text as it stands."""
