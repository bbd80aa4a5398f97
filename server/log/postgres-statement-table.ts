/** Stands between the texts of a column. JSON writes it as an escape, and ids and hashes are of other letters. */
export const BETWEEN = '\x1f';

const texts = (column: string): string => `string_to_array(${column}, E'\\x1f')`;

/**
 * Appends a batch behind entry $3 with hash $4, and keeps its answers, in one statement. The row of the generation
 * is locked against a change of the epoch until the commit: no entry of the old generation slips into the new one.
 * A column of texts is one text, cut at BETWEEN: the driver's arrays, with every quote of a body escaped, cost half
 * of an append's time here. A text that held BETWEEN would leave a row without a time, which is refused as a whole.
 * Changes as many rows as there are entries, or none.
 */
export const APPEND = `
  WITH current AS MATERIALIZED (
    SELECT 1 FROM generation WHERE site = $1 AND epoch = $2 FOR SHARE
  ), behind AS MATERIALIZED (
    SELECT 1 FROM current WHERE CASE WHEN $3::bigint = 0
      THEN NOT EXISTS (SELECT 1 FROM entry WHERE site = $1)
      ELSE EXISTS (SELECT 1 FROM entry WHERE site = $1 AND seq = $3 AND hash = $4) END
  ), kept AS (
    INSERT INTO answer (site, actor, request_id, hash, status, body, at)
    SELECT $1, row.actor, row.request_id, row.hash, row.status, row.body, row.at
    FROM behind, unnest(
        ${texts('$10')}, ${texts('$11')}, ${texts('$12')}, $13::integer[], ${texts('$14')}, $15::bigint[]
      ) AS row(actor, request_id, hash, status, body, at)
  )
  INSERT INTO entry (site, seq, epoch, at, actor, type, body, previous, hash)
  SELECT $1, $3 + row.nth, $2, row.at, row.actor, row.type, row.body, row.previous, row.hash
  FROM behind, unnest(
      $5::bigint[], ${texts('$6')}, ${texts('$7')}, ${texts('$8')}, ${texts('$9')},
      (${texts("$4 || E'\\x1f' || $9")})[:cardinality($5::bigint[])]
    ) WITH ORDINALITY AS row(at, actor, type, body, hash, previous, nth)`;

/*
 * Lists of keys are looked up one by one, and each as the first row from its key on, in the order of the key. Plans
 * are kept for as long as their connection is, and one that was made while a table was small is good for a small
 * one: a join reads all rows of the site, and of two indexes that look alike the wrong one is read through.
 */

/** The kept answers of the requests $2, $3, those that exist. */
export const ANSWERS = `
  SELECT found.* FROM unnest($2::text[], $3::text[]) AS asked(actor, request_id), LATERAL (
    SELECT a.actor, a.request_id AS "requestId", a.hash, a.status, a.body, a.at FROM answer a
    WHERE a.site = $1 AND a.actor = asked.actor AND a.request_id >= asked.request_id ORDER BY a.request_id LIMIT 1
  ) AS found WHERE found."requestId" = asked.request_id`;

/** The people $3 of the business day $2 as they stand. */
export const MET = `
  SELECT found.* FROM unnest($3::text[]) AS given(blind), LATERAL (
    SELECT p.blind, p.visitor, p.sealed FROM person p
    WHERE p.site = $1 AND p.business_day = $2 AND p.blind >= given.blind ORDER BY p.blind LIMIT 1
  ) AS found WHERE found.blind = given.blind`;

/** Which of the slips $2, $3 a server has taken, and whether it was seen in the last $4 seconds. */
export const TAKEN = `
  SELECT found.ticket, found.slip, EXISTS (
    SELECT 1 FROM server s
    WHERE s.site = $1 AND s.id = found.server AND s.seen_at > now() - make_interval(secs => $4)
  ) AS lives
  FROM unnest($2::text[], $3::integer[]) AS asked(ticket, slip), LATERAL (
    SELECT c.ticket, c.slip, c.server FROM slip_claim c
    WHERE c.site = $1 AND c.ticket = asked.ticket AND c.slip >= asked.slip ORDER BY c.slip LIMIT 1
  ) AS found WHERE found.slip = asked.slip`;

/**
 * A record of the journal alone, flushed and waited for at a replica as an append is; the empty deletion is refused
 * where nothing may be written.
 */
export const PROBE = `
  WITH none AS (DELETE FROM answer WHERE site = $1 AND actor = '' AND request_id = 'probe')
  SELECT pg_logical_emit_message(true, 'tiepdon', '')`;
