import { StorageFault } from '../log/log.ts';
import type { Postgres } from '../log/postgres.ts';
import { appendGrant, chooseSeries, type Grant, readGrants, type SeriesGrants } from './series-grants.ts';

/** Of so many kiosks that ask at the same moment one gets its letters with each try. */
const MOST_TRIES = 64;

/**
 * Grants of a site whose servers share a database: a table that only grows decides, since two servers must not grant
 * the same letters, and no restore of the site touches it. Each server also keeps the file of those it granted, for
 * the day on which the database itself comes back from an old copy.
 */
export function openPostgresSeriesGrants(
  db: Postgres,
  site: string,
  file: string,
  floor: () => number,
): SeriesGrants {
  return {
    async grant(wish) {
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const stored = await db.query<Grant>({
          text: 'SELECT series, device, journal, at FROM series_grant WHERE site = $1 ORDER BY length(series), series',
          values: [site],
        });
        const written = readGrants(file);
        const nothing = stored.length === 0 && written === null;
        const { series } = chooseSeries([...(written ?? []), ...stored], nothing ? floor() : 0, wish);
        if (stored.some((each) => each.series === series && each.journal === wish.journal)) return series;
        const { device, journal, at } = wish;
        const [done] = await db.query({
          text: 'INSERT INTO series_grant VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING 1',
          values: [site, series, device, journal, at],
        });
        // Nothing stored: another server granted it a moment ago, the next look shows it.
        if (!done) continue;
        if (!written?.some((each) => each.series === series))
          appendGrant(file, { series, device, journal, at });
        return series;
      }
      throw new StorageFault('the series of a kiosk could not be granted');
    },
  };
}
