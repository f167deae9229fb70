# Written by makemigrations; do not restyle.

from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('grants', '0017_draft_answer'),
        ('workflow', '0003_events_by_moment'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='assessment',
            index=models.Index(fields=['assessor', 'state'], name='assessment_by_assessor'),
        ),
    ]
