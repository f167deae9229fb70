# Written by makemigrations; do not restyle.

from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('grants', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='account_changed_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='application',
            name='payments_suspended_through',
            field=models.DateField(null=True),
        ),
    ]
