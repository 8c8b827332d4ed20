"""What the council's own systems and national returns take: rows and files made from all meetings."""
