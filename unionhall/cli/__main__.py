"""`python -m unionhall.cli` is `unionhall`."""

from unionhall.cli import main

main(prog_name="unionhall")
