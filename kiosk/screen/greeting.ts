import type { Kiosk } from './visit.ts';

/** What an empty kiosk says first: the nearest thing that works. */
export function greeting({ place, link, station }: Kiosk) {
  if (link === 'grey' || station?.houseAway)
    return { heading: 'idle.server-away', advice: 'idle.server-away-advice', works: false } as const;
  // A card put down before the station is heard would be lost; without a station the other ways still work.
  if (!place || (!station && link === 'fresh'))
    return { heading: 'idle.starting', advice: 'idle.starting-advice', works: false } as const;
  if (station && !station.scanner.attached) {
    return { heading: 'idle.scanner-away', advice: 'idle.scanner-away-advice', works: true } as const;
  }
  return { heading: 'idle.title', advice: 'idle.advice', works: true } as const;
}
