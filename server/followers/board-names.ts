import { initialsOf, maskName } from '../../core/identity/mask.ts';
import type { Clinic, ClinicBoard } from '../../core/queue/clinic-file.ts';
import type { Ticket } from '../../core/queue/ticket.ts';
import type { NameOf } from '../../core/queue/views.ts';
import type { People, PersonFacts } from '../people/people.ts';

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
  /** A name has come that was asked for and not there: what shows it must be shown anew. */
  onName: () => void,
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
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    if (known.size >= KEPT) known.clear();
    const keep = (facts: PersonFacts | null): string | null => {
      const mask = facts?.name ? shorten(facts.name) : null;
      known.set(key, mask);
      return mask;
    };
    const found = people.look(day, ticket.visitor);
    if (!(found instanceof Promise)) return keep(found);
    known.set(key, null);
    // A call is never held up for a name; one that cannot be had now is asked for again with the next showing.
    void found.then((facts) => keep(facts) !== null && onName()).catch(() => known.delete(key));
    return null;
  };
}
