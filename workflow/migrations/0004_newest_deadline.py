# Written by makemigrations; do not restyle.

from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('workflow', '0003_events_by_moment'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(fields=['stream', 'kind', '-revision', '-id', 'plan_by', 'legal_deadline'], name='deadline_newest_of_kind'),
        ),
    ]
