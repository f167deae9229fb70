# Written by makemigrations; do not restyle.

import django.db.models.deletion
import uuid
from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('grants', '0012_audit'),
        ('workflow', '0002_roles_by_two'),
    ]

    operations = [
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='', editable=False, max_length=50)),
                ('subject_seq', models.PositiveIntegerField(default=0, editable=False)),
                ('person', models.UUIDField(db_index=True)),
                ('substitute', models.UUIDField(db_index=True)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('stream', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.stream')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['reported', 'ended'])), name='absence_state_known'), models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='absence_in_order'), models.CheckConstraint(condition=models.Q(('person', models.F('substitute')), _negated=True), name='absence_with_another')],
            },
        ),
        migrations.CreateModel(
            name='ContactNote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='', editable=False, max_length=50)),
                ('subject_seq', models.PositiveIntegerField(default=0, editable=False)),
                ('author', models.UUIDField()),
                ('spoke_on', models.DateField()),
                ('how', models.CharField(choices=[('phone', 'telefoon'), ('visit', 'bezoek of aan de balie'), ('mail', 'e-mail'), ('other', 'anders')], max_length=10)),
                ('with_whom', models.TextField()),
                ('words', models.TextField()),
                ('promised', models.TextField(blank=True)),
                ('promised_by', models.DateField(null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contact_notes', to='grants.application')),
                ('stream', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.stream')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('promised_by__isnull', False), ('state', 'noted')), fields=['author', 'promised_by'], name='contact_note_promises')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['noted', 'kept'])), name='contact_note_state_known'), models.CheckConstraint(condition=models.Q(('how__in', ['phone', 'visit', 'mail', 'other'])), name='contact_note_how_known')],
            },
        ),
        migrations.CreateModel(
            name='Handling',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='', editable=False, max_length=50)),
                ('subject_seq', models.PositiveIntegerField(default=0, editable=False)),
                ('duty', models.CharField(max_length=40)),
                ('handler', models.UUIDField(db_index=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handlings', to='grants.application')),
                ('stream', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.stream')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['assigned', 'released'])), name='handling_state_known'), models.UniqueConstraint(fields=('application', 'duty'), name='handling_once_per_duty')],
            },
        ),
        migrations.CreateModel(
            name='HelpRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='', editable=False, max_length=50)),
                ('subject_seq', models.PositiveIntegerField(default=0, editable=False)),
                ('asked_by', models.UUIDField()),
                ('helper', models.UUIDField()),
                ('until', models.DateField()),
                ('question', models.TextField()),
                ('answer', models.TextField(blank=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='help_requests', to='grants.application')),
                ('stream', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.stream')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'asked')), fields=['helper', 'until'], name='help_request_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'answered'])), name='help_request_state_known')],
            },
        ),
    ]
