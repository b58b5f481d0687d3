"""The money of a region: budgets, a ledger whose postings sum to zero and never change, and what two people decide."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


LEDGER = """
CREATE FUNCTION services_posting_opens() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    closed date;
    approved boolean;
BEGIN
    -- One posting at a time per budget: what is free is known, and accounts are never locked crosswise.
    SELECT closed_on INTO closed FROM services_regionalbudget WHERE id = NEW.budget_id FOR UPDATE;
    IF closed IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_in_an_open_year',
            MESSAGE = 'the budget is closed';
    END IF;
    IF NEW.decision_id IS NOT NULL THEN
        SELECT state = 'goedgekeurd' AND budget_id = NEW.budget_id INTO approved
            FROM services_decision WHERE id = NEW.decision_id;
        IF approved IS NOT TRUE THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_after_the_decision',
                MESSAGE = 'nobody else approved this';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER posting_opens BEFORE INSERT ON services_posting
    FOR EACH ROW EXECUTE FUNCTION services_posting_opens();

CREATE FUNCTION services_account_starts() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    NEW.balance := 0;
    RETURN NEW;
END $$;
CREATE TRIGGER account_starts BEFORE INSERT ON services_ledgeraccount
    FOR EACH ROW EXECUTE FUNCTION services_account_starts();

CREATE FUNCTION services_line_counts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    account services_ledgeraccount%ROWTYPE;
BEGIN
    UPDATE services_ledgeraccount SET balance = balance + NEW.cents WHERE id = NEW.account_id RETURNING * INTO account;
    IF account.budget_id IS DISTINCT FROM (SELECT budget_id FROM services_posting WHERE id = NEW.posting_id) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'line_within_one_budget',
            MESSAGE = 'an account of another budget';
    END IF;
    IF account.kind = 'ontvangen' THEN
        UPDATE services_regionalbudget SET received = received + NEW.cents WHERE id = account.budget_id;
    ELSIF account.kind = 'besteed' THEN
        UPDATE services_regionalbudget SET spent = spent - NEW.cents WHERE id = account.budget_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER line_counts AFTER INSERT ON services_postingline
    FOR EACH ROW EXECUTE FUNCTION services_line_counts();

CREATE FUNCTION services_posting_balances() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    number bigint;
    together numeric;
BEGIN
    IF TG_TABLE_NAME = 'services_posting' THEN
        SELECT count(*), coalesce(sum(cents), 0) INTO number, together FROM services_postingline WHERE posting_id = NEW.id;
    ELSE
        SELECT count(*), sum(cents) INTO number, together
            FROM services_postingline WHERE posting_id = (to_jsonb(NEW) ->> 'posting_id')::bigint;
    END IF;
    IF number < 2 OR together <> 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_sums_to_zero',
            MESSAGE = format('%s lines that sum to %s', number, together);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER posting_balances AFTER INSERT ON services_posting DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION services_posting_balances();
CREATE CONSTRAINT TRIGGER line_balances AFTER INSERT ON services_postingline DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION services_posting_balances();

CREATE FUNCTION services_shares_are_whole() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    IF (SELECT sum(parts) FROM services_commitmentshare WHERE commitment_id = NEW.commitment_id) <> 10000 THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'shares_are_the_whole',
            MESSAGE = 'shares that are not 100 percent together';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER shares_are_whole AFTER INSERT ON services_commitmentshare DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION services_shares_are_whole();

CREATE FUNCTION services_money_stays() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'money_stays',
        MESSAGE = format('%s is never changed: annul it with a counter-posting', TG_TABLE_NAME);
END $$;
CREATE TRIGGER posting_stays BEFORE UPDATE OR DELETE ON services_posting
    FOR EACH ROW EXECUTE FUNCTION services_money_stays();
CREATE TRIGGER line_stays BEFORE UPDATE OR DELETE ON services_postingline
    FOR EACH ROW EXECUTE FUNCTION services_money_stays();
CREATE TRIGGER share_stays BEFORE UPDATE OR DELETE ON services_commitmentshare
    FOR EACH ROW EXECUTE FUNCTION services_money_stays();
CREATE TRIGGER account_stays BEFORE DELETE ON services_ledgeraccount
    FOR EACH ROW EXECUTE FUNCTION services_money_stays();
CREATE TRIGGER decision_stays BEFORE DELETE ON services_decision
    FOR EACH ROW EXECUTE FUNCTION services_money_stays();
