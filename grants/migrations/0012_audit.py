# Written by makemigrations; do not restyle.

import django.db.models.deletion
import uuid
from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('grants', '0011_party_change'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditSample',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('question', models.TextField()),
                ('items', models.TextField()),
                ('population', models.PositiveIntegerField()),
                ('total_cents', models.BigIntegerField()),
                ('population_sha256', models.CharField(max_length=64)),
                ('kept_by', models.UUIDField()),
                ('kept_on', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='AuditVerdict',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('item', models.CharField(max_length=40)),
                ('number', models.PositiveSmallIntegerField()),
                ('word', models.CharField(choices=[('right', 'in orde'), ('error', 'fout'), ('uncertain', 'onzeker')], max_length=10)),
                ('error_cents', models.BigIntegerField(default=0)),
                ('reason', models.TextField(blank=True)),
                ('given_by', models.UUIDField()),
                ('given_on', models.DateField()),
                ('sample', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='grants.auditsample')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sample', 'item', 'number'), name='audit_verdict_numbered'), models.CheckConstraint(condition=models.Q(('word__in', ['right', 'error', 'uncertain'])), name='audit_verdict_of_a_word'), models.CheckConstraint(condition=models.Q(('error_cents__gte', 0)), name='audit_verdict_of_no_negative_error')],
            },
        ),
    ]
