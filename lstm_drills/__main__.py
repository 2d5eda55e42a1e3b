"""``python -m lstm_drills`` is the same program as ``lstm-drills``."""

from lstm_drills.cli import main

if __name__ == "__main__":
    main()