CREATE TRIGGER decided_stays BEFORE UPDATE ON services_decision
    FOR EACH ROW WHEN (OLD.state <> 'voorgelegd'
        OR (OLD.budget_id, OLD.what, OLD.commitment_id, OLD.detail, OLD.cents, OLD.prepared_by_id)
            IS DISTINCT FROM (NEW.budget_id, NEW.what, NEW.commitment_id, NEW.detail, NEW.cents, NEW.prepared_by_id))
    EXECUTE FUNCTION services_money_stays();
CREATE TRIGGER totals_stay BEFORE UPDATE ON services_regionalbudget
    FOR EACH ROW WHEN (current_user = 'werkcentrum_app' AND (OLD.region_id, OLD.year, OLD.received, OLD.spent)
        IS DISTINCT FROM (NEW.region_id, NEW.year, NEW.received, NEW.spent))
    EXECUTE FUNCTION services_money_stays();
"""
NO_LEDGER = """
DROP TRIGGER totals_stay ON services_regionalbudget;
DROP TRIGGER decided_stays ON services_decision;
DROP TRIGGER decision_stays ON services_decision;
DROP TRIGGER account_stays ON services_ledgeraccount;
DROP TRIGGER share_stays ON services_commitmentshare;
DROP TRIGGER line_stays ON services_postingline;
DROP TRIGGER posting_stays ON services_posting;
DROP FUNCTION services_money_stays();
DROP TRIGGER shares_are_whole ON services_commitmentshare;
DROP FUNCTION services_shares_are_whole();
DROP TRIGGER line_balances ON services_postingline;
DROP TRIGGER posting_balances ON services_posting;
DROP FUNCTION services_posting_balances();
DROP TRIGGER line_counts ON services_postingline;
DROP FUNCTION services_line_counts();
DROP TRIGGER account_starts ON services_ledgeraccount;
DROP FUNCTION services_account_starts();
DROP TRIGGER posting_opens ON services_posting;
DROP FUNCTION services_posting_opens();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('regions', '0007_budget'),
        ('services', '0005_shortage'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BudgetPurpose',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40)),
                ('name', models.CharField(max_length=80, verbose_name='doel')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('reference', models.UUIDField(db_index=True, verbose_name='kenmerk')),
                ('text', models.CharField(blank=True, max_length=120, verbose_name='waarvoor')),
                ('price_model', models.CharField(choices=[('traject', 'Per traject'), ('uur', 'Per uur'), ('groep', 'Per groep'), ('resultaat', 'Per resultaat'), ('plaats', 'Per plaats'), ('inbesteed', 'Inbesteed'), ('om_niet', 'Om niet')], default='traject', max_length=10, verbose_name='prijsmodel')),
                ('group', models.CharField(blank=True, max_length=24, verbose_name='doelgroep')),
                ('result', models.CharField(blank=True, max_length=24, verbose_name='resultaat')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='afgerond op')),
                ('offer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='services.offer')),
                ('purpose', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='services.budgetpurpose')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('what', models.CharField(choices=[('toezegging', 'Toezegging'), ('ontvangst', 'Ontvangst'), ('verplichting', 'Verplichting'), ('annulering', 'Annulering')], max_length=12, verbose_name='wat')),
                ('detail', models.JSONField(default=dict)),
                ('cents', models.BigIntegerField(verbose_name='bedrag (centen)')),
                ('text', models.CharField(blank=True, max_length=300, verbose_name='omschrijving')),
                ('state', models.CharField(choices=[('voorgelegd', 'Wacht op een ander'), ('goedgekeurd', 'Goedgekeurd'), ('afgewezen', 'Afgewezen')], default='voorgelegd', max_length=12, verbose_name='stand')),
                ('prepared_at', models.DateTimeField(auto_now_add=True, verbose_name='voorgelegd op')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='besloten op')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reden')),
                ('commitment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='services.commitment')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('prepared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='RegionalBudget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('year', models.PositiveSmallIntegerField(verbose_name='jaar')),
                ('four_eyes_from', models.BigIntegerField(default=2500000, verbose_name='vier ogen vanaf (centen)')),
                ('received', models.BigIntegerField(default=0, editable=False, verbose_name='ontvangen (centen)')),
                ('spent', models.BigIntegerField(default=0, editable=False, verbose_name='besteed (centen)')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='afgesloten op')),
                ('cashier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.participation', verbose_name='kassier')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budgets', to='regions.region')),
            ],
            options={
                'ordering': ['-year'],
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('deed', models.CharField(choices=[('toezegging', 'Toezegging'), ('ontvangst', 'Ontvangst'), ('reservering', 'Reservering'), ('verplichting', 'Verplichting'), ('vaststelling', 'Vaststelling op factuur'), ('vrijval', 'Vrijval'), ('annulering', 'Annulering')], max_length=12, verbose_name='wat')),
                ('text', models.CharField(blank=True, max_length=120, verbose_name='omschrijving')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reden')),
                ('booked_on', models.DateField(verbose_name='geboekt op')),
                ('booked_at', models.DateTimeField(auto_now_add=True)),
                ('annuls', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='annulled_by', to='services.posting')),
                ('booked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('commitment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='services.commitment')),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='services.decision')),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='services.regionalbudget')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='LedgerAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('toegezegd', 'Toegezegd, nog niet ontvangen'), ('ontvangen', 'Ontvangen'), ('vrij', 'Vrij'), ('gereserveerd', 'Gereserveerd'), ('verplicht', 'Verplicht'), ('besteed', 'Besteed')], max_length=12, verbose_name='soort')),
                ('balance', models.BigIntegerField(default=0, editable=False, verbose_name='saldo (centen)')),
                ('payer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.participation', verbose_name='partner')),
                ('purpose', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='services.budgetpurpose')),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='services.regionalbudget')),
            ],
        ),
        migrations.AddField(
            model_name='decision',
            name='budget',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='services.regionalbudget'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='budget',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='services.regionalbudget'),
        ),
        migrations.AddField(
            model_name='budgetpurpose',
            name='budget',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='purposes', to='services.regionalbudget'),
        ),
        migrations.CreateModel(
            name='CommitmentShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('parts', models.PositiveIntegerField(verbose_name='deel (honderdste procent)')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='services.commitment')),
                ('payer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.participation', verbose_name='partner')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('commitment', 'payer'), name='share_once_per_payer'), models.CheckConstraint(condition=models.Q(('parts__lte', 10000)), name='share_of_the_whole')],
            },
        ),
        migrations.CreateModel(
            name='PostingLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cents', models.BigIntegerField(verbose_name='centen')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='services.ledgeraccount')),
                ('posting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='services.posting')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('cents', 0), _negated=True), name='line_never_zero')],
            },
        ),
        migrations.AddConstraint(
            model_name='regionalbudget',
            constraint=models.UniqueConstraint(fields=('region', 'year'), name='budget_once_per_region_and_year'),
        ),
        migrations.AddConstraint(
            model_name='regionalbudget',
            constraint=models.CheckConstraint(condition=models.Q(('year__range', (2020, 2099))), name='budget_of_a_year'),
        ),
        migrations.AddConstraint(
            model_name='regionalbudget',
            constraint=models.CheckConstraint(condition=models.Q(('spent__lte', models.F('received'))), name='budget_pays_what_came_in'),
        ),
        migrations.AddConstraint(
            model_name='regionalbudget',
            constraint=models.CheckConstraint(condition=models.Q(('four_eyes_from__gte', 0)), name='budget_four_eyes_from_zero'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('annuls__isnull', False), ('deed', 'annulering'), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('deed', 'annulering'), _negated=True), ('annuls', None)), _connector='OR'), name='posting_annuls_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('deed__in', ('toezegging', 'ontvangst', 'annulering')), _negated=True), ('decision__isnull', False), _connector='OR'), name='posting_seen_by_two'),
        ),
        migrations.AddConstraint(
            model_name='ledgeraccount',
            constraint=models.UniqueConstraint(fields=('budget', 'kind', 'payer', 'purpose'), name='account_once'),
        ),
        migrations.AddConstraint(
            model_name='ledgeraccount',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('balance__gte', 0), ('kind__in', ('toegezegd', 'ontvangen'))), models.Q(('balance__lte', 0), ('kind__in', ('vrij', 'gereserveerd', 'verplicht', 'besteed'))), _connector='OR'), name='account_never_overdrawn'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['budget', 'state'], name='decision_waiting'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('prepared_by')), _negated=True), _connector='OR'), name='decision_by_another'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state', 'voorgelegd')), models.Q(models.Q(('state', 'voorgelegd'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='decision_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'afgewezen'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='decision_refused_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'voorgelegd'), ('what', 'verplichting')), fields=('commitment',), name='decision_one_open_per_commitment'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_on', None)), fields=('reference',), name='commitment_one_open_per_reference'),
        ),
        migrations.AddConstraint(
            model_name='budgetpurpose',
            constraint=models.UniqueConstraint(fields=('budget', 'code'), name='purpose_once_per_budget'),
        ),
        migrations.RunSQL(LEDGER, NO_LEDGER),
    ]
