"""The record as Word document, in the program's template or a council's own."""
