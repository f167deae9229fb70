# Written by makemigrations; do not restyle.

import django.db.models.deletion
import uuid
from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('budgets', '0005_order_fetched'),
    ]

    operations = [
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.SlugField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('unit', models.CharField(max_length=40)),
                ('direction', models.CharField(choices=[('increase', 'Toename'), ('decrease', 'Afname')], max_length=10)),
                ('interval_years', models.PositiveSmallIntegerField(default=1)),
                ('source', models.CharField(max_length=200)),
                ('scheme', models.CharField(blank=True, max_length=60)),
                ('policy_field', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='budgets.policyfield')),
            ],
        ),
        migrations.CreateModel(
            name='IndicatorValue',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('target', 'beoogd'), ('realised', 'gerealiseerd')], max_length=10)),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('text', models.CharField(max_length=60)),
                ('source', models.CharField(max_length=200)),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='values', to='budgets.indicator')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('indicator', 'year', 'kind', 'number'), name='indicator_value_numbered'), models.CheckConstraint(condition=models.Q(('kind__in', ['target', 'realised'])), name='indicator_value_of_a_kind')],
            },
        ),
    ]
