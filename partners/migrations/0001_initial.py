# Written by makemigrations; do not restyle.

import django.db.models.deletion
import uuid
from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('email', models.CharField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('function', models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('legal_form', models.CharField(choices=[('informal_group', 'informele groep'), ('stichting', 'stichting'), ('vereniging', 'vereniging'), ('cooperatie', 'coöperatie'), ('bv', 'besloten vennootschap'), ('vof', 'vennootschap onder firma'), ('eenmanszaak', 'eenmanszaak'), ('natural_person', 'natuurlijk persoon')], max_length=20)),
                ('kvk', models.CharField(blank=True, max_length=8)),
                ('rsin', models.CharField(blank=True, max_length=9)),
                ('street', models.CharField(blank=True, max_length=120)),
                ('number', models.CharField(blank=True, max_length=20)),
                ('postcode', models.CharField(blank=True, max_length=7)),
                ('place', models.CharField(blank=True, max_length=80)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('legal_form__in', ['informal_group', 'stichting', 'vereniging', 'cooperatie', 'bv', 'vof', 'eenmanszaak', 'natural_person'])), name='organisation_legal_form_known')],
            },
        ),
        migrations.CreateModel(
            name='BankAccount',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('iban', models.CharField(max_length=34)),
                ('holder', models.CharField(max_length=200)),
                ('verified_on', models.DateField(null=True)),
                ('replaced_on', models.DateField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bank_accounts', to='partners.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='AreaTeam',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=20, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('budget_line', models.CharField(blank=True, max_length=40)),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='area_teams', to='partners.person')),
            ],
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('username', models.CharField(max_length=150, unique=True)),
                ('is_active', models.BooleanField(default=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='partners.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, unique=True)),
                ('kind', models.CharField(choices=[('wijk', 'wijk'), ('buurt', 'buurt'), ('dorp', 'dorp'), ('bedrijventerrein', 'bedrijventerrein')], max_length=20)),
                ('district', models.CharField(blank=True, max_length=120)),
                ('postcode4', models.CharField(blank=True, max_length=4)),
                ('village_vision', models.BooleanField(default=False)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='areas', to='partners.areateam')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['wijk', 'buurt', 'dorp', 'bedrijventerrein'])), name='area_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('signer', 'tekenbevoegde'), ('contact', 'contactpersoon'), ('member', 'lid')], max_length=10)),
                ('valid_from', models.DateField()),
                ('valid_through', models.DateField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='partners.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='partners.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['signer', 'contact', 'member'])), name='membership_role_known'), models.CheckConstraint(condition=models.Q(('valid_through', None), ('valid_through__gte', models.F('valid_from')), _connector='OR'), name='membership_ends_after_its_start'), models.UniqueConstraint(fields=('person', 'organisation', 'role', 'valid_from'), name='membership_once_per_start')],
            },
        ),
    ]
