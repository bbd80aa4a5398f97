import type { PriorityClass } from '../core/queue/line-class.ts';
import {
  type FictionalCard,
  fictionalCard,
  pick,
  type Random,
  seeded,
} from './identity-fuzz/fictional-card.ts';

/** What a fictional visitor shows and says: the text of the card's code, the number on it, classes declared. */
export type VisitorCard = { text: string; number: string; name: string; declared: readonly string[] };

/** Law 15/2023/QH15: who is 75 goes first by age; the other classes are declared and looked at by staff. */
const ELDER = 76;
const DECLARED = ['TH', 'KT', 'CCM'] as const;

/**
 * A citizen card for each visitor, no number twice; the same for the same seed. What the card and its holder say
 * gives the class that the visitor is to have: of those with priority half are old, half declare a class.
 * `year` is that of the visit.
 */
export function visitorCards(
  people: readonly { id: string; priority: PriorityClass }[],
  year: number,
  seed: number,
): ReadonlyMap<string, VisitorCard> {
  const random = seeded(seed);
  const taken = new Set<string>();
  const cards = new Map<string, VisitorCard>();
  for (const { id, priority } of people) {
    const old = priority === 'priority' && random() < 0.5;
    const {
      id: number,
      text,
      name,
    } = freshCard(taken, random, (age) => (old ? age >= ELDER : age > 17 && age < 70), year);
    taken.add(number);
    const declared = priority === 'priority' && !old ? [pick(DECLARED, random)] : [];
    cards.set(id, { text, number, name, declared });
  }
  return cards;
}

function freshCard(
  taken: ReadonlySet<string>,
  random: Random,
  fits: (age: number) => boolean,
  year: number,
): FictionalCard {
  for (;;) {
    const card = fictionalCard(random);
    if (fits(year - Number(card.dob.slice(0, 4))) && !taken.has(card.id)) return card;
  }
}
