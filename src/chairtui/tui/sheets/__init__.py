"""What the forms ask for and which commands they make, as data: no widget, no meeting is changed here."""
