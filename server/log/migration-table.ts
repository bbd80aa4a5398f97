/**
 * Numbered, forward only: a step that has been released is never changed. `user_version` of the file says which
 * steps it has; a file that knows more steps than this program is from the future and is refused.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE generation (site TEXT PRIMARY KEY, epoch TEXT NOT NULL) STRICT;

  CREATE TABLE entry (
    site TEXT NOT NULL, seq INTEGER NOT NULL, epoch TEXT NOT NULL, at INTEGER NOT NULL,
    actor TEXT NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL,
    PRIMARY KEY (site, seq)
  ) STRICT;
  CREATE INDEX entry_day ON entry (site, json_extract(body, '$.businessDay'), seq) WHERE type = 'day-opened';
  CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
  CREATE TRIGGER entry_remains BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

  CREATE TABLE answer (
    site TEXT NOT NULL, actor TEXT NOT NULL, request_id TEXT NOT NULL, hash TEXT NOT NULL,
    status INTEGER NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (site, actor, request_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX answer_at ON answer (site, at);

  CREATE TABLE device (
    id TEXT PRIMARY KEY, role TEXT NOT NULL, name TEXT NOT NULL, room TEXT,
    token_hash TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL, revoked_at INTEGER, seen_at INTEGER
  ) STRICT;
  CREATE TABLE enrolment (
    code_hash TEXT PRIMARY KEY, role TEXT NOT NULL, name TEXT NOT NULL, room TEXT, expires_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE person (
    site TEXT NOT NULL, business_day TEXT NOT NULL, blind TEXT NOT NULL, visitor TEXT NOT NULL, sealed BLOB NOT NULL,
    PRIMARY KEY (site, business_day, blind)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX person_visitor ON person (site, business_day, visitor);
  CREATE TABLE key_check (site TEXT PRIMARY KEY, proof TEXT NOT NULL) STRICT;
  `,
  // An answer is put behind the one before: kept by its random request, with its text, each would be written into
  // another page of the file, and a turn of 64 into 64 of them.
  `
  DROP INDEX answer_at;
  ALTER TABLE answer RENAME TO answer_before;
  CREATE TABLE answer (
    site TEXT NOT NULL, actor TEXT NOT NULL, request_id TEXT NOT NULL, hash TEXT NOT NULL,
    status INTEGER NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (site, actor, request_id)
  ) STRICT;
  INSERT INTO answer SELECT * FROM answer_before ORDER BY at;
  DROP TABLE answer_before;
  CREATE INDEX answer_at ON answer (at);
  `,
  // When a device was there last and what it said of itself then. Apart from `device`, whose rows are who may come in:
  // this is written every few minutes, and what a restore brings back of it does not matter.
  `
  CREATE TABLE sighting (
    device TEXT PRIMARY KEY, first_at INTEGER NOT NULL, at INTEGER NOT NULL, clock_off_ms INTEGER, build TEXT
  ) STRICT, WITHOUT ROWID;
  `,
];
