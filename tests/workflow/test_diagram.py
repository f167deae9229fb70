import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from tests.toy import BUURTFEEST
from workflow.diagram import Graph, mermaid, of_machine, of_scheme, svg
from workflow.diagram.graph import _graph
from workflow.diagram.lettering import text_width, wrapped
from workflow.diagram.placement import lay_out
from workflow.diagram.routes import path
from workflow.machine import NEW, StepDeclaration
from workflow.registry import MACHINES, SCHEMES

SVG = "{http://www.w3.org/2000/svg}"
GRAPHS = [
    *(of_machine(rules.model) for rules in MACHINES.values()),
    *map(of_scheme, SCHEMES.values()),
    of_scheme(BUURTFEEST),
]
by_graph = pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph.name)


def machine(name: str) -> Graph:
    return of_machine(MACHINES[name].model)


def declared(action: str, sources: str, target: str | None, *, article: str = "") -> StepDeclaration:
    return StepDeclaration(
        "toy", action, tuple(sources.split(",")), target, action.capitalize(), ("applicant",), article
    )


# --- The graph -------------------------------------------------------------------------------------------------------


def test_the_spine_of_an_application_starts_where_the_law_does() -> None:
    assert machine("application").spine == (
        "submitted",
        "assessed",
        "awarded",
        "monitored",
        "account_submitted",
        "accounted",
    )


def test_the_spine_of_the_other_machines_is_their_longest_path() -> None:
    assert {name: machine(name).spine for name in ("decision", "payment", "round", "assessment")} == {
        "decision": ("drafted", "signed", "announced"),
        "payment": ("proposed", "approved", "ordered", "settled", "returned"),
        "round": ("prepared", "opened", "closed", "ranked"),
        "assessment": ("scored", "locked"),
    }


def test_of_a_machine_without_articles_every_beginning_counts_for_the_spine() -> None:
    steps = [declared("a", "", "one"), declared("b", "", "two"), declared("c", "two", "three")]
    assert _graph("toy", "Toy", steps).spine == ("two", "three")


def test_completing_or_doing_without_leads_back_in_an_application_and_a_reserve_list_leads_on() -> None:
    assert [
        (move.declared.action, move.sources, move.target) for move in machine("application").moves if move.back
    ] == [
        ("complete", ("incomplete",), "submitted"),
        ("take_up", ("incomplete",), "submitted"),
        ("handle_anew", ("set_aside",), "submitted"),
    ]


def test_a_step_from_its_own_target_is_a_loop_and_not_a_move() -> None:
    graph = machine("assessment")
    assert [one.action for one in graph.loops["scored"]] == ["score"]
    assert [move.sources for move in graph.moves if move.declared.action == "score"] == [(NEW,)]


def test_a_step_that_leads_on_and_back_becomes_two_moves() -> None:
    steps = [declared("start", "", "one"), declared("go", "one", "two"), declared("reset", ",two", "one")]
    moves = _graph("toy", "Toy", steps).moves
    assert [(one.declared.action, one.sources, one.back) for one in moves] == [
        ("start", ("",), False),
        ("go", ("one",), False),
        ("reset", ("",), False),
        ("reset", ("two",), True),
    ]


def test_the_diagram_of_a_scheme_without_ideas_has_no_ideas() -> None:
    assert set(machine("application").states) - set(of_scheme(BUURTFEEST).states) == {
        "idea",
        "advised",
        "invited",
        "referred",
    }


def test_the_diagram_of_a_scheme_counts_what_it_asks_elsewhere() -> None:
    assert of_scheme(BUURTFEEST).notes == ("De regeling stelt 3 eisen bij ‘Maak een ontwerpbesluit’.",)


# --- Mermaid ---------------------------------------------------------------------------------------------------------


def test_the_mermaid_of_a_decision_is_one_line_per_step_and_source() -> None:
    assert mermaid(machine("decision")).splitlines() == [
        "stateDiagram-v2",
        "    [*] --> drafted : Maak een ontwerpbesluit",
        "    drafted --> signed : Onderteken",
        "    signed --> announced : Maak bekend",
        "    drafted --> annulled : Trek het ontwerp in",
        "    signed --> annulled : Trek het ontwerp in",
        "    drafted --> drafted : Leg vast dat het college besloot",
        "    announced --> [*]",
        "    annulled --> [*]",
        "    classDef spine fill:#154273,color:#ffffff,stroke:#154273",
        "    class drafted,signed,announced spine",
    ]


@by_graph
def test_no_label_breaks_a_line_of_mermaid(graph: Graph) -> None:
    labels = [one.declared.label for one in graph.moves] + [
        one.label for steps in graph.loops.values() for one in steps
    ]
    assert [label for label in labels if re.search(r"[:;#\n]", label)] == []


# --- The picture -----------------------------------------------------------------------------------------------------


