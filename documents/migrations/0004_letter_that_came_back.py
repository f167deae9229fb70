# Written by makemigrations; do not restyle.

from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('documents', '0003_mailed'),
        ('workflow', '0003_events_by_moment'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('state', 'returned')), fields=['returned_on'], name='letter_that_came_back'),
        ),
    ]
