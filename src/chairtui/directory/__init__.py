"""Who there is to call: the register of agencies and which police force covers which authority."""
