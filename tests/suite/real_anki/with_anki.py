"""The real Anki, for the tests in mod.rs: makes packages, and says what it makes of others.

    python with_anki.py make DIR         two packages of one collection, and cards.json: its cards as Anki has them
    python with_anki.py read FILE...     imports the files one after the other into an empty collection and
                                    prints its cards, its log and what Check Database says

    python with_anki.py timed-import FILE COLLECTION, timed-again FILE COLLECTION, timed-export COLLECTION FILE
                                    do that, and print what it took

Needs the package `anki`.
"""

import json
import os
import re
import sys
import tempfile
import time

from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

DAY_S = 86_400


def without_front(answer):
    """What the answer adds to the question."""
    return re.sub(r"(?is)^.*<hr id=[\"']?answer[\"']?\s*/?>", "", answer)


def cards_of(col):
    today = col.sched.today
    found = []
    for cid in col.db.list("select id from cards order by nid, ord"):
        card = col.get_card(cid)
        note = card.note()
        shown = card.render_output(browser=False)

        def text(html, typed):
            html = re.sub(r"(?is)<style>.*?</style>", "", html)
            html = re.sub(r"\[\[type:(.+?)\]\]", lambda found: note[found[1]] if typed else "", html)
            return col._backend.html_to_text_line(text=html, preserve_media_filenames=True)

        due = card.odue if card.odid else card.due
        is_day = card.type == 2 or card.queue == 3
        found.append({
            "guid": note.guid,
            "ord": card.ord,
            "deck": col.decks.name(card.odid or card.did),
            "notetype": note.note_type()["name"],
            "fields": list(note.fields),
            "tags": sorted(note.tags),
            "front": text(shown.question_text, typed=False),
            "back": text(without_front(shown.answer_text), typed=True),
            "type": card.type,
            "queue": card.queue,
            "due": due - today if is_day else due,
            "ivl": card.ivl,
            "factor": card.factor,
            "reps": card.reps,
            "lapses": card.lapses,
            "left": card.left,
            "flags": card.flags & 7,
            "revlog": col.db.all(
                "select id, ease, ivl, lastIvl, factor, time, type from revlog where cid = ? order by id", cid
            ),
        })
    return found


class Maker:
    def __init__(self, folder):
        path = os.path.join(folder, "made.anki2")
        col = Collection(path)
        # Old enough for a schedule to have happened.
        col.db.execute("update col set crt = crt - ?", 200 * DAY_S)
        col.close()
        self.col = Collection(path)

    def note(self, kind, deck, fields, tags=()):
        note = self.col.new_note(self.col.models.by_name(kind))
        for place, field in enumerate(fields):
            note.fields[place] = field
        note.tags = list(tags)
        self.col.add_note(note, self.col.decks.id(deck))
        return note

    def stand(self, card, answers=(), **values):
        for name, value in values.items():
            setattr(card, name, value)
        for days_ago, ease, ivl, last, kind in answers:
            moment = int(time.time() - days_ago * DAY_S) * 1000 + card.id % 997
            self.col.db.execute(
                "insert into revlog values (?, ?, -1, ?, ?, ?, 2350, 4321, ?)",
                moment, card.id, ease, ivl, last, kind,
            )
            card.custom_data = ""
        self.col.update_card(card)


