import type { PlaceAnswer } from '../../core/wire/api.ts';
import type { Claim, Kiosk, Step } from './visit.ts';

export type Service = PlaceAnswer['services'][number];

/** Most choices on one screen: more are not read, they are guessed (kiosk rule "at most 6 choices"). */
const MOST_CHOICES = 6;

/** Services that give numbers at this kiosk now. */
export function openServices(place: PlaceAnswer | null): Service[] {
  return place?.services.filter(({ kiosk, open }) => kiosk && open) ?? [];
}

/**
 * The choices of one page and whether there are others. With more than six services a page holds five, its sixth
 * place is "more"; after the last page the first one comes again.
 */
export function servicePage(
  services: readonly Service[],
  page: number,
): { choices: Service[]; more: boolean } {
  if (services.length <= MOST_CHOICES) return { choices: [...services], more: false };
  const size = MOST_CHOICES - 1;
  const first = (page % Math.ceil(services.length / size)) * size;
  return { choices: services.slice(first, first + size), more: true };
}

/** After the yes: the choice of a service, or straight on where the kiosk has a single one. */
export function toServices(kiosk: Kiosk, claim: Claim): Step {
  const offered = kiosk.place?.services.filter((each) => each.kiosk) ?? [];
  const [only] = offered;
  if (openServices(kiosk.place).length === 0)
    return trouble(kiosk, claim, kiosk.place ? 'no-service' : 'server-away');
  if (only && offered.length === 1) return issue(kiosk, claim, only.id);
  return {
    kiosk: { ...kiosk, screen: { at: 'services', claim, page: 0 }, quiet: 0 },
    effects: [{ do: 'look' }],
  };
}

/** Asks for the ticket. The claim stays on the screen until the answer, so that "again" is the same request. */
export function issue(kiosk: Kiosk, claim: Claim, service: string): Step {
  return {
    kiosk: { ...kiosk, screen: { at: 'issuing', claim, service, slip: null }, quiet: 0 },
    effects: [{ do: 'check-in', visit: kiosk.visit, claim, service, english: kiosk.language === 'en' }],
  };
}

/** Nobody is turned away: without a card one press gives a number of the reception desk. */
export function noCard(kiosk: Kiosk, { child }: { child: boolean }): Step {
  const { at } = kiosk.screen;
  if (at !== 'idle' && at !== 'trouble' && at !== 'keypad') return { kiosk, effects: [] };
  const claim: Claim = { card: null, person: null, declared: child ? ['TE'] : [] };
  const desks = kiosk.place?.services.filter(({ reception }) => reception) ?? [];
  const desk = desks.find(({ open }) => open);
  if (desk) return issue(kiosk, claim, desk.id);
  return desks.length > 0 ? trouble(kiosk, claim, 'no-service') : toServices(kiosk, claim);
}

function trouble(kiosk: Kiosk, claim: Claim, code: string): Step {
  const source = claim.card?.source ?? null;
  return { kiosk: { ...kiosk, screen: { at: 'trouble', code, source, claim, service: null } }, effects: [] };
}
