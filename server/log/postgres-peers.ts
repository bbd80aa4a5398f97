import type { Peers, Shown } from '../peers.ts';
import type { Postgres } from './postgres.ts';
import { TAKEN } from './postgres-statement-table.ts';
import type { Wake } from './postgres-wake.ts';

const BEAT_MS = 1_000;
/** A server that has not been seen for so long is gone: several beats lost. */
const GONE_SECONDS = 5;
/** Whoever took the request in takes the slip within moments, or died in between. */
const UNCLAIMED_MS = 60_000;

const BEAT = `
  WITH me AS (
    INSERT INTO server AS s (site, id, seen_at, connected) VALUES ($1, $2, now(), $3)
    ON CONFLICT (site, id) DO UPDATE SET seen_at = now(), connected = excluded.connected
  )
  SELECT id, connected FROM server WHERE site = $1 AND id <> $2 AND seen_at > now() - make_interval(secs => $4)`;

/** A claim of one's own is renewed; of others' only what its time has left is told. */
const CLAIM_AIR = `
  WITH taken AS (
    INSERT INTO air_claim AS a (site, air, server, until)
    VALUES ($1, $2, $3, clock_timestamp() + make_interval(secs => $4::float8 / 1000))
    ON CONFLICT (site, air) DO UPDATE SET server = excluded.server, until = excluded.until
      WHERE a.server = excluded.server OR a.until <= clock_timestamp()
    RETURNING 1
  )
  SELECT EXISTS (SELECT FROM taken) AS taken, (
    SELECT extract(epoch FROM until - clock_timestamp()) * 1000 FROM air_claim WHERE site = $1 AND air = $2
  )::float8 AS left`;

/** The other servers of a site, known through its database. All times are the database's own. */
export function openPostgresPeers(db: Postgres, site: string, wake: Wake): Peers {
  return {
    id: wake.id,
    async claim(ticket, slip) {
      const rows = await db.query({
        name: 'claim',
        text: 'INSERT INTO slip_claim VALUES ($1, $2, $3, $4, now()) ON CONFLICT DO NOTHING RETURNING 1',
        values: [site, ticket, slip, wake.id],
      });
      return rows.length > 0;
    },
    async orphans(slips) {
      if (slips.length === 0) return [];
      const values = [site, slips.map(({ ticket }) => ticket), slips.map(({ slip }) => slip), GONE_SECONDS];
      const taken = await db.query<{ ticket: string; slip: number; lives: boolean }>({ text: TAKEN, values });
      const state = new Map(taken.map(({ ticket, slip, lives }) => [`${ticket} ${slip}`, lives]));
      return slips.filter(({ ticket, slip, age }) => {
        const lives = state.get(`${ticket} ${slip}`);
        return lives === undefined ? age > UNCLAIMED_MS : !lives;
      });
    },
    async forget() {
      const old = (table: string, time: string) => ({
        text: `DELETE FROM ${table} WHERE site = $1 AND ${time} < now() - interval '3 days'`,
        values: [site],
      });
      await db.query(old('slip_claim', 'at'));
      await db.query(old('server', 'seen_at'));
    },
    async claimAir(air, ms) {
      const values = [site, air, wake.id, ms];
      const [row] = await db.query<{ taken: boolean; left: number | null }>({
        ...{ name: 'claim-air', text: CLAIM_AIR, values },
      });
      // Somebody else may have come first in this very moment: then it is not seen here yet.
      return row!.taken ? 0 : Math.max(1, Math.ceil(row!.left ?? 1));
    },
    async freeAir(air) {
      const text =
        'UPDATE air_claim SET until = clock_timestamp() WHERE site = $1 AND air = $2 AND server = $3';
      await db.query({ name: 'free-air', text, values: [site, air, wake.id] });
    },
    say: (word) => wake.say(word),
    hear: (on) => wake.hear(on),
    ...presence(db, site, wake),
  };
}

/** The beat by which servers know of each other. */
function presence(
  db: Postgres,
  site: string,
  wake: Wake,
): Pick<Peers, 'show' | 'elsewhere' | 'screens' | 'stations' | 'count'> {
  let others: { server: string; shown: Shown }[] = [];
  let beating = false;
  const beat = async (shown: Shown): Promise<void> => {
    if (beating) return;
    beating = true;
    const values = [site, wake.id, JSON.stringify(shown), GONE_SECONDS];
    const seen = await db
      .query<{ id: string; connected: string }>({ name: 'beat', text: BEAT, values })
      // While the database is away nobody is known to be gone: what was last seen stands.
      .catch(() => null);
    if (seen)
      others = seen.map(({ id, connected }) => ({ server: id, shown: JSON.parse(connected) as Shown }));
    beating = false;
  };
  return {
    show(shown) {
      const timer = setInterval(() => void beat(shown()), BEAT_MS);
      void beat(shown());
      return () => {
        clearInterval(timer);
        const values = [site, wake.id];
        void db.query({ text: 'DELETE FROM server WHERE site = $1 AND id = $2', values }).catch(() => {});
      };
    },
    elsewhere: () =>
      others.flatMap(({ server, shown }) => shown.present.map((each) => ({ ...each, server }))),
    screens: () => others.flatMap(({ shown }) => shown.screens),
    stations: () => others.flatMap(({ shown }) => shown.stations ?? []),
    count: () => others.length,
  };
}
