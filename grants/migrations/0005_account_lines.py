# Written by makemigrations; do not restyle.

import django.db.models.deletion
import django.db.models.expressions
import uuid
from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('grants', '0004_hearing'),
    ]

    operations = [
        migrations.AddField(
            model_name='finalaccount',
            name='all_done',
            field=models.BooleanField(default=True),
        ),
        migrations.CreateModel(
            name='AccountLine',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('side', models.CharField(max_length=6)),
                ('number', models.PositiveSmallIntegerField()),
                ('label', models.CharField(max_length=120)),
                ('budgeted_cents', models.BigIntegerField()),
                ('actual_cents', models.BigIntegerField()),
                ('difference_cents', models.BigIntegerField()),
                ('deviates', models.BooleanField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='grants.finalaccount')),
            ],
        ),
        migrations.CreateModel(
            name='AccountExplanation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(blank=True)),
                ('line', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='explanation', to='grants.accountline')),
            ],
        ),
        migrations.AddConstraint(
            model_name='accountline',
            constraint=models.CheckConstraint(condition=models.Q(('side__in', ['costs', 'income'])), name='account_line_of_a_side'),
        ),
        migrations.AddConstraint(
            model_name='accountline',
            constraint=models.CheckConstraint(condition=models.Q(('actual_cents__gte', 0), ('budgeted_cents__gte', 0)), name='account_line_of_no_negative_amount'),
        ),
        migrations.AddConstraint(
            model_name='accountline',
            constraint=models.CheckConstraint(condition=models.Q(('difference_cents', django.db.models.expressions.CombinedExpression(models.F('actual_cents'), '-', models.F('budgeted_cents')))), name='account_line_with_its_difference'),
        ),
        migrations.AddConstraint(
            model_name='accountline',
            constraint=models.UniqueConstraint(fields=('account', 'side', 'number'), name='account_line_once'),
        ),
    ]
