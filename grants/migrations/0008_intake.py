# Written by makemigrations; do not restyle.

import django.db.models.deletion
import uuid
from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('grants', '0007_regime'),
        ('partners', '0001_initial'),
        ('workflow', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('lead', 'penvoerder'), ('partner', 'partner')], max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('about', models.CharField(max_length=40)),
                ('channel', models.CharField(choices=[('portal', 'portaal'), ('paper', 'papier'), ('counter', 'balie'), ('email', 'e-mail')], max_length=10)),
                ('received_at', models.DateTimeField()),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.UUIDField(null=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('scan_name', models.CharField(blank=True, max_length=200)),
                ('scan_sha256', models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Suspension',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('ground', models.CharField(choices=[('completion', 'aanvulling gevraagd'), ('foreign', 'informatie uit het buitenland'), ('consent', 'uitstel met instemming'), ('applicant', 'vertraging door de aanvrager'), ('force_majeure', 'overmacht'), ('bibob', 'advies van het Bureau Bibob')], max_length=20)),
                ('since', models.DateField()),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('running', models.BooleanField(default=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='application',
            name='application_state_known',
        ),
        migrations.AddField(
            model_name='application',
            name='awaited',
            field=models.TextField(default='{}'),
        ),
        migrations.AddField(
            model_name='application',
            name='extended_weeks',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='application',
            name='joint',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='application',
            name='merged_into',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duplicates', to='grants.application'),
        ),
        migrations.AddField(
            model_name='application',
            name='receipt_by',
            field=models.UUIDField(null=True),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['idea', 'invited', 'advised', 'referred', 'draft', 'submitted', 'incomplete', 'assessed', 'awarded', 'monitored', 'account_submitted', 'accounted', 'rejected', 'set_aside', 'withdrawn', 'merged'])), name='application_state_known'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('state', 'merged')), models.Q(models.Q(('state', 'merged'), _negated=True), ('merged_into', None)), _connector='OR'), name='application_merged_into_another'),
        ),
        migrations.AddField(
            model_name='participant',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participants', to='grants.application'),
        ),
        migrations.AddField(
            model_name='participant',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.organisation'),
        ),
        migrations.AddField(
            model_name='receipt',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='grants.application'),
        ),
        migrations.AddField(
            model_name='suspension',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspensions', to='grants.application'),
        ),
        migrations.AddConstraint(
            model_name='participant',
            constraint=models.UniqueConstraint(fields=('application', 'organisation'), name='participant_once'),
        ),
        migrations.AddConstraint(
            model_name='participant',
            constraint=models.UniqueConstraint(condition=models.Q(('role', 'lead')), fields=('application',), name='participant_with_one_lead'),
        ),
        migrations.AddConstraint(
            model_name='participant',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['lead', 'partner'])), name='participant_role_known'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.UniqueConstraint(fields=('application', 'number'), name='receipt_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.CheckConstraint(condition=models.Q(('received_at__lte', models.F('entered_at'))), name='receipt_not_in_the_future'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['portal', 'paper', 'counter', 'email'])), name='receipt_channel_known'),
        ),
        migrations.AddConstraint(
            model_name='suspension',
            constraint=models.CheckConstraint(condition=models.Q(('ground__in', ['completion', 'foreign', 'consent', 'applicant', 'force_majeure', 'bibob'])), name='suspension_ground_known'),
        ),
        migrations.AddConstraint(
            model_name='suspension',
            constraint=models.UniqueConstraint(condition=models.Q(('running', True)), fields=('application', 'ground'), name='suspension_runs_once_per_ground'),
        ),
    ]
