"""``python -m stream.cli``: the command without its entry point."""

from stream.cli.commands import main

main(prog_name="newsfeed")
