"""What a meeting becomes outside the program: the interchange document and the record."""
