# Written by makemigrations; do not restyle.

import django.db.models.deletion
import uuid
from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('budgets', '0001_initial'),
        ('partners', '0001_initial'),
        ('workflow', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PaymentOrder',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='', editable=False, max_length=50)),
                ('subject_seq', models.PositiveIntegerField(default=0, editable=False)),
                ('number', models.PositiveIntegerField()),
                ('total_cents', models.BigIntegerField()),
                ('lines', models.TextField()),
                ('journal', models.TextField()),
                ('payer_iban', models.CharField(max_length=34)),
                ('payer_name', models.CharField(max_length=120)),
                ('made_on', models.DateField()),
                ('sha256', models.CharField(max_length=64)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='payment',
            name='payment_ordered_on_a_day',
        ),
        migrations.RemoveConstraint(
            model_name='transfer',
            name='transfer_once_per_payment',
        ),
        migrations.AddField(
            model_name='payment',
            name='reason',
            field=models.CharField(blank=True, max_length=4),
        ),
        migrations.AddField(
            model_name='payment',
            name='returned_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='transfer',
            name='attempt',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.UniqueConstraint(condition=models.Q(('corrects', None), ('payment__isnull', False)), fields=('payment', 'kind', 'debit', 'attempt'), name='transfer_once_per_payment'),
        ),
        migrations.AddField(
            model_name='paymentorder',
            name='stream',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.stream'),
        ),
        migrations.AddField(
            model_name='payment',
            name='order',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='budgets.paymentorder'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('ordered_on__isnull', False), models.Q(('state__in', ['ordered', 'settled', 'returned']), _negated=True), ('kind', 'recovery_receipt'), _connector='OR'), name='payment_ordered_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('returned_on__isnull', False), models.Q(('state', 'returned'), _negated=True), _connector='OR'), name='payment_returned_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'approved', 'ordered', 'settled']), models.Q(('kind', 'recovery_receipt'), _negated=True)), fields=('decision', 'number'), name='payment_of_a_part_once'),
        ),
        migrations.AddConstraint(
            model_name='paymentorder',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['made'])), name='payment_order_state_known'),
        ),
        migrations.AddConstraint(
            model_name='paymentorder',
            constraint=models.CheckConstraint(condition=models.Q(('number__gt', 0), ('total_cents__gt', 0)), name='payment_order_of_more_than_nothing'),
        ),
    ]
