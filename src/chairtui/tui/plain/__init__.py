"""The line mode: the same program, read line by line and worked by typed words."""
