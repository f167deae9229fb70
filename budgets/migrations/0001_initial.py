# Written by makemigrations; do not restyle.

import django.db.models.deletion
import uuid
from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    initial = True

    dependencies = [
        ('partners', '0001_initial'),
        ('workflow', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=20, unique=True)),
                ('name', models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='LedgerAccount',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('book', models.CharField(max_length=80)),
                ('pot', models.CharField(choices=[('available', 'beschikbaar'), ('reserved', 'gereserveerd'), ('committed', 'verplicht'), ('advanced', 'bevoorschot'), ('paid', 'besteed'), ('recoverable', 'terug te vorderen'), ('council', 'raad')], max_length=12)),
                ('balance_cents', models.BigIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('book', 'pot'), name='ledger_account_once_per_pot'), models.CheckConstraint(condition=models.Q(('pot__in', ['available', 'reserved', 'committed', 'advanced', 'paid', 'recoverable', 'council'])), name='ledger_account_pot_known'), models.CheckConstraint(condition=models.Q(('balance_cents__gte', 0), ('pot', 'council'), _connector='OR'), name='ledger_account_not_overdrawn')],
            },
        ),
        migrations.CreateModel(
            name='SubProgramme',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=20, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sub_programmes', to='budgets.programme')),
            ],
        ),
        migrations.CreateModel(
            name='PolicyField',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=20, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('sub_programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='policy_fields', to='budgets.subprogramme')),
            ],
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='', editable=False, max_length=50)),
                ('subject_seq', models.PositiveIntegerField(default=0, editable=False)),
                ('kind', models.CharField(choices=[('advance', 'voorschot'), ('balance', 'eindbetaling'), ('recovery_receipt', 'ontvangen terugbetaling')], max_length=20)),
                ('amount_cents', models.BigIntegerField()),
                ('decision', models.UUIDField(db_index=True)),
                ('number', models.PositiveSmallIntegerField(default=0)),
                ('book', models.CharField(max_length=80)),
                ('due_on', models.DateField()),
                ('planned_on', models.DateField()),
                ('third_approved', models.BooleanField(default=False)),
                ('ordered_on', models.DateField(null=True)),
                ('settled_on', models.DateField(null=True)),
                ('reference', models.CharField(max_length=140)),
                ('bank_account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='partners.bankaccount')),
                ('stream', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.stream')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'approved', 'ordered', 'settled', 'returned', 'cancelled'])), name='payment_state_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['advance', 'balance', 'recovery_receipt'])), name='payment_kind_known'), models.CheckConstraint(condition=models.Q(('amount_cents__gt', 0)), name='payment_of_more_than_nothing'), models.CheckConstraint(condition=models.Q(('ordered_on__isnull', False), models.Q(('state__in', ['ordered', 'settled', 'returned']), _negated=True), _connector='OR'), name='payment_ordered_on_a_day'), models.CheckConstraint(condition=models.Q(('settled_on__isnull', False), models.Q(('state', 'settled'), _negated=True), _connector='OR'), name='payment_settled_on_a_day'), models.CheckConstraint(condition=models.Q(('settled_on', None), ('settled_on__gte', models.F('ordered_on')), _connector='OR'), name='payment_settled_after_its_order')],
            },
        ),
        migrations.CreateModel(
            name='BudgetLine',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40)),
                ('year', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('adopted', models.BooleanField()),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budget_lines', to='partners.person')),
                ('policy_field', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budget_lines', to='budgets.policyfield')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('code', 'year'), name='budget_line_once_per_year')],
            },
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('authorise', 'beschikbaar stellen'), ('withdraw', 'terugnemen'), ('reserve', 'reserveren'), ('unreserve', 'reservering opheffen'), ('commit', 'verplichten'), ('advance', 'bevoorschotten'), ('pay', 'betalen'), ('settle_advance', 'voorschot verrekenen'), ('release', 'vrijvallen'), ('reclaim', 'terugvorderen'), ('receive', 'terugontvangen')], max_length=20)),
                ('amount_cents', models.BigIntegerField()),
                ('decision', models.UUIDField(db_index=True, null=True)),
                ('payment', models.UUIDField(null=True)),
                ('booked_on', models.DateField()),
                ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='budgets.transfer')),
                ('credit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='budgets.ledgeraccount')),
                ('debit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='debits', to='budgets.ledgeraccount')),
                ('stream', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='workflow.stream')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['authorise', 'withdraw', 'reserve', 'unreserve', 'commit', 'advance', 'pay', 'settle_advance', 'release', 'reclaim', 'receive'])), name='transfer_kind_known'), models.CheckConstraint(condition=models.Q(('amount_cents__gt', 0)), name='transfer_of_more_than_nothing'), models.CheckConstraint(condition=models.Q(('debit', models.F('credit')), _negated=True), name='transfer_between_two_accounts'), models.UniqueConstraint(condition=models.Q(('corrects', None), ('payment__isnull', False)), fields=('payment', 'kind', 'debit'), name='transfer_once_per_payment')],
            },
        ),
    ]
