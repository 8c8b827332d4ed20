"""A record as a file: Word, PDF, HTML, Markdown, plain text, FHIR, calendar."""
