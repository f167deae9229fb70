# Written by makemigrations; do not restyle.

from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('budgets', '0002_payment_orders'),
        ('workflow', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='transfer',
            name='transfer_kind_known',
        ),
        migrations.AlterField(
            model_name='transfer',
            name='kind',
            field=models.CharField(choices=[('authorise', 'beschikbaar stellen'), ('withdraw', 'terugnemen'), ('reserve', 'reserveren'), ('unreserve', 'reservering opheffen'), ('commit', 'verplichten'), ('advance', 'bevoorschotten'), ('pay', 'betalen'), ('settle_advance', 'voorschot verrekenen'), ('release', 'vrijvallen'), ('reclaim', 'terugvorderen'), ('receive', 'terugontvangen'), ('reclaim_paid', 'terugvorderen na vaststelling')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['authorise', 'withdraw', 'reserve', 'unreserve', 'commit', 'advance', 'pay', 'settle_advance', 'release', 'reclaim', 'reclaim_paid', 'receive'])), name='transfer_kind_known'),
        ),
    ]
