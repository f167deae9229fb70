# Written by makemigrations; do not restyle.

import django.db.models.deletion
import uuid
from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    initial = True

    dependencies = [
        ('workflow', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='', editable=False, max_length=50)),
                ('subject_seq', models.PositiveIntegerField(default=0, editable=False)),
                ('kind', models.CharField(max_length=40)),
                ('sent_on', models.DateField()),
                ('facts', models.TextField()),
                ('unsealed_sha256', models.CharField(blank=True, max_length=64)),
                ('renderer', models.CharField(blank=True, max_length=64)),
                ('stream', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.stream')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['requested', 'rendered'])), name='letter_state_known')],
            },
        ),
    ]
