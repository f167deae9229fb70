# Written by makemigrations; do not restyle.

import django.db.models.deletion
import uuid
from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('partners', '0002_second_factors'),
    ]

    operations = [
        migrations.CreateModel(
            name='System',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80, unique=True)),
                ('secret', models.CharField(max_length=64)),
                ('scopes', models.CharField(max_length=200)),
                ('is_active', models.BooleanField(default=True)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='system', to='partners.person')),
            ],
        ),
        migrations.CreateModel(
            name='SystemToken',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('scopes', models.CharField(max_length=200)),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('system', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tokens', to='partners.system')),
            ],
        ),
    ]
