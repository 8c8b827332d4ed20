"""Tables as people have them, read in one way for whoever takes one: nothing in them is lost without a word.

How a table becomes something of the meeting:

1. `reading.read_file(path, told)` or `reading.read_table(name, content, told)` returns a `table.Book`: the
   pages of a file (a CSV text has one, a spreadsheet one for each sheet) with their lines, cells as they are
   written, and remarks on what had to be understood. What is no table is `Refused` with a sentence that says
   what to do.
2. `headings.under(book, known, must)` finds the page and the line of headings and returns a `table.Table`:
   which column is which field, the lines below, and remarks on each column, line and page that is not taken.
   Where somebody says which column is what, `headings.laid_out` makes the same table.
3. The taker reads cells: `Table.cell(line, field)`. Days go through `days.Days`, which knows in what order
   all days of a table are written and never makes one up; telephone numbers through `damaged.damage`.
4. `telling.sentences(remarks, headings)` says the remarks in plain words, for a screen or a command.

`chronology.py` reads chronologies in this way; records/returns/census_table.py reads the census.
"""
