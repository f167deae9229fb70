# Written by makemigrations; do not restyle.


from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('documents', '0001_initial'),
        ('workflow', '0002_roles_by_two'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='letter',
            name='letter_state_known',
        ),
        migrations.AddField(
            model_name='letter',
            name='resent_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='letter',
            name='resent_to',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='letter',
            name='returned_on',
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['requested', 'rendered', 'returned'])), name='letter_state_known'),
        ),
    ]
