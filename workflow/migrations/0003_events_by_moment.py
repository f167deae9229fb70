# Written by makemigrations; do not restyle.

from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('workflow', '0002_roles_by_two'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['at', 'stream', 'seq'], name='event_by_moment'),
        ),
    ]
