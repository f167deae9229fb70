# Written by makemigrations; do not restyle.

import django.db.models.deletion
import uuid
from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('grants', '0010_monitoring'),
        ('partners', '0001_initial'),
        ('workflow', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='decision',
            name='annulled_because',
            field=models.TextField(blank=True),
        ),
        migrations.CreateModel(
            name='PartyChange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='', editable=False, max_length=50)),
                ('subject_seq', models.PositiveIntegerField(default=0, editable=False)),
                ('kind', models.CharField(choices=[('contact', 'andere contactpersoon'), ('details', 'andere naam of ander adres'), ('successor', 'rechtsopvolger')], max_length=10)),
                ('details', models.TextField(blank=True)),
                ('evidence', models.TextField()),
                ('evidence_sha256', models.CharField(blank=True, max_length=64)),
                ('entered_by', models.UUIDField(null=True)),
                ('asked_on', models.DateField()),
                ('decided_on', models.DateField(null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='party_changes', to='grants.application')),
                ('contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.person')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.organisation')),
                ('stream', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.stream')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'approved', 'refused'])), name='party_change_state_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['contact', 'details', 'successor'])), name='party_change_kind_known'), models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('application',), name='party_change_one_at_a_time')],
            },
        ),
    ]
