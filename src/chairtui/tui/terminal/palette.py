"""The palette: every act of the screen by its name, also those whose letter a text field would swallow."""

from collections.abc import Awaitable, Callable, Iterator
from functools import partial

from textual.app import App
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.dom import DOMNode
from textual.screen import Screen

from chairtui.tui.keys import ACTS, BY_ID, Act, Where
from chairtui.tui.terminal.field_words import FIELD_WORDS

_NEEDS_NONE = (Where.LIST, Where.QUESTION, Where.READER, Where.JUMP)
LEFT_OUT = {"palette", *(act.id for act in ACTS if act.where in _NEEDS_NONE)}
"""Moving about needs no palette."""


def _nodes(screen: Screen[object]) -> Iterator[DOMNode]:
    """Yield the focused widget, what is around it, and the app."""
    start: DOMNode = screen.focused or screen
    yield from start.ancestors_with_self
    if screen.app not in start.ancestors_with_self:
        yield screen.app


def acts_here(screen: Screen[object]) -> dict[Act, DOMNode]:
    """Return the acts that can be done on this screen, in order, each with the node that does it.

    Where a record is signed, none that it takes no more.
    """
    sealed = getattr(screen, "sealed", False)
    nodes: dict[Act, DOMNode] = {}
    taken: set[str] = set()
    modal_ended = False
    for node in _nodes(screen):
        for _key, binding in node._bindings:
            act = BY_ID.get(binding.id or "")
            if act is None or act in nodes or act.key in taken or (modal_ended and not binding.priority):
                continue
            if sealed and not act.once_signed:
                continue
            if node.check_action(binding.action.partition("(")[0], ()) is not False:
                nodes[act] = node
                taken.add(act.key)
        modal_ended = modal_ended or (isinstance(node, Screen) and node.is_modal)
    return dict(sorted(nodes.items(), key=lambda item: ACTS.index(item[0])))


def score_of(act: Act, query: str) -> float:
    """Return how well an act is meant by words that are not its name: the field's before its sentence's."""
    words = query.casefold().strip()
    in_field = words in FIELD_WORDS.get(act.id, "").casefold()
    return 0.2 if in_field else 0.1 if words in act.help.casefold() else 0.0


class Acts(Provider):
    """Offers the acts of the screen that the palette was opened over."""

    def _offers(self) -> Iterator[tuple[Act, Callable[[], Awaitable[bool]]]]:
        app: App[object] = self.app
        for act, node in acts_here(self.screen).items():
            if act.id not in LEFT_OUT:
                yield act, partial(app.run_action, act.action or act.id, default_namespace=node)

    @staticmethod
    def _name(act: Act) -> str:
        return f"{act.label}  ({act.shown_key})"

    async def discover(self) -> Hits:
        for act, carry_out in self._offers():
            yield DiscoveryHit(self._name(act), carry_out, help=act.help)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for act, carry_out in self._offers():
            if score := max(matcher.match(act.label), score_of(act, query)):
                yield Hit(score, matcher.highlight(self._name(act)), carry_out, help=act.help)
