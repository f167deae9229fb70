# Written by makemigrations; do not restyle.

from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('grants', '0025_experience'),
        ('workflow', '0003_events_by_moment'),
    ]

    operations = [
        migrations.AddField(
            model_name='finalaccount',
            name='answers',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='report',
            name='answers',
            field=models.TextField(blank=True),
        ),
    ]
