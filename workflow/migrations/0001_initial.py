# Written by makemigrations; do not restyle.

import django.db.models.deletion
import uuid
from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='RoleGrant',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person', models.UUIDField(db_index=True)),
                ('role', models.CharField(max_length=40)),
                ('valid_from', models.DateField()),
                ('valid_through', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('prefix', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Stream',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('reference', models.CharField(max_length=60, unique=True)),
                ('head_seq', models.PositiveIntegerField(default=0)),
                ('head_hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Command',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('caller', models.CharField(max_length=80)),
                ('key', models.CharField(max_length=200)),
                ('fingerprint', models.CharField(max_length=64)),
                ('act', models.UUIDField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('caller', 'key'), name='command_key_claimed_once')],
            },
        ),
        migrations.CreateModel(
            name='Outbox',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('topic', models.CharField(max_length=40)),
                ('payload', models.TextField()),
                ('created_at', models.DateTimeField()),
                ('claimed_until', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('last_error', models.CharField(blank=True, max_length=400)),
                ('done_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_at', None)), fields=['created_at'], name='outbox_waiting')],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('seq', models.PositiveIntegerField()),
                ('act', models.UUIDField()),
                ('cause', models.UUIDField(null=True)),
                ('machine', models.CharField(max_length=40)),
                ('subject', models.UUIDField()),
                ('subject_seq', models.PositiveIntegerField()),
                ('action', models.CharField(max_length=40)),
                ('state_before', models.CharField(blank=True, max_length=40)),
                ('state_after', models.CharField(blank=True, max_length=40)),
                ('at', models.DateTimeField()),
                ('person', models.UUIDField(null=True)),
                ('system', models.CharField(blank=True, max_length=60)),
                ('role', models.CharField(max_length=40)),
                ('on_behalf_of', models.UUIDField(null=True)),
                ('mandate', models.CharField(blank=True, max_length=200)),
                ('data', models.TextField()),
                ('prev', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
                ('stream', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='workflow.stream')),
            ],
        ),
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('subject', models.UUIDField()),
                ('kind', models.CharField(max_length=40)),
                ('revision', models.PositiveSmallIntegerField(default=1)),
                ('article', models.CharField(max_length=200)),
                ('starts_on', models.DateField()),
                ('legal_deadline', models.DateField()),
                ('plan_by', models.DateField(null=True)),
                ('suspended_days', models.PositiveIntegerField(default=0)),
                ('suspensions', models.TextField(default='[]')),
                ('explanation', models.TextField()),
                ('stream', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deadlines', to='workflow.stream')),
            ],
        ),
        migrations.CreateModel(
            name='Opening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=80)),
                ('row', models.CharField(max_length=60)),
                ('column', models.CharField(max_length=60)),
                ('salt', models.CharField(max_length=64)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='openings', to='workflow.event')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('event', 'table', 'row', 'column'), name='opening_once_per_value')],
            },
        ),
        migrations.CreateModel(
            name='Register',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='', editable=False, max_length=50)),
                ('subject_seq', models.PositiveIntegerField(default=0, editable=False)),
                ('code', models.CharField(max_length=40, unique=True)),
                ('stream', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.stream')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['kept'])), name='register_state_known')],
            },
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['stream', 'person'], name='event_duties_in_a_dossier'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.UniqueConstraint(fields=('stream', 'seq'), name='event_once_per_place'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.UniqueConstraint(fields=('machine', 'subject', 'subject_seq'), name='event_once_per_step_of_a_subject'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.UniqueConstraint(fields=('subject', 'kind', 'revision'), name='deadline_once_per_revision'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.CheckConstraint(condition=models.Q(('legal_deadline__gte', models.F('starts_on'))), name='deadline_after_its_start'),
        ),
    ]
