# Written by makemigrations; do not restyle.

import django.db.models.deletion
import uuid
from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('documents', '0004_letter_that_came_back'),
        ('partners', '0004_identities'),
        ('workflow', '0003_events_by_moment'),
    ]

    operations = [
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('question', models.CharField(max_length=60)),
                ('sha256', models.CharField(max_length=64)),
                ('kind', models.CharField(max_length=10)),
                ('bytes', models.PositiveBigIntegerField()),
                ('name', models.CharField(blank=True, max_length=200)),
                ('uploaded_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.person')),
                ('stream', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uploads', to='workflow.stream')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('stream', 'question', 'sha256'), name='upload_once_per_question')],
            },
        ),
    ]
