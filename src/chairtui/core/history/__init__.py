"""The log as a value: how it folds, and where what two machines changed is in conflict."""
