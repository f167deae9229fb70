# Written by makemigrations; do not restyle.

from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('budgets', '0003_reclaim_paid'),
        ('partners', '0001_initial'),
        ('workflow', '0002_roles_by_two'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='payment',
            name='payment_state_known',
        ),
        migrations.RemoveConstraint(
            model_name='payment',
            name='payment_of_a_part_once',
        ),
        migrations.AddField(
            model_name='payment',
            name='doubt',
            field=models.TextField(blank=True),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'approved', 'sent_back', 'ordered', 'settled', 'returned', 'cancelled'])), name='payment_state_known'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'sent_back', 'approved', 'ordered', 'settled']), models.Q(('kind', 'recovery_receipt'), _negated=True)), fields=('decision', 'number'), name='payment_of_a_part_once'),
        ),
    ]
