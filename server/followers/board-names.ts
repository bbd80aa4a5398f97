import { initialsOf, maskName } from '../../core/identity/mask.ts';
import type { Clinic, ClinicBoard } from '../../core/queue/clinic-file.ts';
import type { Ticket } from '../../core/queue/ticket.ts';
import type { NameOf } from '../../core/queue/views.ts';
import type { People } from '../people/people.ts';

/** Masks kept in memory, so that the same person is not unsealed for every screen and every second. */
const KEPT = 500;

/**
 * What a board says of a called person, by its setting. `none` never looks into the people store. Somebody whose
 * visit touches a sensitive service at any step has no name on any board: the letters of the number tell the service.
 */
export function boardNames(
  { names }: Pick<ClinicBoard, 'names'>,
  { services }: Pick<Clinic, 'services'>,
  people: Pick<People, 'look'>,
  businessDay: () => string | null,
): NameOf {
  if (names === 'none') return () => null;
  const shorten = names === 'initials' ? initialsOf : maskName;
  const sensitive = new Set(services.filter((service) => service.sensitive).map(({ id }) => id));
  const isSensitive = ({ service, steps }: Ticket): boolean =>
    sensitive.has(service) || steps.some((step) => sensitive.has(step.service));
  const known = new Map<string, string | null>();
  return (ticket) => {
    const day = businessDay();
    if (ticket.visitor === null || day === null || isSensitive(ticket)) return null;
    const key = `${day} ${ticket.visitor}`;
    let mask = known.get(key);
    if (mask === undefined) {
      const name = people.look(day, ticket.visitor)?.name ?? null;
      mask = name === null ? null : shorten(name);
      if (known.size >= KEPT) known.clear();
      known.set(key, mask);
    }
    return mask;
  };
}
