# Written by makemigrations; do not restyle.

import django.db.models.deletion
import uuid
from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('grants', '0019_search_text'),
        ('workflow', '0003_events_by_moment'),
    ]

    operations = [
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='', editable=False, max_length=50)),
                ('subject_seq', models.PositiveIntegerField(default=0, editable=False)),
                ('decision', models.UUIDField()),
                ('grounds', models.TextField(blank=True)),
                ('late_because', models.TextField(blank=True)),
                ('channel', models.CharField(choices=[('portal', 'portaal'), ('paper', 'papier'), ('counter', 'balie'), ('email', 'e-mail')], max_length=10)),
                ('scan_sha256', models.CharField(blank=True, max_length=64)),
                ('received_at', models.DateTimeField()),
                ('posted_on', models.DateField(null=True)),
                ('last_day', models.DateField()),
                ('in_time', models.BooleanField()),
                ('decide_by', models.DateField()),
                ('handler', models.UUIDField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('founded', 'gegrond'), ('partly', 'deels gegrond'), ('unfounded', 'ongegrond'), ('inadmissible', 'niet-ontvankelijk')], max_length=12)),
                ('reason', models.TextField(blank=True)),
                ('decided_on', models.DateField(null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='grants.application')),
                ('stream', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.stream')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ['received', 'handled'])), fields=['decide_by'], name='objection_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['received', 'handled', 'withdrawn', 'decided'])), name='objection_state_known'), models.CheckConstraint(condition=models.Q(('channel__in', ['portal', 'paper', 'counter', 'email'])), name='objection_channel_known'), models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'founded', 'partly', 'unfounded', 'inadmissible'])), name='objection_outcome_known'), models.UniqueConstraint(condition=models.Q(('state__in', ['received', 'handled'])), fields=('decision',), name='objection_one_at_a_time')],
            },
        ),
    ]
