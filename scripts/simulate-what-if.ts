import { existsSync } from 'node:fs';
import { loadClinic } from '../server/clinic-store.ts';
import { drawCourses } from '../simulation/course-picture.ts';
import { variantTable } from '../simulation/figure-table.ts';
import { replay } from '../simulation/replay.ts';
import { type Changes, variantsOf } from '../simulation/variant.ts';
import { readDay } from './recorded-day.ts';
import type { Outcome } from './simulate-outcome.ts';
import type { SimulateWish } from './simulate-words.ts';
import { readChanges } from './what-if-words.ts';

type Made = { ok: true; outcome: Outcome } | { ok: false; fault: string };

/** Replays a day of a clinic as it is and under every variant that was asked for. */
export async function simulateWhatIf(wish: SimulateWish, file: string, source: string): Promise<Made> {
  if (!existsSync(file)) return { ok: false, fault: `--what-if ${file}: should be a clinic file` };
  const read = loadClinic(file);
  if (!read.ok) return read;
  const { clinic } = read;
  const changes = readChanges(wish, clinic);
  if (!changes.ok) return changes;
  const day = await readDay(source, clinic, wish.seed);
  if (!day.ok) return day;
  const services = lookedAt(
    changes.changes,
    clinic.services.map(({ id }) => id),
  );
  const variants = variantsOf(clinic, changes.changes).map((each) => replay(each, day.plan, services));
  const lead = `${clinic.name}: ${day.from}. Waiting for ${[...services].join(', ')} in minutes as p50 / p95, shares in %.`;
  return {
    ok: true,
    outcome: {
      text: `${lead}\n\n${variantTable(variants)}`,
      data: { model: 'what-if', site: clinic.site, source: day.from, services: [...services], variants },
      picture: drawCourses(variants),
    },
  };
}

/** The services that are changed; all of them when only hours are. */
function lookedAt({ rooms, policies }: Changes, all: readonly string[]): Set<string> {
  const changed = [...rooms, ...policies].map(({ service }) => service);
  return new Set(changed.length > 0 ? changed : all);
}
