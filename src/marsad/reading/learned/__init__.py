"""The learned reader: an encoder that marks claims and the words that belong to them; rules still make the numbers."""
