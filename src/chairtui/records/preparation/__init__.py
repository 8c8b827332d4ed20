"""Before the meeting: invitations, requests and their answers, the agenda pack."""
