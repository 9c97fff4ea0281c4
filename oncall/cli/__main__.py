"""`python -m oncall.cli`: the command, where its script is not on the path."""

from oncall.cli import main

if __name__ == "__main__":
    main(prog_name="oncall")
