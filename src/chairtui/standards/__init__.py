"""What good looks like, as data: dated rules, the facts they ask about, and their verdicts."""
