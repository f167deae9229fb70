# Written by makemigrations; do not restyle.

import uuid
from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('partners', '0005_subscriptions'),
    ]

    operations = [
        migrations.CreateModel(
            name='PasswordLink',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.CharField(db_index=True, max_length=150)),
                ('following', models.CharField(blank=True, max_length=500)),
                ('made_at', models.DateTimeField(db_index=True)),
            ],
        ),
    ]
