# Written by makemigrations; do not restyle.

from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('grants', '0022_co_writer'),
    ]

    operations = [
        migrations.AddField(
            model_name='cowriter',
            name='email',
            field=models.CharField(blank=True, db_index=True, default='', max_length=254),
            preserve_default=False,
        ),
    ]
