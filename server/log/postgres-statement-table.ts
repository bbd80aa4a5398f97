/**
 * Appends a batch behind entry $3 with hash $4, and keeps its answers, in one statement. The row of the generation
 * is locked against a change of the epoch until the commit: no entry of the old generation slips into the new one.
 * Returns how many were stored: all or none.
 */
export const APPEND = `
  WITH current AS MATERIALIZED (
    SELECT 1 FROM generation WHERE site = $1 AND epoch = $2 FOR SHARE
  ), behind AS MATERIALIZED (
    SELECT 1 FROM current WHERE CASE WHEN $3::bigint = 0
      THEN NOT EXISTS (SELECT 1 FROM entry WHERE site = $1)
      ELSE EXISTS (SELECT 1 FROM entry WHERE site = $1 AND seq = $3 AND hash = $4) END
  ), stored AS (
    INSERT INTO entry (site, seq, epoch, at, actor, type, body, previous, hash)
    SELECT $1, row.seq, $2, row.at, row.actor, row.type, row.body, row.previous, row.hash
    FROM behind, unnest($5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[])
      AS row(seq, at, actor, type, body, previous, hash)
    RETURNING 1
  ), kept AS (
    INSERT INTO answer (site, actor, request_id, hash, status, body, at)
    SELECT $1, row.actor, row.request_id, row.hash, row.status, row.body, row.at
    FROM behind, unnest($12::text[], $13::text[], $14::text[], $15::integer[], $16::text[], $17::bigint[])
      AS row(actor, request_id, hash, status, body, at)
    RETURNING 1
  )
  SELECT (SELECT count(*) FROM stored) AS stored, (SELECT count(*) FROM kept) AS kept`;

/**
 * A record of the journal alone, flushed and waited for at a replica as an append is; the empty deletion is refused
 * where nothing may be written.
 */
export const PROBE = `
  WITH none AS (DELETE FROM answer WHERE site = $1 AND actor = '' AND request_id = 'probe')
  SELECT pg_logical_emit_message(true, 'tiepdon', '')`;
