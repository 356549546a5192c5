"""Changes one letter of one audit record behind the program's back. Argument: the database file."""

import sqlite3
import sys

database = sqlite3.connect(sys.argv[1])
for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
    database.execute(f'DROP TRIGGER "{name}"')
changed = database.execute(
    "UPDATE audit SET body = replace(body, 'dec_', 'dex_') WHERE sequence = "
    "(SELECT max(sequence) FROM audit WHERE body LIKE '%dec\\_%' ESCAPE '\\')"
).rowcount
database.commit()
print(changed)
