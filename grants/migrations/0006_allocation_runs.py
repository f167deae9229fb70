# Written by makemigrations; do not restyle.

import django.db.models.deletion
import uuid
from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('grants', '0005_account_lines'),
    ]

    operations = [
        migrations.CreateModel(
            name='AllocationRun',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('action', models.CharField(max_length=20)),
                ('contest', models.TextField()),
                ('placements', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='grants.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'number'), name='allocation_run_numbered')],
            },
        ),
    ]