@by_graph
def test_the_picture_is_xml_that_says_what_it_is(graph: Graph) -> None:
    root = ET.fromstring(svg(graph))  # noqa: S314 - a text that we made ourselves.
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert [(child.tag.removeprefix(SVG), child.get("id")) for child in root][:2] == [
        ("title", "title"),
        ("desc", "desc"),
    ]
    assert root.findtext(f"{SVG}title") == graph.title
    assert all(move.declared.label in (root.findtext(f"{SVG}desc") or "") for move in graph.moves)


@by_graph
def test_the_picture_brings_no_script_no_style_and_nothing_from_elsewhere(graph: Graph) -> None:
    drawn = svg(graph)
    root = ET.fromstring(drawn)  # noqa: S314 - a text that we made ourselves.
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {"svg", "title", "desc", "rect", "g", "path", "text"}
    assert re.findall(r"https?://[^\"]*", drawn) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"\b(on\w+|href|src|style)=", drawn)


@by_graph
def test_the_picture_fits_a_page_and_everything_is_in_it(graph: Graph) -> None:
    root = ET.fromstring(svg(graph))  # noqa: S314 - a text that we made ourselves.
    width, height = int(root.get("width", "")), int(root.get("height", ""))
    assert width <= 1120  # What a page of documentation shows without making the smallest letters unreadable.
    shift = int(re.findall(r"translate\((-?\d+) 0\)", svg(graph))[0])
    corners = re.findall(r"[ML]?(-?\d+) (-?\d+)", " ".join(one.get("d", "") for one in root.iter(f"{SVG}path")))
    assert all(0 <= int(x) + shift <= width and 0 <= int(y) <= height for x, y in corners)


@by_graph
def test_every_label_fits_in_its_box(graph: Graph) -> None:
    root = ET.fromstring(svg(graph))  # noqa: S314 - a text that we made ourselves.
    group = root.find(f"{SVG}g")
    assert group is not None
    for step in group.findall(f"{SVG}g"):
        box = step.find(f"{SVG}rect")
        for text in step.findall(f"{SVG}text") if box is not None else ():
            assert text_width(text.text or "", int(text.get("font-size", ""))) < int(box.get("width", ""))  # type: ignore[union-attr]


@by_graph
def test_the_spine_is_one_straight_line(graph: Graph) -> None:
    assert {box.x for row in lay_out(graph).rows for box in row if box.spine} == {0}


def assert_sound(graph: Graph) -> None:
    layout = lay_out(graph)
    for row in layout.rows:
        assert all(one.x + one.width / 2 < other.x - other.width / 2 for one, other in pairwise(row))
    assert all(one.lower.rank == one.upper.rank + 1 for one in layout.segments)
    joined = {(one.upper.key, one.lower.key) for one in layout.segments}
    assert len(joined) == len(layout.segments)
    ET.fromstring(svg(graph))  # noqa: S314 - a text that we made ourselves.


@by_graph
def test_no_two_boxes_of_a_row_touch_and_every_line_goes_to_the_next_row(graph: Graph) -> None:
    assert_sound(graph)


STATES = ["", "alpha", "beta", "gamma", "delta", "epsilon"]
steps = st.lists(
    st.tuples(
        st.lists(st.sampled_from(STATES), min_size=1, max_size=4, unique=True), st.sampled_from([*STATES[1:], None])
    ),
    max_size=9,
)


@given(steps)
def test_any_machine_can_be_drawn(made: list[tuple[list[str], str | None]]) -> None:
    begin = declared("begin", "", "alpha")
    others = [declared(f"step {index}", ",".join(sources), target) for index, (sources, target) in enumerate(made)]
    reached, declarations = {NEW, "alpha"}, [begin]
    for one in others:
        if reached.intersection(one.sources):
            declarations.append(one)
            reached |= {one.target} - {None}  # type: ignore[arg-type]
    assert_sound(_graph("toy", "Toy", declarations))


def test_the_same_declarations_give_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    drawn = []
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.svg"
        command = [sys.executable, "manage.py", "diagram", "ondernemers-challenge", "--out", str(out)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        drawn.append(out.read_bytes())
    assert drawn[0] == drawn[1] == svg(of_scheme(SCHEMES["ondernemers-challenge"])).encode()


def test_a_corner_is_rounded_no_further_than_half_its_shorter_leg() -> None:
    assert path([(0, 0), (0, 10), (4, 10), (4, 20)]) == "M0 0L0 5Q0 10 2 10L2 10Q4 10 4 15L4 20"


def test_a_long_label_is_set_on_two_lines_that_are_as_equal_as_its_words_allow() -> None:
    assert wrapped("Nodig uit om een plan te maken", 12, 150) == ("Nodig uit om een", "plan te maken")
    assert wrapped("Trek in", 12, 150) == ("Trek in",)


# --- The command -----------------------------------------------------------------------------------------------------


def test_the_command_writes_a_machine_as_mermaid_to_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("diagram", "decision", "--mermaid")
    assert capsys.readouterr().out == mermaid(machine("decision"))


def test_the_command_names_what_it_knows_when_asked_for_something_else() -> None:
    with pytest.raises(
        CommandError, match=r"^zweefvliegen is geen machine en geen regeling\. Kies uit: .*application.*\.$"
    ):
        call_command("diagram", "zweefvliegen")
