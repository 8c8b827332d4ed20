"""What people type or paste, read: dates, periods, pastes."""
