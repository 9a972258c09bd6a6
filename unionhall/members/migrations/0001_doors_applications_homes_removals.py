"""Doors of unions, applications to join or move, home unions, proposed removals."""

import django.db.models.deletion
import unionhall.core.ids
import unionhall.core.sealed
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0003_employers_are_found_by_half_a_name'),
        ('people', '0006_membership_has_a_standing'),
    ]

    operations = [
        migrations.CreateModel(
            name='Door',
            fields=[
                ('id', models.UUIDField(default=unionhall.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('open', models.BooleanField(default=True, verbose_name='takes applications over the link')),
                ('at_once', models.BooleanField(default=False, verbose_name='accepts at once, without a review')),
                ('asks_employer', models.BooleanField(default=False, verbose_name='asks for the employer')),
                ('changed_at', models.DateTimeField(verbose_name='changed at')),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.UUIDField(default=unionhall.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('waiting', 'waits for the union'), ('accepted', 'accepted'), ('refused', 'not accepted'), ('withdrawn', 'taken back')], default='waiting', max_length=10, verbose_name='state')),
                ('way', models.CharField(choices=[('self', 'by themselves'), ('family', 'by somebody with their mandate'), ('officer', "at a union's desk")], default='self', max_length=10, verbose_name='came in')),
                ('employer_name', models.CharField(blank=True, max_length=120, verbose_name='employer as written')),
                ('claimed_identity', unionhall.core.sealed.SealedTextField(blank=True, default='', help_text='Kept apart until a human has compared the card.', verbose_name='identity number that stands beside somebody else')),
                ('applied_at', models.DateTimeField(verbose_name='applied at')),
                ('answer_due_on', models.DateField(verbose_name='answer due on')),
                ('due_provisional', models.BooleanField(default=False, verbose_name='day is provisional')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('why', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('raised_at', models.DateTimeField(blank=True, null=True, verbose_name='told to the body above at')),
                ('applied_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('employer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.employer')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('origin', models.ForeignKey(blank=True, help_text='The union they move from; empty for somebody who joins.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', 'state', 'answer_due_on'], name='application_by_union'), models.Index(fields=['state', 'answer_due_on'], name='application_by_clock')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('person',), name='nobody_applies_twice_at_once', violation_error_message='One application of this person waits already.'), models.CheckConstraint(condition=models.Q(('state', 'waiting'), ('decided_at__isnull', False), _connector='XOR'), name='a_settled_application_says_when', violation_error_message='Say when it was decided.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='whoever_is_not_accepted_is_told_why', violation_error_message='Say why.'), models.CheckConstraint(condition=models.Q(('origin__isnull', True), models.Q(('origin', models.F('organisation')), _negated=True), _connector='OR'), name='nobody_moves_to_the_union_they_are_in', violation_error_message='They are a member of this union already.')],
            },
        ),
        migrations.CreateModel(
            name='HomeRule',
            fields=[
                ('id', models.UUIDField(default=unionhall.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('industry', models.CharField(blank=True, choices=[('manufacturing', 'manufacturing'), ('construction', 'construction'), ('transport', 'transport and delivery'), ('trade', 'wholesale and retail'), ('catering', 'catering and lodging'), ('services', 'residential and business services'), ('information', 'information technology'), ('education_health', 'education and health'), ('mining_energy', 'mining and energy'), ('agriculture', 'agriculture'), ('public', 'public bodies'), ('other', 'other')], max_length=20, verbose_name='industry')),
                ('platform', models.CharField(blank=True, choices=[('rider', 'meal delivery'), ('courier', 'parcel delivery'), ('driver', 'ride hailing'), ('trucker', 'road freight'), ('domestic', 'domestic work'), ('streamer', 'live streaming and online work')], max_length=10, verbose_name='work over a platform')),
                ('since', models.DateField(verbose_name='from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('division', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.division')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='home_rule_ends_after_it_begins', violation_error_message='The last day lies before the first.'), models.CheckConstraint(condition=models.Q(('division__isnull', False), models.Q(('industry', ''), _negated=True), models.Q(('platform', ''), _negated=True), _connector='OR'), name='a_home_rule_says_for_whom', violation_error_message='Say for which place, trade or platform.'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('division', 'industry', 'platform'), name='one_home_for_the_same_people', nulls_distinct=False, violation_error_message='These people have a home union already. End that rule first.')],
            },
        ),
        migrations.CreateModel(
            name='Removal',
            fields=[
                ('id', models.UUIDField(default=unionhall.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('proposed', 'the member may be heard'), ('decided', 'decided'), ('dropped', 'dropped')], default='proposed', max_length=10, verbose_name='state')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('proposed_at', models.DateTimeField(verbose_name='proposed at')),
                ('heard_until', models.DateField(verbose_name='may be heard until')),
                ('words', unionhall.core.sealed.SealedTextField(blank=True, default='', verbose_name='what the member says')),
                ('heard_at', models.DateTimeField(blank=True, null=True, verbose_name='heard at')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('membership',), name='a_removal_is_proposed_once', violation_error_message='A removal of this member is proposed already.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'decided'), _negated=True), ('decided_by__isnull', True), ('proposed_by__isnull', True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='a_removal_is_decided_by_a_second_person', violation_error_message='Whoever proposed it does not decide it.')],
            },
        ),
    ]
