#!/usr/bin/env python3
"""Compare the statistics of srm with those of the real Anki on one collection.

    python tests/anki_graphs.py SRM [--cards 400] [--days 240] [--seed 1]

Anki's own backend makes a collection with a log, says what its graphs show, and
exports it; SRM, the program, imports the export and says what its statistics
are. Then SRM exports it with `--progress`, an empty Anki imports that, and its
graphs are compared once more (`Back in Anki, …`). Every graph has a line: `agrees`, or where srm means something else by
design, the rule by which the two numbers hang together, and that it holds.
Exit status: 0 all hold; 1 one does not; 2 the Python package `anki` is missing.

The content is fixed by the seed; moments are relative to the day of the run.
Needs: pip install anki
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import random
import subprocess
import sys
import tempfile
import time

os.environ["TZ"] = "UTC"
time.tzset()

DAY = 86_400
MATURE = 21


def simulate(rng: random.Random, days: int) -> dict:
    """A card's life: when it was added, its answers, and how it stands."""
    added = rng.randrange(1, days)
    card = {"added": added, "log": [], "interval": 0, "ease": 2500, "lapses": 0}
    if rng.random() < 0.15:
        return card
    # Days count down: 0 is today.
    day = max(0, added - rng.randrange(0, 5))
    while day >= 0:
        moment = (day, rng.randrange(6, 23), rng.randrange(0, 3000))
        took = rng.randrange(1500, 20_000)
        before = card["interval"]
        if before == 0:
            button = rng.choice([1, 3, 3, 3, 4])
            card["interval"] = 1
            card["log"].append((moment, button, 1, 0, took, 0))
        else:
            button = rng.choices([1, 2, 3, 4], [12, 10, 66, 12])[0]
            change = {1: -200, 2: -150, 3: 0, 4: 150}[button]
            card["ease"] = max(1300, card["ease"] + change)
            grown = round(before * card["ease"] / 1000)
            card["interval"] = {1: 1, 2: max(before, round(before * 1.2))}.get(button, grown)
            card["lapses"] += button == 1
            card["log"].append((moment, button, card["interval"], before, took, 1))
            if button == 1:
                later = (day, moment[1], moment[2] + 300)
                # From the ten minutes of a relearning step, in seconds as Anki writes them.
                card["log"].append((later, 3, 1, -600, 4000, 2))
        card["last"] = day
        day -= card["interval"]
        if rng.random() < 0.03:
            break
    return card


def build(path: str, cards: int, days: int, seed: int) -> tuple[dict, str]:
    """Makes the collection; gives back Anki's graphs and the exported package."""
    from anki.collection import Collection

    rng = random.Random(seed)
    col = Collection(os.path.join(path, "collection.anki2"))
    today = col.sched.today
    # The day turns at the next cutoff; hour 0 of `day n` is so many days before the last one.
    start = col.sched.day_cutoff - DAY
    rollover = datetime.datetime.fromtimestamp(start).hour
    # The collection is as old as its oldest card.
    col.db.execute("update col set crt = crt - ?", days * DAY)
    col.close()
    col = Collection(os.path.join(path, "collection.anki2"))
    today = col.sched.today
    model = col.models.by_name("Basic")
    used = set()

    def moment(day: int, hour: int, second: int) -> int:
        at = start - day * DAY + ((hour - rollover) % 24) * 3600 + second
        ms = at * 1000
        while ms in used:
            ms += 1
        used.add(ms)
        return min(ms, int(time.time() * 1000) - 1)

    for number in range(cards):
        life = simulate(rng, days)
        note = col.new_note(model)
        note.fields = [f"Question {number}", f"Answer {number}"]
        col.add_note(note, 1)
        card = note.cards()[0]
        new_id = moment(life["added"], 8, number)
        col.db.execute("update cards set id = ? where id = ?", new_id, card.id)
        if not life["log"]:
            continue
        for (day, hour, second), button, after, before, took, kind in life["log"]:
            if day == 0:
                # Today is not over: its answers lie in its first minute.
                hour, second = rollover, second % 60
            col.db.execute(
                "insert into revlog values (?, ?, -1, ?, ?, ?, ?, ?, ?)",
                moment(day, hour, second), new_id, button, after,
                before if kind else -60, life["ease"] if kind else 0, took, kind,
            )
        due = today - life["last"] + life["interval"]
        suspended = rng.random() < 0.03
        col.db.execute(
            "update cards set type = 2, queue = ?, due = ?, ivl = ?, factor = ?, reps = ?, lapses = ?"
            " where id = ?",
            -1 if suspended else 2, due, life["interval"], life["ease"], len(life["log"]),
            life["lapses"], new_id,
        )
    graphs = graphs_of(col)
    package = os.path.join(path, "all.colpkg")
    col.export_collection_package(package, include_media=False, legacy=False)
    return graphs, package


