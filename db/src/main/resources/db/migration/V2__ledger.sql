-- What arrived, and what it means in money.

CREATE TABLE callback (
  business_id integer     NOT NULL,
  id          uuid        NOT NULL,
  kind        text        NOT NULL,
  received_at timestamptz NOT NULL,
  source      text        NOT NULL,
  outcome     text        NOT NULL,
  receipt     text        COLLATE "C",
  body        bytea       NOT NULL,
  PRIMARY KEY (business_id, id)
);
COMMENT ON TABLE callback IS 'Every callback and imported line as it came: kept before it is understood, never changed.';
COMMENT ON COLUMN callback.id IS 'UUIDv7 given on arrival: rows are in order of arrival, and a batch that is sent twice is stored once.';
COMMENT ON COLUMN callback.kind IS 'confirmation, validation, stk, csv, ...';
COMMENT ON COLUMN callback.source IS 'Address it came from, or the file and line of an import.';
COMMENT ON COLUMN callback.outcome IS 'booked, duplicate, quarantined, rejected; for a validation accepted or the C2B code.';
COMMENT ON COLUMN callback.receipt IS 'M-PESA receipt, if one could be read.';
COMMENT ON COLUMN callback.body IS 'Raw bytes, sealed with TILLSIGHT_SECRETS_KEY: they hold phone numbers and names.';
-- A payment points at the callback that booked it; only the others are looked up by receipt.
CREATE INDEX callback_receipt ON callback (business_id, receipt)
  WHERE receipt IS NOT NULL AND outcome <> 'booked';

CREATE TABLE payer (
  business_id   integer     NOT NULL,
  id            uuid        NOT NULL,
  kind          text        NOT NULL CHECK (kind IN ('exact', 'masked', 'opaque')),
  mask          text,
  first_name    text,
  first_paid_at timestamptz NOT NULL,
  PRIMARY KEY (business_id, id)
);
COMMENT ON TABLE payer IS 'Someone who paid a business, known by a pseudonym; never by a phone number.';
COMMENT ON COLUMN payer.id IS 'First 128 bits of HMAC-SHA256(key of the business, evidence). Evidence: SHA-256 of the number, else mask and first name.';
COMMENT ON COLUMN payer.kind IS 'exact: same phone, certainly. masked: same mask and first name, possibly several people. opaque: an identifier of unknown make.';
COMMENT ON COLUMN payer.mask IS 'Number with its middle hidden, for people to recognise; null where only a hash ever arrived.';
COMMENT ON COLUMN payer.first_paid_at IS 'First payment to the business; late arrivals move it back.';

CREATE TABLE payment (
  business_id      integer     NOT NULL,
  till_id          integer     NOT NULL,
  amount_cents     bigint      NOT NULL CHECK (amount_cents > 0),
  paid_at          timestamptz NOT NULL,
  received_at      timestamptz NOT NULL,
  payer_id         uuid,
  callback_id      uuid        NOT NULL,
  balance_cents    bigint,
  flags            integer     NOT NULL DEFAULT 0,
  receipt          text        COLLATE "C" NOT NULL,
  source           text        NOT NULL,
  payer_kind       text        NOT NULL,
  revenue          text        NOT NULL,
  transaction_type text        NOT NULL,
  account          text        NOT NULL,
  first_name       text        NOT NULL,
  PRIMARY KEY (business_id, receipt)
);
COMMENT ON TABLE payment IS 'The ledger: money that arrived, each receipt once. Corrections are rows of reversal, never changes here.';
COMMENT ON COLUMN payment.paid_at IS 'When M-PESA took the money (TransTime, Nairobi wall time read as an instant).';
COMMENT ON COLUMN payment.callback_id IS 'The callback or imported line that booked it.';
COMMENT ON COLUMN payment.balance_cents IS 'Balance of the receiving account after it, as stated by M-PESA.';
COMMENT ON COLUMN payment.flags IS 'Bits: 1 receipt does not fit the date, 2 arrived late, 4 payer identifier of unknown make, 8 name shortened, 16 unlisted transaction type, 32 accepted out of quarantine, 64 somebody decided whether it is takings, 128 Safaricom does not know the receipt.';
COMMENT ON COLUMN payment.source IS 'confirmation, stk, pull, statement, csv or quarantine: who vouched for it first.';
COMMENT ON COLUMN payment.payer_kind IS 'plain, masked, sha256, opaque or none: how the payer was named in this very payment.';
COMMENT ON COLUMN payment.revenue IS 'yes: customers'' money. review: an organisation''s or an unlisted transfer, left out of takings until someone says what it is. no: never takings.';
COMMENT ON COLUMN payment.account IS 'BillRefNumber as typed by the payer; empty for tills.';
CREATE INDEX payment_newest ON payment (business_id, paid_at DESC, receipt DESC);
CREATE INDEX payment_payer ON payment (business_id, payer_id, paid_at) WHERE payer_id IS NOT NULL;

