# Written by makemigrations; do not restyle.

import django.db.models.deletion
import uuid
from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('grants', '0024_message_both_ways'),
        ('workflow', '0003_events_by_moment'),
    ]

    operations = [
        migrations.CreateModel(
            name='ExperienceGiven',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='experience_given', to='grants.application')),
            ],
        ),
        migrations.CreateModel(
            name='Experience',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('choice', models.CharField(choices=[('easy', 'Makkelijk'), ('fair', 'Ging wel'), ('hard', 'Moeilijk')], max_length=10)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('scheme_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='experiences', to='grants.schemeversion')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('choice__in', ['easy', 'fair', 'hard'])), name='experience_choice_known')],
            },
        ),
    ]
