# Written by makemigrations; do not restyle.

import django.db.models.deletion
import uuid
from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('grants', '0002_suspension_and_account'),
        ('partners', '0001_initial'),
        ('workflow', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccountChange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='', editable=False, max_length=50)),
                ('subject_seq', models.PositiveIntegerField(default=0, editable=False)),
                ('iban', models.CharField(max_length=34)),
                ('holder', models.CharField(max_length=200)),
                ('evidence', models.TextField()),
                ('entered_by', models.UUIDField(null=True)),
                ('asked_on', models.DateField()),
                ('name_check', models.CharField(blank=True, choices=[('same', 'zelfde naam'), ('close', 'bijna zelfde naam, uitgezocht'), ('different', 'andere naam')], max_length=10)),
                ('note', models.TextField(blank=True)),
                ('decided_on', models.DateField(null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='account_changes', to='grants.application')),
                ('new_account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.bankaccount')),
                ('old_account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.bankaccount')),
                ('stream', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.stream')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'checked', 'approved', 'refused'])), name='account_change_state_known'), models.CheckConstraint(condition=models.Q(('name_check__in', ['', 'same', 'close', 'different'])), name='account_change_check_known'), models.CheckConstraint(condition=models.Q(models.Q(('name_check__in', ['same', 'close']), ('new_account__isnull', False)), models.Q(('state', 'approved'), _negated=True), _connector='OR'), name='account_change_approved_with_its_account'), models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'checked'])), fields=('application',), name='account_change_one_at_a_time')],
            },
        ),
    ]
