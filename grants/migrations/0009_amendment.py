# Written by makemigrations; do not restyle.

from django.db import migrations, models

from workflow.migration import GuardedMigration


class Migration(GuardedMigration):

    dependencies = [
        ('grants', '0008_intake'),
        ('partners', '0001_initial'),
        ('workflow', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='application',
            name='application_state_known',
        ),
        migrations.RemoveConstraint(
            model_name='decision',
            name='decision_of_a_kind_once',
        ),
        migrations.AddField(
            model_name='application',
            name='amended_by',
            field=models.UUIDField(null=True),
        ),
        migrations.AlterField(
            model_name='decision',
            name='kind',
            field=models.CharField(choices=[('award', 'verlening'), ('refusal', 'afwijzing'), ('set_aside', 'buiten behandeling'), ('determination', 'vaststelling'), ('lower_determination', 'lagere vaststelling'), ('prize', 'prijs'), ('recovery', 'terugvordering'), ('amendment', 'wijziging'), ('revocation', 'intrekking'), ('rectification', 'rectificatie')], max_length=24),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['idea', 'invited', 'advised', 'referred', 'draft', 'submitted', 'incomplete', 'assessed', 'awarded', 'monitored', 'account_submitted', 'accounted', 'rejected', 'set_aside', 'withdrawn', 'merged', 'revoked'])), name='application_state_known'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('state', 'annulled'), _negated=True), models.Q(('kind__in', ['amendment', 'rectification', 'recovery']), _negated=True)), fields=('application', 'kind'), name='decision_of_a_kind_once'),
        ),
    ]
