"""A membership says where it stands, how it came about and how it ended; the defaults are the database's own, for bulk lists."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0003_employers_are_found_by_half_a_name'),
        ('people', '0005_code_is_sent_again'),
    ]

    operations = [
        migrations.AddField(
            model_name='membership',
            name='ended_why',
            field=models.CharField(blank=True, choices=[('transferred', 'moved to another union'), ('left', 'left of their own will'), ('removed', 'removed'), ('died', 'died'), ('merged', 'the union was merged')], db_default='', default='', max_length=12, verbose_name='how it ended'),
        ),
        migrations.AddField(
            model_name='membership',
            name='entered_through',
            field=models.CharField(choices=[('joined', 'joined here'), ('roster', 'from a list of names'), ('paper', 'written down from paper'), ('transfer', 'moved from another union')], db_default='paper', default='paper', max_length=10, verbose_name='entered through'),
        ),
        migrations.AddField(
            model_name='membership',
            name='retained_since',
            field=models.DateField(blank=True, null=True, verbose_name='kept since'),
        ),
        migrations.AddField(
            model_name='membership',
            name='retained_why',
            field=models.CharField(blank=True, choices=[('unemployed', 'out of work'), ('retired', 'retired'), ('leave', 'on leave'), ('military', 'in military service'), ('studies', 'studying')], db_default='', default='', max_length=12, verbose_name='why it is kept'),
        ),
        migrations.AddField(
            model_name='membership',
            name='standing',
            field=models.CharField(choices=[('active', 'active'), ('retained', 'kept')], db_default='active', default='active', max_length=10, verbose_name='standing'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='membership_ends_after_it_begins', violation_error_message='The last day lies before the first.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('retained_since__isnull', True), ('retained_why', ''), ('standing', 'active')), models.Q(('retained_since__isnull', False), ('standing', 'retained'), models.Q(('retained_why', ''), _negated=True)), _connector='OR'), name='a_kept_membership_says_since_when_and_why', violation_error_message='Say since when and why the membership is kept.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('ended_why', ''), ('until__isnull', False), _connector='OR'), name='only_an_ended_membership_says_how_it_ended', violation_error_message='A membership that goes on has not ended.'),
        ),
    ]
