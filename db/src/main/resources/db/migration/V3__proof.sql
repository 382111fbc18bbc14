-- Proof that no payment is missing: what Daraja was asked and answered, what statements say, and
-- how money moved other than by payments.

ALTER TABLE callback ADD COLUMN conversation text;
COMMENT ON COLUMN callback.conversation IS 'What ties an answer of Daraja to what was asked: OriginatorConversationID, or for an STK push a pseudonym of its CheckoutRequestID, which has the payer''s number in it.';
CREATE INDEX callback_conversation ON callback (business_id, conversation) WHERE conversation IS NOT NULL;

-- Results of Daraja are kept first and settled after; what is still to be settled is found by this.
CREATE INDEX callback_waiting ON callback (business_id, id) WHERE outcome = 'waiting';
COMMENT ON COLUMN callback.kind IS 'confirmation, validation, stk, result, timeout, pull, statement, csv.';
COMMENT ON COLUMN callback.outcome IS 'booked, duplicate, quarantined, rejected; waiting and settled for results of Daraja, waiting also for a failed STK push; for a validation accepted or the C2B code; declined for a failed STK push.';

ALTER TABLE quarantine ADD COLUMN evidence jsonb;
COMMENT ON COLUMN quarantine.evidence IS 'What was found out since: the answer to a status query, for one. No personal data.';

CREATE TABLE daraja_request (
  business_id  integer     NOT NULL,
  id           uuid        NOT NULL,
  kind         text        NOT NULL CHECK (kind IN ('stk', 'status', 'balance', 'reversal')),
  conversation text,
  short_code   text,
  receipt      text        COLLATE "C",
  amount_cents bigint,
  subject      uuid,
  requested_at timestamptz NOT NULL,
  requested_by text        NOT NULL,
  reason       text,
  checkout     bytea,
  query_at     timestamptz,
  queries      integer     NOT NULL DEFAULT 0,
  state        text        NOT NULL DEFAULT 'sent' CHECK (state IN ('sent', 'done', 'failed', 'timed-out')),
  result_code  text,
  result       text,
  settled_at   timestamptz,
  callback_id  uuid,
  PRIMARY KEY (business_id, id),
  UNIQUE (business_id, conversation)
);
COMMENT ON TABLE daraja_request IS 'What Daraja was asked to do whose result comes by callback, and what came of it. STK pushes that another system started are listed as well, from their results. Written before Daraja is called, so that an answer finds it however early it comes.';
COMMENT ON COLUMN daraja_request.conversation IS 'What the result names: OriginatorConversationID, or for an STK push a pseudonym of its CheckoutRequestID, which has the payer''s number in it. Null until Daraja has given it.';
COMMENT ON COLUMN daraja_request.short_code IS 'The account that was asked about or paid; null for a push of another system whose account cannot be told.';
COMMENT ON COLUMN daraja_request.receipt IS 'The payment it is about: asked after, reversed, or made by the push.';
COMMENT ON COLUMN daraja_request.subject IS 'The quarantined callback that a status query is to clear up.';
COMMENT ON COLUMN daraja_request.checkout IS 'CheckoutRequestID of a push of ours, sealed with TILLSIGHT_SECRETS_KEY, to ask after it when no result comes; null once one came.';
COMMENT ON COLUMN daraja_request.query_at IS 'When to ask after the push next; null when there is nothing to ask.';
COMMENT ON COLUMN daraja_request.result IS 'What the result says, in a sentence, without personal data.';
COMMENT ON COLUMN daraja_request.callback_id IS 'The callback that carried the result.';
CREATE INDEX daraja_request_newest ON daraja_request (business_id, requested_at DESC);
CREATE INDEX daraja_request_receipt ON daraja_request (business_id, receipt) WHERE receipt IS NOT NULL;
CREATE INDEX daraja_request_open ON daraja_request (business_id, requested_at) WHERE state = 'sent';
-- Money is given back once: the second request for a payment waits for the answer to the first.
CREATE UNIQUE INDEX daraja_request_reversal ON daraja_request (business_id, receipt)
  WHERE kind = 'reversal' AND state = 'sent';

