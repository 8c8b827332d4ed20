"""Days and times: as people type them, as the law counts them."""
