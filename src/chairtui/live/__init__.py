"""The one door between a front end and the rest."""
