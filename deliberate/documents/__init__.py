"""Reading and writing the texts of frameworks: bytes in, plain structures out."""
