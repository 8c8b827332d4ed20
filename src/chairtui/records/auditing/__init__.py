"""What the audit of strategy discussions counted, as reports to hand on."""
