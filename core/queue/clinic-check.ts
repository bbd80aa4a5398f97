import type { z } from 'zod';
import { boardFault } from './board-check.ts';
import { type Clinic, type ClinicFault, ClinicFile } from './clinic-file.ts';
import { speechFault } from './speech-check.ts';
import { checkPrefixes } from './words/prefix-check.ts';

/** Letters that the file allows beyond the ten that are handed out first; their clashes are looked at all the same. */
const SWITCHED_ON = 'DEGPRTUVY';

type Read = { ok: true; clinic: Clinic } | { ok: false; fault: ClinicFault };

/**
 * Reads a clinic file that is already JSON.
 * Returns the clinic with all defaults filled in, or the first fault: the path of the key and what it should be.
 */
export function readClinic(json: unknown): Read {
  const parsed = ClinicFile.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
    const path = [
      ...issue.path.map((key) => (typeof key === 'symbol' ? key.toString() : key)),
      ...keys.slice(0, 1),
    ];
    return { ok: false, fault: { path, should: shouldBe(issue) } };
  }
  const fault = checkMeaning(parsed.data);
  return fault ? { ok: false, fault } : { ok: true, clinic: parsed.data };
}

/** What a value should be, in words that stand behind "should be". */
function shouldBe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'no such key';
    case 'invalid_type':
      return `${/^[aeio]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`;
    case 'invalid_value':
      return `one of ${issue.values.join(', ')}`;
    case 'too_big':
      return `at most ${issue.maximum}${issue.origin === 'string' ? ' letters' : ''}`;
    case 'too_small':
      return `at least ${issue.minimum}${issue.origin === 'string' ? ' letters' : ''}`;
    default:
      return issue.message;
  }
}

function checkMeaning(clinic: Clinic): ClinicFault | null {
  return (
    timeZoneFault(clinic) ??
    doubleFault(clinic) ??
    seriesFault(clinic) ??
    referenceFault(clinic) ??
    journeyFault(clinic) ??
    zoneFault(clinic) ??
    speakerFault(clinic) ??
    speechFault(clinic) ??
    boardFault(clinic) ??
    hoursFault(clinic)
  );
}

function timeZoneFault(clinic: Clinic): ClinicFault | null {
  try {
    new Intl.DateTimeFormat('en-CA', { timeZone: clinic.timeZone });
    return null;
  } catch {
    return { path: ['timeZone'], should: 'a zone such as "Asia/Ho_Chi_Minh"' };
  }
}

function doubleFault(clinic: Clinic): ClinicFault | null {
  for (const group of ['services', 'rooms', 'journeys', 'boards', 'speakers'] as const) {
    const seen = new Set<string>();
    for (const [index, { id }] of clinic[group].entries()) {
      if (seen.has(id))
        return { path: [group, index, 'id'], should: `an id used once ("${id}" stands twice)` };
      seen.add(id);
    }
  }
  return null;
}

function seriesFault(clinic: Clinic): ClinicFault | null {
  const owner = new Map<string, string>();
  for (const [index, { id, series }] of clinic.services.entries()) {
    const other = owner.get(series);
    if (other)
      return {
        path: ['services', index, 'series'],
        should: `a series of its own ("${series}" is that of "${other}")`,
      };
    owner.set(series, id);
  }
  return null;
}

function referenceFault(clinic: Clinic): ClinicFault | null {
  const services = new Set(clinic.services.map(({ id }) => id));
  const rooms = new Set(clinic.rooms.map(({ id }) => id));
  for (const [index, room] of clinic.rooms.entries()) {
    const fault = listFault(room.services, services, 'service', ['rooms', index, 'services']);
    if (fault) return fault;
    const strange = Object.keys(room.weights).find((id) => !room.services.includes(id));
    if (strange)
      return { path: ['rooms', index, 'weights', strange], should: 'a service that the room serves' };
  }
  for (const group of ['boards', 'speakers'] as const) {
    for (const [index, screen] of clinic[group].entries()) {
      const fault = listFault(screen.rooms, rooms, 'room', [group, index, 'rooms']);
      if (fault) return fault;
    }
  }
  return null;
}