def graphs_of(col) -> dict:
    from google.protobuf.json_format import MessageToDict

    return MessageToDict(
        col._backend.graphs(search="", days=0),
        preserving_proto_field_name=True,
        always_print_fields_with_no_presence=True,
    )


def back_in_anki(path: str, package: str) -> dict:
    """The graphs of an empty Anki that imports this package."""
    from anki.collection import (
        Collection,
        ImportAnkiPackageOptions,
        ImportAnkiPackageRequest,
    )

    col = Collection(os.path.join(path, "back.anki2"))
    col.import_anki_package(
        ImportAnkiPackageRequest(
            package_path=package,
            options=ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True),
        )
    )
    graphs = graphs_of(col)
    col.close()
    return graphs


def statistics(srm: str, folder: str, package: str, exported: str) -> dict:
    environment = {
        "HOME": folder,
        "PATH": os.environ["PATH"],
        "TZ": "UTC",
        "SRM_DB": os.path.join(folder, "srm.db"),
    }
    run = lambda *words: subprocess.run(
        [srm, *words], env=environment, check=True, capture_output=True, text=True
    )
    run("import", package)
    run("export", "--format", "apkg", "--progress", "-o", exported)
    return json.loads(run("stats", "--json", "--range", "all").stdout)


class Report:
    def __init__(self, before: str) -> None:
        self.before = before
        self.failed = 0

    def compare(self, graph: str, ours, anki, rule: str = "") -> None:
        graph = self.before + graph
        if ours == anki:
            print(f"{graph}: {'agrees' if not rule else 'holds: ' + rule}")
        else:
            self.failed += 1
            print(f"{graph}: DIFFERS{': ' + rule if rule else ''}\n  srm  {ours}\n  Anki {anki}")


def by_offset(counts: dict) -> dict[int, int]:
    return {int(day): count for day, count in counts.items()}


