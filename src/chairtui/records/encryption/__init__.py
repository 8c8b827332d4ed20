"""Locked files: PDF with a password, age with keys or a passphrase."""
