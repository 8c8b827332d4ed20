"""Every event as a sentence, part by part."""
