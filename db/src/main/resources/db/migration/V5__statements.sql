-- Reversals that statements tell of before the ledger has the payment they take back.

CREATE TABLE waiting_reversal (
  business_id      integer     NOT NULL,
  receipt          text        COLLATE "C" NOT NULL,
  original_receipt text        COLLATE "C" NOT NULL,
  amount_cents     bigint      NOT NULL CHECK (amount_cents > 0),
  reversed_at      timestamptz NOT NULL,
  callback_id      uuid        NOT NULL,
  PRIMARY KEY (business_id, receipt)
);
COMMENT ON TABLE waiting_reversal IS 'Reversals whose payment has not arrived. Each is in the quarantine as original-unknown, is settled by itself when the payment comes, and is gone from here then.';
COMMENT ON COLUMN waiting_reversal.callback_id IS 'The quarantined line of the statement.';
CREATE INDEX waiting_reversal_original ON waiting_reversal (business_id, original_receipt);
