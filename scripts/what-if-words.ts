import { type Clinic, PolicyName } from '../core/queue/clinic-file.ts';
import { readTime } from '../simulation/arrivals.ts';
import type { Changes } from '../simulation/variant.ts';

type Words = { rooms: readonly string[]; policy: readonly string[]; hours: readonly string[] };
type Read = { ok: true; changes: Changes } | { ok: false; fault: string };
type Span = { from: number; to: number };

const MOST_ROOMS = 100;

/** What `--rooms`, `--policy` and `--hours` ask to try in this clinic; a wrong word is named in one line. */
export function readChanges({ rooms, policy, hours }: Words, clinic: Clinic): Read {
  const served = new Set(clinic.rooms.flatMap(({ services }) => services));
  const roomIds = new Set(clinic.rooms.map(({ id }) => id));
  const counts = rooms.map((word) => listOf(word, served, (each) => countOf(each)));
  const wrongCount = rooms.find((_, index) => counts[index] === null);
  if (wrongCount !== undefined)
    return fault(
      'rooms',
      wrongCount,
      `a service of the clinic and counts from 1 to ${MOST_ROOMS}: noi=3,4,5`,
    );
  const policies = policy.map((word) =>
    listOf(word, served, (each) => PolicyName.safeParse(each).data ?? null),
  );
  const wrongPolicy = policy.find((_, index) => policies[index] === null);
  if (wrongPolicy !== undefined)
    return fault(
      'policy',
      wrongPolicy,
      `a service and policies of ${PolicyName.options.join(', ')}: noi=fifo`,
    );
  const spans = hours.map((word) => listOf(word, roomIds, spansOf));
  const wrongHours = hours.find((_, index) => spans[index]?.values.length !== 1);
  if (wrongHours !== undefined)
    return fault('hours', wrongHours, 'a room and when it works: pk1=07:00-11:30+13:00-16:30');
  return {
    ok: true,
    changes: {
      rooms: counts.flatMap((each) =>
        each ? each.values.map((count) => ({ service: each.name, count })) : [],
      ),
      policies: policies.flatMap((each) =>
        each ? each.values.map((value) => ({ service: each.name, policy: value })) : [],
      ),
      hours: new Map(spans.flatMap((each) => (each?.values[0] ? [[each.name, each.values[0]]] : []))),
    },
  };
}

function fault(option: string, word: string, should: string): Read {
  return { ok: false, fault: `--${option} ${word}: should be ${should}` };
}

/** `noi=3,4,5` as a known name and the values behind it; null when a part of it is wrong. */
function listOf<T>(
  word: string,
  known: ReadonlySet<string>,
  read: (value: string) => T | null,
): { name: string; values: T[] } | null {
  const [name = '', list = '', ...rest] = word.split('=');
  const values = list.split(',').map(read);
  if (!known.has(name) || rest.length > 0) return null;
  const good = values.flatMap((value) => (value === null ? [] : [value]));
  return good.length === values.length ? { name, values: good } : null;
}

function countOf(word: string): number | null {
  const count = Number(word);
  return /^\d+$/.test(word) && count >= 1 && count <= MOST_ROOMS ? count : null;
}

/** `07:00-11:30+13:00-16:30`, one after another; null when it is not. */
function spansOf(word: string): Span[] | null {
  const spans = word.split('+').map((span) => {
    const [from = '', to = ''] = span.split('-');
    return { from: readTime(from), to: to === '24:00' ? 1440 : readTime(to) };
  });
  const good = spans.flatMap(({ from, to }) =>
    from !== null && to !== null && from < to ? [{ from, to }] : [],
  );
  const inOrder = good.every(({ from }, index) => index === 0 || good[index - 1]!.to <= from);
  return good.length === spans.length && inOrder ? good : null;
}
