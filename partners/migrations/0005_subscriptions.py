# Written by makemigrations; do not restyle.

import django.db.models.deletion
import uuid
from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('partners', '0004_identities'),
    ]

    operations = [
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('url', models.CharField(max_length=500)),
                ('kinds', models.CharField(max_length=1000)),
                ('secret', models.CharField(max_length=300)),
                ('is_active', models.BooleanField(default=True)),
                ('system', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='subscriptions', to='partners.system')),
            ],
        ),
    ]
