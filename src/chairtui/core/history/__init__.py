"""The log as a value: how it folds, and what two machines changed apart."""
