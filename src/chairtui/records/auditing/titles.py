"""What reports of the audit are called."""

TITLE = "Audit of strategy discussions"
