"""Who first said it, and which claims are about the same harm."""
