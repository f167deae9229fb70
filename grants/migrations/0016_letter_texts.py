# Written by makemigrations; do not restyle.

import uuid
from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('grants', '0015_withdrawn_round'),
    ]

    operations = [
        migrations.CreateModel(
            name='LetterText',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('scheme', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=40)),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.TextField(blank=True)),
                ('proposed_by', models.UUIDField()),
                ('proposed_on', models.DateField()),
                ('decided_by', models.UUIDField(null=True)),
                ('decided_on', models.DateField(null=True)),
                ('released', models.BooleanField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('scheme', 'name', 'number'), name='letter_text_numbered'), models.CheckConstraint(condition=models.Q(models.Q(('decided_by', None), ('decided_on', None), ('released', None)), models.Q(('decided_by__isnull', False), ('decided_on__isnull', False), ('released__isnull', False)), _connector='OR'), name='letter_text_decided_as_a_whole'), models.CheckConstraint(condition=models.Q(('released', None), ('released', False), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='letter_text_released_by_another')],
            },
        ),
    ]
