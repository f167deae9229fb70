# The table was written by makemigrations; the trigrams, which Django cannot say for one engine alone, were not.

import django.db.models.deletion
import uuid
from django.db import migrations, models

from workflow.migration import GuardedMigration


def trigrams(apps, schema_editor):
    """Let PostgreSQL find letters within words by an index; where nobody may add its extension, it reads the table and knows no typos."""
    if schema_editor.connection.vendor != 'postgresql':
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm')"
            " AND has_database_privilege(current_database(), 'CREATE')"
        )
        if cursor.fetchone()[0]:
            cursor.execute('CREATE EXTENSION IF NOT EXISTS pg_trgm')
            cursor.execute('CREATE INDEX search_text_by_letters ON grants_searchtext USING gin (tokens gin_trgm_ops)')


class Migration(GuardedMigration):

    dependencies = [
        ('grants', '0018_assessment_by_assessor'),
        ('workflow', '0003_events_by_moment'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchText',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('table', models.CharField(max_length=60)),
                ('row', models.CharField(max_length=36)),
                ('column', models.CharField(max_length=40)),
                ('tokens', models.TextField()),
                ('stream', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.stream')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('table', 'row', 'column'), name='search_text_once')],
            },
        ),
        migrations.RunPython(trigrams, migrations.RunPython.noop),
    ]
