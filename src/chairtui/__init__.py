"""Chair a child-protection strategy discussion from the terminal."""

__version__ = "0.2.0"
