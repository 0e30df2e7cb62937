"""Whether two mentions of a post can mean the same one."""

from __future__ import annotations

from typing import Final

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.names import folded
from osce_kg.extraction.posts import Body, Title

_CONNECTIVES: Final = frozenset({"of", "for", "on", "the", "and", "to"})


def titles_agree(title: Title, other: Title, other_body: Body | None) -> bool:
    """Tell whether ``title``, pointing back without a name, can mean the post ``other`` in ``other_body``.

    A shorter form ("the Minister") agrees with a longer one; "Deputy" never agrees with its principal.
    """
    if not bodies_agree(title.body, other_body) or not _tenures_agree(title.tenure, other.tenure):
        return False
    is_of_organization = title.body is not None and title.body.kind not in ("state", "demonym")
    if is_of_organization and other_body is None and other.head in words.NATIONAL_HEADS:
        # "The President of the European Commission" is not the President A of a State named before.
        return False
    short, full = set(folded(title.text).split()), set(folded(other.text).split())
    if short & words.DEPUTY_MARKS != full & words.DEPUTY_MARKS:
        return False
    if heads_agree(title.head, other.head):
        return (
            title.head in words.IN_OFFICE_HEADS
            or short <= full
            or full <= short
            or _differ_in_head_only(title, other)
        )
    if folded(other.text).startswith(f"{folded(title.text)} "):
        # "the Special Representative" for "Special Representative and Co-ordinator for …".
        return True
    # "the Minister" for "Foreign Minister"; "Chairman Osmani" for the Chairman-in-Office.
    bare = title.text.lower() == title.head
    return (bare and other.head.endswith(title.head)) or (
        title.head in ("chairman", "chairperson", "chair") and other.head.startswith(title.head)
    )


def heads_agree(left: str, right: str) -> bool:
    """Tell whether two heads of titles name one post: "premier" and "prime minister"."""
    return left == right or any(left in group and right in group for group in words.SYNONYMOUS_HEADS)


def bodies_agree(left: Body | None, right: Body | None) -> bool:
    """Tell whether two posts can be in one body; a post without a body can be in any."""
    if left is None or right is None:
        return True
    if left.entry and right.entry:
        return left.entry.key == right.entry.key
    return folded(left.text) in folded(right.text) or folded(right.text) in folded(left.text)


def _tenures_agree(left: str, right: str) -> bool:
    return left == right or {left, right}.isdisjoint(("acting", "former"))


def _differ_in_head_only(title: Title, other: Title) -> bool:
    """Tell whether one title is only a head, or both say the same beside their heads."""
    left = set(folded(title.text).split()) - _CONNECTIVES
    right = set(folded(other.text).split()) - _CONNECTIVES
    heads = set(folded(title.head).split()) | set(folded(other.head).split())
    return left <= heads or right <= heads or (left ^ right) <= heads
