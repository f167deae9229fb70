# Written by makemigrations; do not restyle.


from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('grants', '0013_desk'),
        ('workflow', '0002_roles_by_two'),
    ]

    operations = [
        migrations.AddField(
            model_name='decision',
            name='resolution',
            field=models.CharField(blank=True, default='', max_length=60),
        ),
        migrations.AddField(
            model_name='decision',
            name='resolved_on',
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('resolution', ''), ('resolved_on', None)), models.Q(('resolved_on__isnull', False), models.Q(('resolution', ''), _negated=True)), _connector='OR'), name='decision_resolved_on_a_day_by_a_number'),
        ),
    ]
