import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Clinic, ClinicFile } from '../core/queue/clinic-file.ts';
import type { Settings } from '../server/settings.ts';
import { entrancesOf } from '../simulation/people.ts';
import { heldName } from './data-lock.ts';

type ClinicJson = z.input<typeof ClinicFile>;

const SUFFIX = ' – TẬP LUYỆN';
const LONGEST_NAME = 80;
/** The lock of the start that is asking stays. */
const KEPT: readonly string[] = ['server.lock', heldName('server.lock')];
const sample = new URL('../server/sample/clinic.json', import.meta.url);

/**
 * Empties the demo's folder and puts the sample clinic into it. Returns what stands in the way in one line, or
 * null: a folder in which somebody keeps other things is left as it is.
 */
export function prepareDemo({ dataDir, clinic }: Settings): string | null {
  const own = join(dataDir, 'clinic.json');
  if (clinic !== own && !existsSync(clinic)) return `CLINIC: ${clinic}: should be a file that exists`;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const names = readdirSync(dataDir).filter((name) => !KEPT.includes(name));
  if (names.length > 0 && !names.includes('clinic.json'))
    return `DATA_DIR: ${dataDir} should be empty or the demo's own; it holds other files`;
  for (const name of names) rmSync(join(dataDir, name), { recursive: true, force: true });
  const json = JSON.parse(readFileSync(sample, 'utf8')) as ClinicJson;
  writeFileSync(own, `${JSON.stringify(withJourneys(json), null, 2)}\n`);
  return null;
}

/** Everybody who sees a doctor goes on to the cashier and the pharmacy, so that there is a way to be seen. */
export function withJourneys(json: ClinicJson): ClinicJson {
  const ends = (['cashier', 'pharmacy'] as const).flatMap((kind) =>
    json.services.filter((service) => service.kind === kind).slice(0, 1),
  );
  const exams = json.services.filter(({ kind, reception }) => (kind ?? 'exam') === 'exam' && !reception);
  const id = (service: string): string => `tap-luyen-${service}`;
  return {
    ...json,
    services: json.services.map((each) => (exams.includes(each) ? { ...each, journey: id(each.id) } : each)),
    journeys: [
      ...(json.journeys ?? []),
      ...exams.map((exam) => ({
        id: id(exam.id),
        name: { vi: `${exam.name.vi}, thu ngân, thuốc` },
        stages: [[exam.id], ...ends.map((end) => [end.id])],
      })),
    ],
  };
}

/** The clinic under a name that tells on paper, boards and desks that nothing here is real. */
export function inTraining(clinic: Clinic): Clinic {
  return { ...clinic, name: `${clinic.name.slice(0, LONGEST_NAME - SUFFIX.length)}${SUFFIX}` };
}

/** Whether visits can begin anywhere in this clinic. */
export function canBePlayed(clinic: Clinic): boolean {
  return entrancesOf(clinic).length > 0;
}
