# Written by makemigrations; do not restyle.

from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('grants', '0006_allocation_runs'),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='regime',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
        migrations.AddField(
            model_name='application',
            name='sampled',
            field=models.BooleanField(default=False),
        ),
    ]