CREATE TABLE account_balance (
  business_id     integer     NOT NULL,
  short_code      text        NOT NULL,
  account         text        NOT NULL,
  at              timestamptz NOT NULL,
  current_cents   bigint      NOT NULL,
  available_cents bigint      NOT NULL,
  PRIMARY KEY (business_id, short_code, account, at)
);
COMMENT ON TABLE account_balance IS 'Balances that Daraja told when asked.';
COMMENT ON COLUMN account_balance.account IS 'Utility, Merchant, Working, Charges Paid, ... as Daraja names it.';

CREATE TABLE pull_account (
  business_id  integer     NOT NULL,
  short_code   text        NOT NULL,
  due_at       timestamptz NOT NULL,
  leased_until timestamptz,
  proven_from  timestamptz,
  proven_until timestamptz,
  answered_at  timestamptz,
  clock        text        CHECK (clock IN ('stated', 'nairobi', 'utc')),
  failures     integer     NOT NULL DEFAULT 0,
  PRIMARY KEY (business_id, short_code)
);
COMMENT ON TABLE pull_account IS 'Short codes whose transactions are pulled from Daraja, and how far each has come.';
COMMENT ON COLUMN pull_account.leased_until IS 'A node is at it; after this another may take over.';
COMMENT ON COLUMN pull_account.proven_from IS 'Since when there is no hole up to the watermark. Pull reaches back 48 hours; an older hole only a statement can fill.';
COMMENT ON COLUMN pull_account.proven_until IS 'The watermark: up to here the ledger holds all that Daraja told.';
COMMENT ON COLUMN pull_account.answered_at IS 'Last answer with at least one transaction. An empty answer proves nothing.';
COMMENT ON COLUMN pull_account.clock IS 'How its times were last found to be meant, by receipts that both sides hold.';

CREATE TABLE pull_run (
  business_id   integer     NOT NULL,
  id            uuid        NOT NULL,
  short_code    text        NOT NULL,
  cause         text        NOT NULL,
  started_at    timestamptz NOT NULL,
  finished_at   timestamptz,
  window_from   timestamptz NOT NULL,
  window_to     timestamptz NOT NULL,
  pages         integer     NOT NULL DEFAULT 0,
  rows          integer     NOT NULL DEFAULT 0,
  known         integer     NOT NULL DEFAULT 0,
  recovered     integer     NOT NULL DEFAULT 0,
  held          integer     NOT NULL DEFAULT 0,
  till_ids      integer[]   NOT NULL DEFAULT '{}',
  clock         text        CHECK (clock IN ('stated', 'nairobi', 'utc')),
  clock_seconds integer,
  outcome       text        CHECK (outcome IN ('complete', 'empty', 'unregistered', 'clock', 'capped', 'failed')),
  detail        text,
  PRIMARY KEY (business_id, id)
);
COMMENT ON TABLE pull_run IS 'Every time a short code was pulled: the window asked for and what came of it.';
COMMENT ON COLUMN pull_run.cause IS 'schedule, or who asked for it.';
COMMENT ON COLUMN pull_run.held IS 'Rows that wait in the quarantine, now or from an earlier run.';
COMMENT ON COLUMN pull_run.till_ids IS 'Tills of which it told at least one payment: what it proves, it proves of these.';
COMMENT ON COLUMN pull_run.clock_seconds IS 'Median difference between the times it stated and those of the ledger, for receipts that both hold; null without any.';
COMMENT ON COLUMN pull_run.outcome IS 'complete: all pages read and stored. empty: no rows, proves nothing. unregistered: Pull seems not to be registered. clock: times cannot be told, so nothing was stored. capped: more pages than we read. failed: see detail. Null while it runs or if its node died.';
CREATE INDEX pull_run_newest ON pull_run (business_id, short_code, started_at DESC);

