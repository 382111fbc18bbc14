-- How we stand with Daraja: tokens that all nodes share, and what was registered there.

CREATE TABLE daraja_token (
  app          bytea       PRIMARY KEY CHECK (length(app) = 32),
  token        bytea,
  expires_at   timestamptz,
  refreshed_at timestamptz,
  lease        uuid,
  leased_until timestamptz,
  state        text        NOT NULL DEFAULT 'never' CHECK (state IN ('never', 'ok', 'refused', 'unreachable')),
  checked_at   timestamptz,
  detail       text
);
COMMENT ON TABLE daraja_token IS 'The one access token of each Daraja app: a new one invalidates the last, so all nodes share it. No business leads the key, because an app may serve several.';
COMMENT ON COLUMN daraja_token.app IS 'SHA-256 of Daraja''s address and the consumer key.';
COMMENT ON COLUMN daraja_token.token IS 'Sealed with TILLSIGHT_SECRETS_KEY; null until there is one, and once it was refused.';
COMMENT ON COLUMN daraja_token.lease IS 'Whose turn it is to ask for a token; the others wait for what comes of it, until leased_until.';
COMMENT ON COLUMN daraja_token.state IS 'What came of the last time a token was asked for, at checked_at.';

CREATE TABLE daraja_registration (
  business_id   integer     NOT NULL,
  short_code    text        NOT NULL,
  what          text        NOT NULL CHECK (what IN ('urls', 'pull')),
  state         text        NOT NULL CHECK (state IN ('registered', 'already', 'refused')),
  version       text,
  asked_version text,
  detail        text,
  at            timestamptz NOT NULL,
  PRIMARY KEY (business_id, short_code, what)
);
COMMENT ON TABLE daraja_registration IS 'What came of registering a short code with Daraja the last time. Daraja itself cannot be asked.';
COMMENT ON COLUMN daraja_registration.what IS 'urls: where payments are called back. pull: that its transactions can be pulled.';
COMMENT ON COLUMN daraja_registration.version IS 'The version of the API that worked; null if none did.';
COMMENT ON COLUMN daraja_registration.asked_version IS 'The version that the apply file asked for then: another one there is tried anew.';

CREATE TABLE key_rotation (
  only_row    boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
  from_key    bytea       NOT NULL CHECK (length(from_key) = 32),
  to_key      bytea       NOT NULL CHECK (length(to_key) = 32),
  started_at  timestamptz NOT NULL,
  business_id integer     NOT NULL DEFAULT 0,
  callback_id uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
  resealed    bigint      NOT NULL DEFAULT 0,
  unopened    bigint      NOT NULL DEFAULT 0,
  finished_at timestamptz
);
COMMENT ON TABLE key_rotation IS 'How far the change to another TILLSIGHT_SECRETS_KEY has come, so that an interrupted one goes on.';
COMMENT ON COLUMN key_rotation.from_key IS 'Derived from the old key, as to_key is from the new one: to know them again. Neither tells anything about its key.';
COMMENT ON COLUMN key_rotation.callback_id IS 'The last callback whose body was sealed anew; business_id is its business.';
COMMENT ON COLUMN key_rotation.unopened IS 'Bodies that open with neither key, and stay as they are.';
