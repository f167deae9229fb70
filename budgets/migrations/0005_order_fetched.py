# Written by makemigrations; do not restyle.

from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('budgets', '0004_sent_back'),
        ('workflow', '0002_roles_by_two'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='paymentorder',
            name='payment_order_state_known',
        ),
        migrations.AddConstraint(
            model_name='paymentorder',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['made', 'fetched'])), name='payment_order_state_known'),
        ),
    ]
