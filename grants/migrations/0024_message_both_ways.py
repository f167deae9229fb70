# Written by makemigrations; do not restyle.

from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('grants', '0023_co_writer_by_mail'),
        ('workflow', '0003_events_by_moment'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='message',
            name='message_state_known',
        ),
        migrations.RemoveIndex(
            model_name='message',
            name='message_waiting',
        ),
        migrations.AddField(
            model_name='message',
            name='answer_files',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='message',
            name='files',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='message',
            name='kind',
            field=models.CharField(choices=[('question', 'vraag'), ('reminder', 'herinnering'), ('notice', 'mededeling')], default='question', max_length=20),
        ),
        migrations.AddField(
            model_name='message',
            name='read_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('state__in', ['waiting', 'replied'])), fields=['written_at'], name='message_waiting'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'answered', 'answer_read', 'seen', 'told', 'read', 'replied', 'reply_read', 'settled'])), name='message_state_known'),
        ),
    ]
