# Written by makemigrations; do not restyle.

from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('workflow', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='rolegrant',
            name='confirmed_by',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='rolegrant',
            name='proposed_by',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='rolegrant',
            name='reviewed_on',
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name='rolegrant',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(('proposed_by__isnull', False), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='role_confirmed_by_another'),
        ),
    ]
