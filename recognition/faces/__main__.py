"""`python -m recognition.faces`, where the command itself is not on the path."""

from recognition.faces.cli import main

main()
