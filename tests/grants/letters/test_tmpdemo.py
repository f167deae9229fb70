import collections, json, os, pytest, traceback
from grants.demo import atelier, challenge, halls, municipality
from grants.demo.stage import Stage
from workflow.errors import Refusal
pytestmark = pytest.mark.django_db
@pytest.mark.timeout(600)
def test_demo():
    from documents.models import Letter
    municipality.found()
    bad = []
    from dataclasses import replace
    for m in (challenge, halls):
        real = m.Draft
        def draft(*a, real=real, **k):
            d = real(*a, **k)
            if d.kind == "lower_determination":
                d = replace(d, details={**d.details, "intention_sent": "2026-09-28", "view_until": "2026-10-12", "view_received": "2026-10-08"})
            return d
        m.Draft = draft
    for one in (atelier, halls, challenge):
        try:
            one.run(Stage())
        except Exception as e:
            traceback.print_exc(limit=-6)
            bad.append((one.__name__, repr(e)[:500]))
    print(collections.Counter(Letter.objects.values_list("kind", flat=True)))
    print(bad)
    from documents.letters import from_json
    os.makedirs("var/tmpletters", exist_ok=True)
    seen = collections.Counter()
    for l in Letter.objects.select_related("stream").order_by("kind", "stream__reference"):
        x = from_json(l.kind, l.facts)
        from documents.render import to_html
        import re, html as H
        text = re.sub(r"\n\s*\n+", "\n", re.sub(r"<[^>]+>", "", re.sub(r"</t[hd]>", " | ", to_html(x, watermark=False))))
        open(f"var/tmpletters/{l.kind}-{l.stream.reference}.txt", "w").write(H.unescape(text))
        seen[l.kind] += 1
        json.dump({"kind": l.kind, "facts": l.facts, "title": x.title, "summary": x.summary}, open(f"var/tmpletters/{l.kind}-{l.stream.reference}.json", "w"))
    assert not bad
