"""The interchange document, `chairtui.meeting/1`, out and in."""
