# Written by makemigrations; do not restyle.

import django.db.models.deletion
import uuid
from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('grants', '0016_letter_texts'),
        ('partners', '0003_systems'),
    ]

    operations = [
        migrations.CreateModel(
            name='DraftAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('question', models.CharField(max_length=60)),
                ('number', models.PositiveIntegerField()),
                ('value', models.TextField(blank=True)),
                ('sheet', models.UUIDField()),
                ('saved_at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='draft_answers', to='grants.application')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('application', 'question', 'number'), name='draft_answer_numbered_once')],
            },
        ),
    ]
