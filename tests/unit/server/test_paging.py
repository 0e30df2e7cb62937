"""Pages of several lists follow one another without gap or overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from osce_kg.server.paging import cut_page

SIZE = 10


def lists_of(sizes: list[int]) -> list[tuple[str, list[str]]]:
    return [
        (name, [f"{name}{number:02}" for number in range(size)])
        for name, size in zip("abcd", sizes, strict=False)
    ]


@given(st.lists(st.integers(0, 3 * SIZE), max_size=4))
def test_all_pages_together_are_all_items_each_once_and_in_order(sizes: list[int]) -> None:
    lists = lists_of(sizes)
    count = cut_page(lists, 1, SIZE).count
    pages = [cut_page(lists, number, SIZE) for number in range(1, count + 1)]
    together = [item for page in pages for listed in page.lists for item in listed.items]
    assert together == [item for _, items in lists for item in items]
    for page in pages[:-1]:
        assert sum(len(listed.items) for listed in page.lists) == SIZE
    assert not any(listed.items for listed in cut_page(lists, count + 1, SIZE).lists)


@given(st.lists(st.integers(1, 3 * SIZE), max_size=4))
def test_each_list_begins_on_the_page_that_is_told(sizes: list[int]) -> None:
    lists = lists_of(sizes)
    for listed in cut_page(lists, 1, SIZE).lists:
        (there,) = (
            other for other in cut_page(lists, listed.first_page, SIZE).lists if other.key == listed.key
        )
        assert there.items[0] == dict(lists)[listed.key][0]
        assert listed.total == len(dict(lists)[listed.key])
