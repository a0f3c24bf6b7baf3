"""What the wire's bytes promise beyond their content."""

import tracemalloc

from stream.codec import encode

COUNT = 1_000


def test_encoded_bytes_keep_no_buffer_behind_them() -> None:
    """A thousand values of 600 bytes that wait for delivery take their own length, not 8 MB."""
    value = {"body": "x" * 590}

    tracemalloc.start()
    held = [encode(value) for _ in range(COUNT)]
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert taken < 2 * sum(map(len, held))
