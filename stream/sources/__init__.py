"""Where articles come from: files of lines, replays of them, syndicated copies. Pure."""
