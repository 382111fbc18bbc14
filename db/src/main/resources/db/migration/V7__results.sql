-- What the answers of Daraja need besides: whom to ask next, and ways to find what they clear up.

CREATE TABLE balance_due (
  business_id integer     PRIMARY KEY,
  due_at      timestamptz NOT NULL
);
COMMENT ON TABLE balance_due IS 'When each business''s balances are asked for next. Whoever moves the time on does the asking, so the nodes ask once.';

-- Open doubts about a receipt: what a status query clears up, and what waits for its payment.
CREATE INDEX quarantine_receipt ON quarantine (business_id, receipt)
  WHERE state = 'open' AND receipt IS NOT NULL;
CREATE INDEX quarantine_settles ON quarantine (business_id, receipt)
  WHERE state = 'open' AND reason IN ('original-unknown', 'reversal-undated');

-- The history of one quarantined callback.
CREATE INDEX audit_subject ON audit_entry (business_id, subject);