def compare(stats: dict, graphs: dict, before: str = "") -> int:
    report = Report(before)
    today = datetime.date.fromisoformat(stats["today"])
    offset = lambda text: (datetime.date.fromisoformat(text) - today).days
    drills = stats["work"]["drills"]

    def in_bars(bars: list, per_day: dict[int, int]) -> list[int]:
        firsts = [offset(bar["first"]) for bar in bars] + [1]
        return [
            sum(count for day, count in per_day.items() if first <= day < end)
            for first, end in zip(firsts, firsts[1:])
        ]

    added = by_offset(graphs["added"]["added"])
    bars = stats["added"]["bars"]
    report.compare("Added", [bar["cards"] for bar in bars], in_bars(bars, added))

    kinds = ("learn", "relearn", "young", "mature", "filtered")
    counts = {int(day): c for day, c in graphs["reviews"]["count"].items()}
    times = {int(day): c for day, c in graphs["reviews"]["time"].items()}
    whole = lambda table: {d: sum(c.get(k, 0) for k in kinds) for d, c in table.items()}
    bars = stats["work"]["bars"]
    report.compare(
        "Reviews, all",
        [sum(bar[k] for k in ("new", "young", "mature", "drills")) for bar in bars],
        in_bars(bars, whole(counts)),
        "graded answers and drills together are Anki's reviews",
    )
    for kind in ("young", "mature"):
        only = {day: count.get(kind, 0) for day, count in counts.items()}
        report.compare(f"Reviews, {kind}", [bar[kind] for bar in bars], in_bars(bars, only))
    report.compare(
        "Reviews, time",
        [bar["duration_ms"] for bar in bars],
        in_bars(bars, whole(times)),
    )
    calendar = whole(counts)
    ours = {offset(d["day"]): d["answers"] for d in stats["heat_map"]}
    graded = {
        day: sum(c.get(k, 0) for k in ("learn", "young", "mature")) for day, c in counts.items()
    }
    report.compare(
        "Calendar",
        ours,
        {day: graded.get(day, 0) for day in ours},
        "Anki's reviews without relearning, which are drills here",
    )
    assert calendar

    due = by_offset(graphs["future_due"]["future_due"])
    forecast = stats["forecast"]
    report.compare(
        "Future due",
        [forecast["overdue"]] + [d["due"] for d in forecast["days"]] + [forecast["later"]],
        [sum(c for d, c in due.items() if d < 0)]
        + [due.get(day, 0) for day in range(30)]
        + [sum(c for d, c in due.items() if d >= 30)],
    )
    report.compare(
        "Daily load",
        round(forecast["load_per_day"]),
        graphs["future_due"]["daily_load"],
        "rounded to whole reviews",
    )

    cards = graphs["card_counts"]["excluding_inactive"]
    mine = stats["maturity"]
    for ours_name, theirs in (("new", "newCards"), ("mature", "mature"), ("suspended", "suspended")):
        report.compare(f"Card counts, {ours_name}", mine[ours_name], cards.get(theirs, 0))
    report.compare(
        "Card counts, learning and young",
        mine["learning"] + mine["young"],
        sum(cards.get(k, 0) for k in ("learn", "relearn", "young")),
        "together; an interval of one day is learning here and young in Anki",
    )

    intervals = by_offset(graphs["intervals"]["intervals"])
    spread = [days for days, count in sorted(intervals.items()) for _ in range(count)]
    report.compare(
        "Intervals",
        [
            stats["intervals"]["cards"],
            stats["intervals"]["longest_days"],
            round(stats["intervals"]["mean_days"], 1),
        ],
        [len(spread), spread[-1], int(sum(spread) / len(spread) * 10 + 0.5) / 10],
    )
    bars = stats["intervals"]["bars"]
    report.compare(
        "Intervals, bars",
        [bar["cards"] for bar in bars],
        [
            sum(1 for d in spread if bar["from_days"] <= d and d <= (bar["to_days"] or d))
            for bar in bars
        ],
    )

    eases = by_offset(graphs["eases"]["eases"])
    report.compare("Ease, cards", stats["ease"]["cards"], sum(eases.values()))
    mean = sum(percent * count for percent, count in eases.items()) / sum(eases.values())
    report.compare("Ease, mean in percent", round(stats["ease"]["mean"] * 100), round(mean))
    sorted_eases = [percent for percent, count in sorted(eases.items()) for _ in range(count)]
    report.compare(
        "Ease, median in percent",
        round(stats["ease"]["median"] * 100),
        sorted_eases[(len(sorted_eases) + 1) // 2 - 1],
    )

    for name, row in graphs["true_retention"].items():
        names = {"week": "last 7 days", "month": "last 30 days", "year": "last 365 days"}
        period = names.get(name, name.replace("_", " "))
        found = [p for p in stats["retention"]["periods"] if p["name"] == period]
        if not found:
            continue
        rates = found[0]["rates"] if "rates" in found[0] else found[0]
        for age in ("young", "mature"):
            passed, failed = int(row[f"{age}_passed"]), int(row[f"{age}_failed"])
            report.compare(
                f"Retention, {period}, {age}",
                [rates[age]["passed"], rates[age]["answers"]],
                [passed, passed + failed],
            )

    hours = graphs["hours"]["all_time"]
    ours = stats["hours"]
    report.compare(
        "Hours, all",
        sum(hour["answers"] for hour in ours) + drills,
        sum(int(hour["total"]) for hour in hours),
        "graded answers and drills together",
    )

    buttons = graphs["buttons"]["all_time"]
    for age in ("young", "mature"):
        report.compare(
            f"Answer buttons, {age}",
            [stats["answers"][age][grade] for grade in ("again", "hard", "good", "easy")],
            [int(n) for n in buttons[age]],
        )
    report.compare(
        "Answer buttons, learning",
        sum(stats["answers"]["new"].values()) + drills,
        sum(int(n) for n in buttons["learning"]),
        "first answers and drills together are Anki's learning",
    )

    now = graphs["today"]
    report.compare(
        "Today, answers",
        stats["day"]["answers"] + stats["day"]["drills"],
        int(now["answer_count"]),
        "graded answers and drills together",
    )
    report.compare("Today, time", stats["day"]["duration_ms"], int(now["answer_millis"]))
    report.compare(
        "Today, mature",
        [stats["day"]["mature"]["passed"], stats["day"]["mature"]["answers"]],
        [int(now["mature_correct"]), int(now["mature_count"])],
    )
    return report.failed


def main() -> None:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("srm")
    parser.add_argument("--cards", type=int, default=400)
    parser.add_argument("--days", type=int, default=240)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    try:
        import anki  # noqa: F401
    except ImportError:
        print("SKIPPED: the Python package anki is not installed (pip install anki)", file=sys.stderr)
        sys.exit(2)
    with tempfile.TemporaryDirectory() as folder:
        graphs, package = build(folder, arguments.cards, arguments.days, arguments.seed)
        exported = os.path.join(folder, "back.apkg")
        stats = statistics(os.path.abspath(arguments.srm), folder, package, exported)
        back = back_in_anki(folder, exported)
    failed = compare(stats, graphs) + compare(stats, back, "Back in Anki, ")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
