"""Makes what the documents say of the code anew: ``python -m deploy.docs``, or ``make docs``."""

from pathlib import Path
from typing import Final

from deploy.docs import examples, reference, schemas
from deploy.docs.parts import filled
from deploy.kubernetes import rules

DOCS: Final = Path(__file__).parents[2] / "docs"


def main() -> None:
    """Write the parts and the schemas that are made; say which."""
    made = {"operations.md": reference.parts(), "consumers.md": examples.parts()}
    for name, parts in made.items():
        document = DOCS / name
        document.write_text(filled(document.read_text("utf-8"), parts), encoding="utf-8")
    folder = DOCS / "schemas"
    folder.mkdir(exist_ok=True)
    for name, text in schemas.schemas().items():
        (folder / name).write_text(text, encoding="utf-8")
    print(f"docs: {', '.join(made)}, {len(schemas.RECORDS)} schemas")
    rules.main()


if __name__ == "__main__":
    main()