CREATE TABLE statement (
  business_id           integer     NOT NULL,
  id                    uuid        NOT NULL,
  file_name             text        NOT NULL,
  file_hash             bytea       NOT NULL,
  format                text        CHECK (format IN ('org-statement', 'merchant-statement')),
  till_id               integer,
  account               text,
  uploaded_by           text        NOT NULL,
  uploaded_at           timestamptz NOT NULL,
  state                 text        NOT NULL CHECK (state IN ('checking', 'loading', 'done', 'refused', 'interrupted')),
  presence              bigint      NOT NULL,
  detail                text,
  complaints            jsonb       NOT NULL DEFAULT '[]',
  period_from           timestamptz,
  period_to             timestamptz,
  rows                  bigint      NOT NULL DEFAULT 0,
  rows_done             bigint      NOT NULL DEFAULT 0,
  recovered             bigint      NOT NULL DEFAULT 0,
  known                 bigint      NOT NULL DEFAULT 0,
  quarantined           bigint      NOT NULL DEFAULT 0,
  reversals             bigint      NOT NULL DEFAULT 0,
  movements             bigint      NOT NULL DEFAULT 0,
  skipped               bigint      NOT NULL DEFAULT 0,
  paid_in_cents         bigint      NOT NULL DEFAULT 0,
  withdrawn_cents       bigint      NOT NULL DEFAULT 0,
  stated_paid_in_cents  bigint,
  stated_withdrawn_cents bigint,
  totals_match          boolean,
  opening_cents         bigint,
  closing_cents         bigint,
  finished_at           timestamptz,
  PRIMARY KEY (business_id, id)
);
COMMENT ON TABLE statement IS 'Statements of the M-PESA portal that were loaded or refused, and what they brought.';
COMMENT ON COLUMN statement.format IS 'Null until its header is read.';
COMMENT ON COLUMN statement.account IS 'Which account of the short code it tells of: utility and merchant take payments; working, charges and settlement do not. Null where it does not say.';
COMMENT ON COLUMN statement.presence IS 'Key of the advisory lock that the process at work on it holds for as long as it lives.';
COMMENT ON COLUMN statement.complaints IS 'Why it was refused: [{"line": 12, "problem": "..."}], the first hundred.';
COMMENT ON COLUMN statement.period_from IS 'First moment of the period it covers, as it states itself; null where it does not.';
COMMENT ON COLUMN statement.period_to IS 'First moment after that period.';
COMMENT ON COLUMN statement.rows IS 'Its rows; all those of the next six columns together.';
COMMENT ON COLUMN statement.recovered IS 'Payments that the ledger did not have.';
COMMENT ON COLUMN statement.known IS 'Payments that the ledger had; the statement now vouches for them too.';
COMMENT ON COLUMN statement.skipped IS 'Rows without money: failed, cancelled, or of nothing.';
COMMENT ON COLUMN statement.paid_in_cents IS 'Sum of its completed rows; likewise withdrawn.';
COMMENT ON COLUMN statement.stated_paid_in_cents IS 'Totals of its preamble; null where it has none.';
COMMENT ON COLUMN statement.totals_match IS 'Whether its rows add up to its preamble; null where that states no totals, or while nobody knows.';
CREATE INDEX statement_newest ON statement (business_id, uploaded_at DESC, id DESC);
-- One run of a file at a time; the others of that file are found by it as well.
CREATE INDEX statement_file ON statement (business_id, file_hash);
CREATE UNIQUE INDEX statement_running ON statement (business_id, file_hash)
  WHERE state IN ('checking', 'loading');

CREATE TABLE movement (
  business_id   integer     NOT NULL,
  till_id       integer     NOT NULL,
  receipt       text        COLLATE "C" NOT NULL,
  kind          text        NOT NULL CHECK (kind IN ('charge', 'settlement', 'withdrawal', 'payout', 'other')),
  account       text        NOT NULL,
  reason        text        NOT NULL,
  amount_cents  bigint      NOT NULL CHECK (amount_cents <> 0),
  moved_at      timestamptz NOT NULL,
  balance_cents bigint,
  statement_id  uuid        NOT NULL,
  PRIMARY KEY (business_id, till_id, receipt, kind, account, reason, amount_cents)
);
COMMENT ON TABLE movement IS 'Money that moved on an account and is neither a payment nor a reversal: charges, settlements, withdrawals. Known from statements. A charge may share its receipt with a payment.';
COMMENT ON COLUMN movement.account IS 'Which account of the short code, as in statement; where that does not say, the one on which such a till is paid. Only utility and merchant have the balances that payments state.';
COMMENT ON COLUMN movement.reason IS 'Reason type as the statement gives it, without who did it; empty where it gives none.';
COMMENT ON COLUMN movement.amount_cents IS 'Signed: below zero for what left the account.';
CREATE INDEX movement_when ON movement (business_id, till_id, moved_at);

-- Evidence about payments by the time they were made: reversals per till, for the balance chain.
CREATE INDEX reversal_till ON reversal (business_id, till_id, reversed_at);

COMMENT ON TABLE payment IS 'The ledger: money that arrived, each receipt once. Corrections are rows of reversal. A later source fills what an earlier one left blank; amount, till and time never change.';
