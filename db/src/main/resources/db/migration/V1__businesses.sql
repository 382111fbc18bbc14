-- Who uses Tillsight: businesses, their branches, tills and people.
--
-- business_id leads every key below, so that it can become the distribution key when one PostgreSQL
-- is no longer enough: everything a business owns lives, joins and is unique within its own shard.

CREATE TABLE business (
  id                   integer     GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name                 text        NOT NULL UNIQUE,
  timezone             text        NOT NULL DEFAULT 'Africa/Nairobi',
  callback_token_hash  bytea       NOT NULL UNIQUE CHECK (length(callback_token_hash) = 32),
  callback_token       bytea       NOT NULL,
  payer_key            bytea       NOT NULL,
  validation           jsonb       NOT NULL DEFAULT '{}',
  daraja               bytea,
  created_at           timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE business IS 'One customer of Tillsight: a company with branches and tills.';
COMMENT ON COLUMN business.timezone IS 'IANA zone of its business days. Whole-hour offsets only: takings are kept by UTC hour.';
COMMENT ON COLUMN business.callback_token_hash IS 'SHA-256 of the path token of its callback addresses: looked up without comparing the token itself.';
COMMENT ON COLUMN business.callback_token IS 'The path token, sealed with TILLSIGHT_SECRETS_KEY, to build the addresses registered with Daraja.';
COMMENT ON COLUMN business.payer_key IS 'HMAC key of its payer pseudonyms, sealed with TILLSIGHT_SECRETS_KEY. Another business gets another pseudonym for the same phone.';
COMMENT ON COLUMN business.validation IS 'Rules for validation calls: accounts, minimum and maximum in shillings, blocked payers (as pseudonyms), onFailure.';
COMMENT ON COLUMN business.daraja IS 'Daraja credentials as JSON, sealed with TILLSIGHT_SECRETS_KEY.';

CREATE TABLE branch (
  business_id integer NOT NULL REFERENCES business,
  id          integer GENERATED ALWAYS AS IDENTITY,
  name        text    NOT NULL,
  PRIMARY KEY (business_id, id),
  UNIQUE (business_id, name)
);
COMMENT ON TABLE branch IS 'A place of a business, with its tills.';

CREATE TABLE till (
  business_id  integer NOT NULL REFERENCES business,
  id           integer GENERATED ALWAYS AS IDENTITY,
  branch_id    integer,
  code         text    NOT NULL UNIQUE CHECK (code ~ '^[0-9]{5,7}$'),
  kind         text    NOT NULL CHECK (kind IN ('paybill', 'buy-goods', 'head-office')),
  name         text    NOT NULL,
  head_office  text    CHECK (head_office ~ '^[0-9]{5,7}$'),
  store_number text    CHECK (store_number ~ '^[0-9]{5,7}$'),
  PRIMARY KEY (business_id, id),
  FOREIGN KEY (business_id, branch_id) REFERENCES branch
);
COMMENT ON TABLE till IS 'Where money arrives: a Paybill number, a Buy Goods till, or the head office that tills sweep into.';
COMMENT ON COLUMN till.branch_id IS 'Null for a head office that is no outlet of its own.';
COMMENT ON COLUMN till.code IS 'The short code. Unique across businesses: Safaricom gives each number out once, and imports find their business by it.';
COMMENT ON COLUMN till.head_office IS 'Short code of the organisation account that a Buy Goods till belongs to.';
COMMENT ON COLUMN till.store_number IS 'Store number of a Buy Goods till; callbacks may name it in place of the till.';
CREATE INDEX till_branch ON till (business_id, branch_id);

CREATE TABLE app_user (
  business_id   integer     NOT NULL REFERENCES business,
  id            integer     GENERATED ALWAYS AS IDENTITY,
  username      text        NOT NULL UNIQUE CHECK (username = lower(username)),
  role          text        NOT NULL CHECK (role IN ('owner', 'manager', 'cashier', 'auditor', 'operator')),
  password_hash text        NOT NULL,
  disabled      boolean     NOT NULL DEFAULT false,
  created_at    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (business_id, id)
);
COMMENT ON TABLE app_user IS 'A person who logs in, with one role in one business.';
COMMENT ON COLUMN app_user.password_hash IS 'Argon2id in PHC string form.';

CREATE TABLE user_branch (
  business_id integer NOT NULL,
  user_id     integer NOT NULL,
  branch_id   integer NOT NULL,
  PRIMARY KEY (business_id, user_id, branch_id),
  FOREIGN KEY (business_id, user_id) REFERENCES app_user ON DELETE CASCADE,
  FOREIGN KEY (business_id, branch_id) REFERENCES branch
);
COMMENT ON TABLE user_branch IS 'The branches whose tills a manager or cashier may see. Other roles see the whole business.';

CREATE TABLE user_till (
  business_id integer NOT NULL,
  user_id     integer NOT NULL,
  till_id     integer NOT NULL,
  PRIMARY KEY (business_id, user_id, till_id),
  FOREIGN KEY (business_id, user_id) REFERENCES app_user ON DELETE CASCADE,
  FOREIGN KEY (business_id, till_id) REFERENCES till
);
COMMENT ON TABLE user_till IS 'Single tills that a manager or cashier may see besides those of their branches.';

CREATE TABLE session (
  business_id  integer     NOT NULL,
  id           uuid        NOT NULL,
  user_id      integer     NOT NULL,
  refresh_hash bytea       NOT NULL UNIQUE,
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  ended_at     timestamptz,
  PRIMARY KEY (business_id, id),
  FOREIGN KEY (business_id, user_id) REFERENCES app_user ON DELETE CASCADE
);
COMMENT ON TABLE session IS 'A login. Ending it invalidates its access tokens at once, not when they expire.';
COMMENT ON COLUMN session.refresh_hash IS 'SHA-256 of the current refresh token; each refresh replaces it, so a stolen old one is useless.';
CREATE INDEX session_of_user ON session (business_id, user_id);

CREATE TABLE login_failure (
  username_hash bytea       PRIMARY KEY,
  failures      integer     NOT NULL,
  last_at       timestamptz NOT NULL,
  locked_until  timestamptz
);
COMMENT ON TABLE login_failure IS 'Failed logins in a row by SHA-256 of the name in lower case. Names nobody has are counted too, so a lock tells nothing about who exists.';

CREATE TABLE audit_entry (
  business_id integer     NOT NULL REFERENCES business,
  id          bigint      GENERATED ALWAYS AS IDENTITY,
  at          timestamptz NOT NULL,
  actor       text        NOT NULL,
  action      text        NOT NULL,
  subject     text        NOT NULL,
  reason      text,
  PRIMARY KEY (business_id, id)
);
COMMENT ON TABLE audit_entry IS 'Who decided what, and why: quarantine decisions, user changes, sessions. Written, never changed.';

-- One row. Bumped by whatever changes businesses, tills or rules; servers poll it and reload.
CREATE TABLE directory_version (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version  bigint  NOT NULL
);
COMMENT ON TABLE directory_version IS 'Rises with every change of businesses, tills or rules, so that running servers notice.';
INSERT INTO directory_version (version) VALUES (1);