CREATE TABLE reversal (
  business_id      integer     NOT NULL,
  receipt          text        COLLATE "C" NOT NULL,
  original_receipt text        NOT NULL,
  till_id          integer     NOT NULL,
  amount_cents     bigint      NOT NULL CHECK (amount_cents > 0),
  reversed_at      timestamptz NOT NULL,
  source           text        NOT NULL,
  PRIMARY KEY (business_id, receipt)
);
COMMENT ON TABLE reversal IS 'Money that went back, dated when it went back and linked to the payment it undoes.';
CREATE INDEX reversal_original ON reversal (business_id, original_receipt);
CREATE INDEX reversal_when ON reversal (business_id, reversed_at);

CREATE TABLE takings (
  business_id    integer     NOT NULL,
  till_id        integer     NOT NULL,
  hour           timestamptz NOT NULL,
  payments       bigint      NOT NULL DEFAULT 0,
  gross_cents    bigint      NOT NULL DEFAULT 0,
  reversals      bigint      NOT NULL DEFAULT 0,
  reversed_cents bigint      NOT NULL DEFAULT 0,
  PRIMARY KEY (business_id, till_id, hour)
) WITH (fillfactor = 50);
COMMENT ON TABLE takings IS 'Per till and UTC hour: payments that are revenue, and reversals. Brought up to date in the statement that books the payment, so always equal to a recount.';

CREATE TABLE quarantine (
  business_id  integer     NOT NULL,
  id           uuid        NOT NULL,
  received_at  timestamptz NOT NULL,
  receipt      text        COLLATE "C",
  reason       text        NOT NULL,
  detail       text        NOT NULL,
  till         text,
  amount_cents bigint,
  paid_at      timestamptz,
  state        text        NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'dismissed')),
  decided_at   timestamptz,
  decided_by   text,
  decision     text,
  PRIMARY KEY (business_id, id)
);
COMMENT ON TABLE quarantine IS 'Callbacks that were acknowledged but not booked, waiting for a person. In no figure until accepted.';
COMMENT ON COLUMN quarantine.id IS 'The id of the callback.';
COMMENT ON COLUMN quarantine.till IS 'Short code as the callback gave it. This, the amount and the time are null where they could not be read.';
COMMENT ON COLUMN quarantine.detail IS 'What was wrong, in a sentence, without personal data.';
CREATE INDEX quarantine_open ON quarantine (business_id, received_at DESC) WHERE state = 'open';

CREATE TABLE import_run (
  file_hash   bytea       NOT NULL,
  format      text        NOT NULL,
  till        text        NOT NULL DEFAULT '',
  lines_done  bigint      NOT NULL DEFAULT 0,
  new         bigint      NOT NULL DEFAULT 0,
  duplicate   bigint      NOT NULL DEFAULT 0,
  quarantined bigint      NOT NULL DEFAULT 0,
  finished_at timestamptz,
  PRIMARY KEY (file_hash, format, till)
);
COMMENT ON TABLE import_run IS 'How far the import of a file has come, so that an interrupted one goes on where it stopped.';
