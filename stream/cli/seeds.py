"""Where the articles come from when none are named: the project's own ``seeds/``."""

from pathlib import Path
from typing import Final

import stream
from stream.cli.failures import Failure

ARTICLES: Final = "articles.jsonl"
EXTRA: Final = "extra.jsonl"


def seed_files(directory: Path | None = None) -> list[Path]:
    """Give the seed articles, then those made to go with them (copies, corrections, faults).

    Looks in the directory, else in ``seeds/`` beside the package, else in ``seeds/`` here.
    Raises ``Failure`` where they are not.
    """
    beside = Path(stream.__file__).parent.parent / "seeds"
    places = [directory] if directory else [beside, Path("seeds")]
    for place in places:
        if (place / ARTICLES).is_file():
            return [path for path in (place / ARTICLES, place / EXTRA) if path.is_file()]
    looked = " or ".join(str(place) for place in places)
    raise Failure(f"no {ARTICLES} in {looked}; name files, or give the folder with --seeds")
