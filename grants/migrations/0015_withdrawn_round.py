# Written by makemigrations; do not restyle.

from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('grants', '0014_resolution'),
        ('workflow', '0003_events_by_moment'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='round',
            name='round_state_known',
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['prepared', 'opened', 'closed', 'ranked', 'withdrawn'])), name='round_state_known'),
        ),
    ]
