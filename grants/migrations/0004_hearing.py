# Written by makemigrations; do not restyle.

from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('grants', '0003_account_change'),
    ]

    operations = [
        migrations.AddField(
            model_name='decision',
            name='hearing_exempt',
            field=models.CharField(blank=True, default='', max_length=24),
        ),
    ]