def make(folder):
    maker = Maker(folder)
    col, today = maker.col, maker.col.sched.today
    maker.note("Basic", "Plain", ["What is <b>EBS</b>?", "Block &amp; storage<br>of one instance"], ["aws", "a::b"])
    maker.note("Basic", "Plain", ["1 &lt; 2", "<ul><li>one</li><li>two</li></ul>"])
    maker.note("Basic (and reversed card)", "Words::German", ["dog", "Hund"])
    maker.note("Basic (optional reversed card)", "Words", ["cow", "Kuh", ""])
    maker.note("Basic (type in the answer)", "Words", ["horse", "Pferd"])
    maker.note("Cloze", "Gaps", ["{{c1::S3}} keeps {{c2::objects::what?}}", "extra"])
    with open(os.path.join(col.media.dir(), "dot.png"), "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\nno picture, but bytes")
    maker.note("Basic", "Media", ['<img src="dot.png"> which?', "the dot"])
    learned = [(40, 3, 1, -60, 0), (39, 1, -600, 1, 1), (38, 3, 4, 1, 2), (30, 4, 12, 4, 1)]
    for number, standing in enumerate([
        dict(type=2, queue=2, due=today - 4, ivl=12, factor=2350, reps=4, lapses=1),
        dict(type=2, queue=-1, due=today + 30, ivl=60, factor=1300, reps=9, lapses=3, flags=4),
        dict(type=2, queue=-3, due=today, ivl=3, factor=2500, reps=2),
        dict(type=3, queue=3, due=today + 1, ivl=1, factor=2100, reps=12, lapses=8, left=1001),
        dict(type=1, queue=1, due=int(time.time()) + 300, reps=1, left=1001),
    ]):
        note = maker.note("Basic", "Schedules", [f"schedule {number}", "x"], ["leech"] if number == 3 else [])
        maker.stand(note.cards()[0], learned, **standing)
    # Adds the moments of the last answers, as every collection that was checked has them.
    col.fix_integrity()
    for name, legacy in (("legacy2.apkg", True), ("latest.apkg", False)):
        col.export_anki_package(
            out_path=os.path.join(folder, name),
            options=ExportAnkiPackageOptions(
                with_scheduling=True, with_deck_configs=False, with_media=True, legacy=legacy
            ),
            limit=None,
        )
    with open(os.path.join(folder, "cards.json"), "w", encoding="utf-8") as file:
        json.dump(cards_of(col), file)
    col.close()


def read(paths):
    with tempfile.TemporaryDirectory() as folder:
        col = Collection(os.path.join(folder, "read.anki2"))
        logs = []
        for path in paths:
            done = col.import_anki_package(ImportAnkiPackageRequest(
                package_path=os.path.abspath(path),
                options=ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True),
            ))
            names = ("new", "updated", "duplicate", "conflicting")
            logs.append({name: len(getattr(done.log, name)) for name in names})
        media = sorted(os.listdir(col.media.dir()))
        checked = col.media.check()
        report, is_sound = col.fix_integrity()
        print(json.dumps({
            "logs": logs, "cards": cards_of(col), "media": media, "missing": list(checked.missing),
            "unused": list(checked.unused), "sound": is_sound, "report": report,
        }))
        col.close()


def timed(job, source, target):
    """What the job took, the start of Python and of the backend left out of the seconds."""
    import resource
    import shutil

    folder = tempfile.mkdtemp()
    if job == "timed-import":
        for end in ("", "-wal", "-shm"):
            if os.path.exists(target + end):
                os.remove(target + end)
        shutil.rmtree(target.removesuffix(".anki2") + ".media", ignore_errors=True)
    path = target
    if job == "timed-export":
        path, target = os.path.join(folder, "copy.anki2"), os.path.join(folder, "out.apkg")
        shutil.copyfile(source, path)
    col = Collection(path)
    begun, used = time.perf_counter(), time.process_time()
    if job == "timed-export":
        col.export_anki_package(
            out_path=target,
            options=ExportAnkiPackageOptions(
                with_scheduling=True, with_deck_configs=False, with_media=True, legacy=True
            ),
            limit=None,
        )
    else:
        col.import_anki_package(ImportAnkiPackageRequest(
            package_path=source, options=ImportAnkiPackageOptions(with_scheduling=True)
        ))
    took, used = time.perf_counter() - begun, time.process_time() - used
    col.close()
    shutil.rmtree(folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"COST {took} {used} {peak}")


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2])
    elif sys.argv[1].startswith("timed-"):
        timed(*sys.argv[1:])
    else:
        read(sys.argv[2:])
