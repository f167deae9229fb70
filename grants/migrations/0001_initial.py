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
            name='LegalProfile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('municipality', models.CharField(max_length=120)),
                ('valid_from', models.DateField(unique=True)),
                ('body', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='', editable=False, max_length=50)),
                ('subject_seq', models.PositiveIntegerField(default=0, editable=False)),
                ('title', models.CharField(max_length=120)),
                ('idea_sentence', models.CharField(blank=True, max_length=200)),
                ('theme', models.CharField(blank=True, max_length=40)),
                ('draw_key', models.CharField(blank=True, max_length=60)),
                ('idea_received_at', models.DateTimeField(null=True)),
                ('received_at', models.DateTimeField(null=True)),
                ('complete_on', models.DateField(null=True)),
                ('completion_until', models.DateField(null=True)),
                ('completed_on', models.DateField(null=True)),
                ('requested_cents', models.BigIntegerField(null=True)),
                ('minimum_cents', models.BigIntegerField(null=True)),
                ('granted_cents', models.BigIntegerField(null=True)),
                ('determined_cents', models.BigIntegerField(null=True)),
                ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.area')),
                ('bank_account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.bankaccount')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.person')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='partners.organisation')),
                ('stream', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.stream')),
            ],
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='', editable=False, max_length=50)),
                ('subject_seq', models.PositiveIntegerField(default=0, editable=False)),
                ('assessor', models.UUIDField()),
                ('levels', models.TextField(default='{}')),
                ('reasons', models.TextField(blank=True)),
                ('interest', models.TextField(blank=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='grants.application')),
                ('stream', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.stream')),
            ],
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='', editable=False, max_length=50)),
                ('subject_seq', models.PositiveIntegerField(default=0, editable=False)),
                ('kind', models.CharField(choices=[('award', 'verlening'), ('refusal', 'afwijzing'), ('set_aside', 'buiten behandeling'), ('determination', 'vaststelling'), ('lower_determination', 'lagere vaststelling'), ('prize', 'prijs'), ('recovery', 'terugvordering')], max_length=24)),
                ('amount_cents', models.BigIntegerField()),
                ('gives', models.BooleanField(default=False)),
                ('parts', models.TextField(default='[]')),
                ('details', models.TextField(default='{}')),
                ('ground', models.CharField(blank=True, max_length=40)),
                ('reason', models.TextField(blank=True)),
                ('view', models.TextField(blank=True)),
                ('mandate', models.CharField(blank=True, max_length=200)),
                ('signed_by', models.UUIDField(null=True)),
                ('signed_on', models.DateField(null=True)),
                ('announced_on', models.DateField(null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='grants.application')),
                ('stream', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.stream')),
            ],
        ),
        migrations.CreateModel(
            name='FinalAccount',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('received_on', models.DateField()),
                ('actual_cents', models.BigIntegerField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='grants.application')),
            ],
        ),
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='', editable=False, max_length=50)),
                ('subject_seq', models.PositiveIntegerField(default=0, editable=False)),
                ('inspector', models.UUIDField()),
                ('visited_on', models.DateField()),
                ('condition', models.PositiveSmallIntegerField()),
                ('safety', models.PositiveSmallIntegerField()),
                ('energy', models.PositiveSmallIntegerField()),
                ('accessibility', models.PositiveSmallIntegerField()),
                ('hours', models.PositiveSmallIntegerField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='grants.application')),
                ('stream', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.stream')),
            ],
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=24)),
                ('scheme', models.CharField(max_length=60)),
                ('maximum_cents', models.BigIntegerField()),
                ('valid_from', models.DateField()),
                ('valid_through', models.DateField(null=True)),
                ('reference', models.CharField(max_length=200)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='partners.person')),
            ],
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='', editable=False, max_length=50)),
                ('subject_seq', models.PositiveIntegerField(default=0, editable=False)),
                ('kind', models.CharField(max_length=40)),
                ('due_on', models.DateField(null=True)),
                ('submitted_on', models.DateField(null=True)),
                ('text', models.TextField(blank=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='grants.application')),
                ('stream', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.stream')),
            ],
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='', editable=False, max_length=50)),
                ('subject_seq', models.PositiveIntegerField(default=0, editable=False)),
                ('code', models.CharField(max_length=40, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('rule', models.CharField(max_length=40)),
                ('prefix', models.CharField(max_length=30)),
                ('opens_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('ceiling_cents', models.BigIntegerField()),
                ('prize_ceiling_cents', models.BigIntegerField(default=0)),
                ('book', models.CharField(max_length=80)),
                ('prize_book', models.CharField(blank=True, max_length=80)),
                ('parameters', models.TextField(default='{}')),
                ('stream', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.stream')),
            ],
        ),
        migrations.CreateModel(
            name='Ranking',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('rank', models.PositiveIntegerField(null=True)),
                ('points', models.BigIntegerField(null=True)),
                ('denominator', models.PositiveIntegerField(default=1)),
                ('outcome', models.CharField(max_length=20)),
                ('amount_cents', models.BigIntegerField()),
                ('cumulative_cents', models.BigIntegerField()),
                ('left_cents', models.BigIntegerField()),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ranking', to='grants.application')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rankings', to='grants.round')),
            ],
        ),
        migrations.AddField(
            model_name='application',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='grants.round'),
        ),
        migrations.CreateModel(
            name='SchemeVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=60)),
                ('version', models.CharField(max_length=20)),
                ('body', models.TextField()),
                ('fingerprint', models.CharField(max_length=64)),
                ('published_on', models.DateField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='scheme_version_published_once')],
            },
        ),
        migrations.AddField(
            model_name='round',
            name='scheme_version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='grants.schemeversion'),
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('criterion', models.CharField(max_length=40)),
                ('level', models.PositiveSmallIntegerField()),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='grants.assessment')),
            ],
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('received_at', models.DateTimeField()),
                ('answers', models.TextField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='grants.application')),
            ],
        ),
        migrations.CreateModel(
            name='PersonalAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('question', models.CharField(max_length=40)),
                ('value', models.TextField(blank=True)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='personal_answers', to='grants.version')),
            ],
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['scored', 'locked', 'conflicted'])), name='assessment_state_known'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(fields=('application', 'assessor'), name='assessment_once_per_assessor'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['drafted', 'signed', 'announced', 'annulled'])), name='decision_state_known'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('amount_cents__gte', 0)), name='decision_of_no_negative_amount'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('ground', ''), ('kind__in', ['refusal', 'lower_determination']), _negated=True), name='decision_with_its_ground'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'announced'), _negated=True), models.Q(('announced_on__isnull', False), ('signed_by__isnull', False)), _connector='OR'), name='decision_announced_on_a_day_and_signed'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'annulled'), _negated=True), fields=('application', 'kind'), name='decision_of_a_kind_once'),
        ),
        migrations.AddConstraint(
            model_name='finalaccount',
            constraint=models.CheckConstraint(condition=models.Q(('actual_cents__gte', 0)), name='account_of_no_negative_costs'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['inspected'])), name='inspection_state_known'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(('condition__gte', 1), ('condition__lte', 6)), name='inspection_condition_nen_2767'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.UniqueConstraint(fields=('application',), name='inspection_once_per_application'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['due', 'submitted', 'accepted'])), name='report_state_known'),
        ),
        migrations.AddConstraint(
            model_name='ranking',
            constraint=models.UniqueConstraint(fields=('round', 'rank'), name='ranking_one_per_place'),
        ),
        migrations.AddConstraint(
            model_name='ranking',
            constraint=models.CheckConstraint(condition=models.Q(('amount_cents__gte', 0), ('left_cents__gte', 0)), name='ranking_within_the_ceiling'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['round', 'state'], name='application_by_round_and_state'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['idea', 'invited', 'advised', 'referred', 'draft', 'submitted', 'incomplete', 'assessed', 'awarded', 'monitored', 'account_submitted', 'accounted', 'rejected', 'set_aside', 'withdrawn'])), name='application_state_known'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('requested_cents__gte', 0)), name='application_asks_no_negative_amount'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('granted_cents__gt', 0)), name='application_granted_something'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('determined_cents__gte', 0), ('determined_cents__lte', models.F('granted_cents'))), name='application_determined_within_the_grant'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['prepared', 'opened', 'closed', 'ranked'])), name='round_state_known'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='round_closes_after_it_opens'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('ceiling_cents__gt', 0)), name='round_with_a_ceiling'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.UniqueConstraint(fields=('assessment', 'criterion'), name='score_once_per_criterion'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.CheckConstraint(condition=models.Q(('level__gte', 1), ('level__lte', 5)), name='score_on_a_level_1_to_5'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('application', 'number'), name='version_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='personalanswer',
            constraint=models.UniqueConstraint(fields=('version', 'question'), name='personal_answer_once'),
        ),
    ]