function journeyFault(clinic: Clinic): ClinicFault | null {
  const services = new Set(clinic.services.map(({ id }) => id));
  for (const [index, journey] of clinic.journeys.entries()) {
    for (const [at, stage] of journey.stages.entries()) {
      const fault = listFault(stage, services, 'service', ['journeys', index, 'stages', at]);
      if (fault) return fault;
    }
  }
  const journeys = new Map(clinic.journeys.map((journey) => [journey.id, journey]));
  for (const [index, { id, journey }] of clinic.services.entries()) {
    if (journey === undefined) continue;
    const path = ['services', index, 'journey'];
    const way = journeys.get(journey);
    if (!way) return { path, should: `the id of a journey ("${journey}" is none)` };
    if (!way.stages[0]!.includes(id)) return { path, should: `a journey that begins with "${id}"` };
  }
  return null;
}

/** Numbers called by one speaker are heard by the same people: their letters must not sound alike. */
function zoneFault(clinic: Clinic): ClinicFault | null {
  const series = new Map(clinic.services.map((service) => [service.id, service.series]));
  const rooms = new Map(clinic.rooms.map((room) => [room.id, room.services]));
  for (const [index, speaker] of clinic.speakers.entries()) {
    const { acousticGroup: group } = speaker;
    const near = clinic.speakers.filter((each) => group !== undefined && each.acousticGroup === group);
    const all = new Set([speaker, ...near].flatMap((each) => each.rooms));
    const heard = [...all].flatMap((room) => rooms.get(room) ?? []).map((id) => series.get(id)!);
    const clash = checkPrefixes(heard, [...SWITCHED_ON]).errors.find(
      ({ code }) => code === 'prefixes_sound_alike',
    );
    if (clash)
      return {
        path: ['speakers', index, 'rooms'],
        should: `rooms whose series sound different ("${clash.prefixes.join('" and "')}" sound alike)`,
      };
  }
  return null;
}

/** A speaker says something, its substitute is another one, and its hours go forward. */
function speakerFault(clinic: Clinic): ClinicFault | null {
  const speakers = new Set(clinic.speakers.map(({ id }) => id));
  for (const [index, { id, chime, speech, backup, volume }] of clinic.speakers.entries()) {
    const path = ['speakers', index];
    if (!chime && !speech)
      return {
        path: [...path, 'speech'],
        should: 'true where the chime is off: a speaker must say something',
      };
    if (backup !== undefined && (backup === id || !speakers.has(backup)))
      return { path: [...path, 'backup'], should: `the id of another speaker ("${backup}" is none)` };
    const back = volume.findIndex(({ from }, at) => at > 0 && from <= volume[at - 1]!.from);
    if (back > 0) return { path: [...path, 'volume', back, 'from'], should: 'later than the one before' };
  }
  return null;
}

/** A list of ids names what exists, and each once: a service named twice would be counted twice. */
function listFault(
  ids: readonly string[],
  known: ReadonlySet<string>,
  noun: string,
  path: ClinicFault['path'],
): ClinicFault | null {
  for (const [at, id] of ids.entries()) {
    if (!known.has(id)) return { path: [...path, at], should: `the id of a ${noun} ("${id}" is none)` };
    if (ids.indexOf(id) < at)
      return { path: [...path, at], should: `a ${noun} named once ("${id}" stands twice)` };
  }
  return null;
}

function hoursFault(clinic: Clinic): ClinicFault | null {
  for (const [index, { hours }] of clinic.services.entries()) {
    for (const [at, span] of hours.entries()) {
      const path = ['services', index, 'hours', at];
      if (span.from >= span.to) return { path, should: '"from" before "to"' };
      const earlier = hours[at - 1];
      if (earlier && earlier.to > span.from)
        return { path, should: 'after the hours before it, without overlap' };
    }
  }
  return null;
}
