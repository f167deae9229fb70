# Written by makemigrations; do not restyle.

from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('documents', '0002_returned'),
    ]

    operations = [
        migrations.AddField(
            model_name='letter',
            name='mailed_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='letter',
            name='mailed_to',
            field=models.CharField(blank=True, default='', max_length=254),
        ),
    ]
