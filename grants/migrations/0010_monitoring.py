# Written by makemigrations; do not restyle.

import django.db.models.deletion
import uuid
from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('grants', '0009_amendment'),
        ('workflow', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='', editable=False, max_length=50)),
                ('subject_seq', models.PositiveIntegerField(default=0, editable=False)),
                ('kind', models.CharField(choices=[('talk', 'gesprek'), ('site_visit', 'bezoek'), ('progress_report', 'voortgangsverslag'), ('signal', 'signaal'), ('follow_up', 'vervolg')], max_length=20)),
                ('due_on', models.DateField()),
                ('done_on', models.DateField(null=True)),
                ('report', models.TextField(blank=True)),
                ('photos', models.TextField(blank=True)),
                ('answer', models.TextField(blank=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='grants.application')),
                ('stream', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.stream')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'done', 'followed_up', 'cancelled'])), name='check_state_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['talk', 'site_visit', 'progress_report', 'signal', 'follow_up'])), name='check_of_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='Obligation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='', editable=False, max_length=50)),
                ('subject_seq', models.PositiveIntegerField(default=0, editable=False)),
                ('decision', models.UUIDField()),
                ('category', models.CharField(choices=[('standard_4_37', 'Awb 4:37'), ('purpose_4_38', 'Awb 4:38'), ('non_purpose_4_39', 'Awb 4:39')], max_length=20)),
                ('basis', models.CharField(max_length=120)),
                ('text', models.CharField(max_length=400)),
                ('due_on', models.DateField(null=True)),
                ('due_text', models.CharField(blank=True, max_length=200)),
                ('found_on', models.DateField(null=True)),
                ('note', models.TextField(blank=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='grants.application')),
                ('stream', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.stream')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['due', 'met', 'breached'])), name='obligation_state_known'), models.CheckConstraint(condition=models.Q(('category__in', ['standard_4_37', 'purpose_4_38', 'non_purpose_4_39'])), name='obligation_of_a_legal_category')],
            },
        ),
    ]
