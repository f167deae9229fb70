"""The Django app `grants`."""

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    """Registers `grants` with Django, its registers, and its machines with the door."""

    name = "grants"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Guards and effects stand here; the door knows only what is registered."""
        from grants import allocation_runs, auditing, co_writing, events, models, schemes, statute
        from grants.effects import writing
        from grants.letters import texts
        from grants.search import index
        from partners import joining, links
        from workflow import registers, registry, replay, verify

        registers.keep("schemes", models.SchemeVersion)
        registers.keep("law", models.LegalProfile, models.Mandate)
        registers.keep(registers.AUDIT, models.AuditSample, models.AuditVerdict)
        registers.FOR_KEEPERS[registers.AUDIT] = auditing.fault
        registers.keep(registers.TEXTS, models.LetterText)
        registers.FOR_KEEPERS[registers.TEXTS] = texts.fault
        statute.install()
        registry.leave_to_schemes(
            "application", "register_idea", "advise_idea", "invite", "refer_idea", "determine_directly", "prize"
        )
        registry.FOLLOWERS.append(index.follow)
        registry.HERALDS.append((events.somebody_listens, events.herald))
        registry.consume(writing.TOPIC, "grants.tasks.tell_answer")
        registry.consume(events.TOPIC, "grants.tasks.deliver_event")
        registry.consume(links.TOPIC, "grants.tasks.send_link")
        registry.consume(co_writing.TOPIC, "grants.tasks.ask_along")
        registry.consume(joining.TOPIC, "grants.tasks.tell_joined")
        found_by = models.SearchText._meta.db_table
        replay.leave_out(found_by, "what texts are found by is computed from them in the act that writes them")
        drafted, along = models.DraftAnswer._meta.db_table, models.CoWriter._meta.db_table
        replay.leave_out(drafted, "what is filled in stays outside the trail until it is filed")
        replay.leave_out(along, "who writes along on a draft stands outside the trail as the draft does")
        for told in (models.Experience, models.ExperienceGiven):
            replay.leave_out(told._meta.db_table, "how filling in a form went is no part of a dossier, and is nobody's")
        verify.CONSERVATION.append(allocation_runs.differences)
        for scheme in schemes.ALL:
            registry.offer(scheme)
