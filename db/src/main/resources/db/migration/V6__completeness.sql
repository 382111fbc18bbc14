-- What is proven of each till and day, and which of them have to be worked out anew.

CREATE TABLE completeness_day (
  business_id            integer     NOT NULL,
  till_id                integer     NOT NULL,
  date                   date        NOT NULL,
  status                 text        NOT NULL CHECK (status IN ('proven', 'open', 'gap', 'none')),
  payments               integer     NOT NULL,
  gross_cents            bigint      NOT NULL,
  received               integer     NOT NULL,
  matched                integer     NOT NULL,
  recovered_by_pull      integer     NOT NULL,
  recovered_by_statement integer     NOT NULL,
  unexplained            integer     NOT NULL,
  unexplained_cents      bigint      NOT NULL,
  conflicts              integer     NOT NULL,
  reversals              integer     NOT NULL,
  settlements            integer     NOT NULL,
  delay_p50_seconds      float8,
  delay_p99_seconds      float8,
  callbacks              boolean     NOT NULL,
  pull                   text        NOT NULL CHECK (pull IN ('complete', 'partial', 'none')),
  statement              text        NOT NULL CHECK (statement IN ('complete', 'partial', 'none')),
  balances               text        NOT NULL CHECK (balances IN ('unbroken', 'explained', 'broken', 'unknown')),
  proven_by              text        CHECK (proven_by IN ('pull', 'statement', 'balances')),
  proven_at              timestamptz,
  worked_out_at          timestamptz NOT NULL,
  PRIMARY KEY (business_id, till_id, date)
);
COMMENT ON TABLE completeness_day IS 'What is known of a till''s business day: how payments came, what is missing, what proves it. Worked out from the ledger, and can be worked out again at any time.';
COMMENT ON COLUMN completeness_day.date IS 'Business day in the zone of the business.';
COMMENT ON COLUMN completeness_day.matched IS 'Received payments that something else vouches for as well: another source, or balances that fit before and after.';
COMMENT ON COLUMN completeness_day.worked_out_at IS 'When its evidence was read: of two that worked it out at once, the later reading stays.';

CREATE TABLE completeness_due (
  business_id integer     NOT NULL,
  till_id     integer     NOT NULL,
  hour        timestamptz NOT NULL,
  PRIMARY KEY (business_id, hour, till_id)
);
COMMENT ON TABLE completeness_due IS 'Hours about which something new is known, so that their days are worked out anew. Whoever does it takes the row away first.';
COMMENT ON COLUMN completeness_due.till_id IS '0 for all tills: something arrived of which nobody knows the till.';

-- Marks are left by triggers, so that whatever changes the evidence leaves one, whoever writes it:
-- the inbox, an import, a decision of a person. A statement's triggers see all its rows at once.

CREATE FUNCTION completeness_of_payments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO completeness_due
  SELECT DISTINCT business_id, till_id, date_trunc('hour', paid_at, 'UTC') AS hour
  FROM changed ORDER BY business_id, hour, till_id
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER completeness_of_new AFTER INSERT ON payment
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION completeness_of_payments();
CREATE TRIGGER completeness_of_changed AFTER UPDATE ON payment
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION completeness_of_payments();

CREATE FUNCTION completeness_of_reversals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO completeness_due
  SELECT DISTINCT business_id, till_id, date_trunc('hour', reversed_at, 'UTC') AS hour
  FROM changed ORDER BY business_id, hour, till_id
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER completeness_of_new AFTER INSERT ON reversal
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION completeness_of_reversals();

CREATE FUNCTION completeness_of_movements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO completeness_due
  SELECT DISTINCT business_id, till_id, date_trunc('hour', moved_at, 'UTC') AS hour
  FROM changed ORDER BY business_id, hour, till_id
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER completeness_of_new AFTER INSERT ON movement
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION completeness_of_movements();

-- Held under a number that is nobody's concerns no till; held without any number may concern all.
CREATE FUNCTION completeness_of_quarantine() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO completeness_due
  SELECT DISTINCT q.business_id, coalesce(t.id, 0) AS till_id,
    date_trunc('hour', coalesce(q.paid_at, q.received_at), 'UTC') AS hour
  FROM changed q
  LEFT JOIN till t ON t.business_id = q.business_id AND q.till IN (t.code, t.store_number)
  WHERE q.till IS NULL OR t.id IS NOT NULL
  ORDER BY business_id, hour, till_id
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER completeness_of_new AFTER INSERT ON quarantine
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION completeness_of_quarantine();
CREATE TRIGGER completeness_of_changed AFTER UPDATE ON quarantine
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION completeness_of_quarantine();

-- What a statement vouches for is no row of the ledger: its whole period is looked at again. Noon
-- of a UTC day lies within the business day of that date.
CREATE FUNCTION completeness_of_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO completeness_due
  SELECT new.business_id, coalesce(new.till_id, 0), (date + time '12:00') AT TIME ZONE 'UTC'
  FROM (
    SELECT day::date AS date
    FROM generate_series(date_trunc('day', new.period_from, 'UTC') - interval '1 day',
                         new.period_to + interval '1 day', interval '1 day') AS day
    UNION
    SELECT date FROM completeness_day
    WHERE new.period_from IS NULL AND business_id = new.business_id
      AND till_id = coalesce(new.till_id, till_id)
  ) AS days
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER completeness_of_done AFTER UPDATE ON statement
  FOR EACH ROW WHEN (new.state = 'done') EXECUTE FUNCTION completeness_of_statement();

-- Which Pulls tell of a day: those that were started on it, or within 48 hours after.
CREATE INDEX pull_run_when ON pull_run (business_id, started_at);
