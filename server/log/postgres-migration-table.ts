/**
 * Numbered, forward only, as those of SQLite: a step that has been released is never changed. `tiepdon_version`
 * holds how many steps a database has. Every table begins with the site: hospitals share a cluster, never a row.
 *
 * Day keys lie in an unlogged table: it is in no write-ahead log, no replica, no base backup, so a key that was
 * destroyed is nowhere any more. It is empty after a crash of the database; servers put back what they hold.
 */
export const postgresMigrations: readonly string[] = [
  `
  CREATE TABLE generation (site text COLLATE "C" PRIMARY KEY, epoch text NOT NULL);

  CREATE TABLE entry (
    site text COLLATE "C" NOT NULL, seq bigint NOT NULL, epoch text NOT NULL, at bigint NOT NULL,
    actor text NOT NULL, type text NOT NULL, body text NOT NULL, previous text NOT NULL, hash text NOT NULL,
    PRIMARY KEY (site, seq)
  );
  CREATE INDEX entry_day ON entry (site, ((body::json->>'businessDay') COLLATE "C"), seq)
    WHERE type = 'day-opened';
  CREATE FUNCTION entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF current_setting('tiepdon.restore', true) = 'on' THEN RETURN NULL; END IF;
      RAISE EXCEPTION 'the log is append-only';
    END $$;
  CREATE TRIGGER entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON entry
    FOR EACH STATEMENT EXECUTE FUNCTION entry_stays();

  CREATE TABLE answer (
    site text COLLATE "C" NOT NULL, actor text COLLATE "C" NOT NULL, request_id text COLLATE "C" NOT NULL,
    hash text NOT NULL, status integer NOT NULL, body text NOT NULL, at bigint NOT NULL,
    PRIMARY KEY (site, actor, request_id)
  );
  CREATE INDEX answer_at ON answer (site, at);

  CREATE TABLE device (
    site text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, role text NOT NULL, name text NOT NULL,
    room text, token_hash text COLLATE "C" NOT NULL UNIQUE, created_at bigint NOT NULL, revoked_at bigint,
    PRIMARY KEY (site, id)
  );
  CREATE TABLE enrolment (
    site text COLLATE "C" NOT NULL, code_hash text COLLATE "C" NOT NULL, role text NOT NULL, name text NOT NULL,
    room text, expires_at bigint NOT NULL,
    PRIMARY KEY (site, code_hash)
  );
  CREATE TABLE device_change (site text COLLATE "C" PRIMARY KEY, version bigint NOT NULL);

  CREATE TABLE person (
    site text COLLATE "C" NOT NULL, business_day text COLLATE "C" NOT NULL, blind text COLLATE "C" NOT NULL,
    visitor text COLLATE "C" NOT NULL, sealed bytea NOT NULL,
    PRIMARY KEY (site, business_day, blind)
  );
  CREATE INDEX person_visitor ON person (site, business_day, visitor);
  CREATE TABLE key_check (site text COLLATE "C" PRIMARY KEY, proof text NOT NULL);
  CREATE TABLE day_key_check (
    site text COLLATE "C" NOT NULL, business_day text COLLATE "C" NOT NULL, proof text NOT NULL,
    PRIMARY KEY (site, business_day)
  );
  CREATE UNLOGGED TABLE day_key (
    site text COLLATE "C" NOT NULL, business_day text COLLATE "C" NOT NULL, wrapped bytea NOT NULL,
    PRIMARY KEY (site, business_day)
  );
  `,
  // Which servers live, what is connected to them, and which of them prints a slip.
  `
  CREATE UNLOGGED TABLE server (
    site text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, seen_at timestamptz NOT NULL,
    connected text NOT NULL,
    PRIMARY KEY (site, id)
  );
  CREATE TABLE slip_claim (
    site text COLLATE "C" NOT NULL, ticket text COLLATE "C" NOT NULL, slip integer NOT NULL,
    server text NOT NULL, at timestamptz NOT NULL,
    PRIMARY KEY (site, ticket, slip)
  );
  CREATE INDEX slip_claim_at ON slip_claim (site, at);
  `,
  `
  CREATE TABLE series_grant (
    site text COLLATE "C" NOT NULL, series text COLLATE "C" NOT NULL, device text NOT NULL, journal text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (site, series)
  );
  CREATE FUNCTION series_grant_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'what was granted once stays granted'; END $$;
  CREATE TRIGGER series_grant_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON series_grant
    FOR EACH STATEMENT EXECUTE FUNCTION series_grant_stays();
  `,
  // Which server may sound in a room of air, and until when. Empty after a crash: then nobody sounds.
  `
  CREATE UNLOGGED TABLE air_claim (
    site text COLLATE "C" NOT NULL, air text COLLATE "C" NOT NULL, server text NOT NULL, until timestamptz NOT NULL,
    PRIMARY KEY (site, air)
  );
  `,
  // When a device was there last, at whichever server, and what it said of itself then.
  `
  CREATE TABLE sighting (
    site text COLLATE "C" NOT NULL, device text COLLATE "C" NOT NULL, first_at bigint NOT NULL, at bigint NOT NULL,
    clock_off_ms bigint, build text,
    PRIMARY KEY (site, device)
  );
  `,
];
