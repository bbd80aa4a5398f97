import { patience } from './timing.ts';
import { type Card, type Kiosk, type Person, type Reading, type Step, wiped } from './visit.ts';

const BUSY: Kiosk['note'] = { kind: 'busy', left: 3_000 };
/** The station's word for two different cards that lie on the scanner together; the page sees them too. */
const TWO_CARDS = 'two_cards';
const TWO_CARDS_MS = 1_500;
/** Lengths of a number that a person can type: health-insurance code, personal number. */
const typedLengths: readonly number[] = [10, 12];

const stay = (kiosk: Kiosk): Step => ({ kiosk, effects: [] });
const busy = (kiosk: Kiosk): Step => stay({ ...kiosk, note: BUSY });

/** What a card does: it opens a visit, or is gently refused while another person's visit is going on. */
export function scanned(kiosk: Kiosk, reading: Reading): Step {
  const { screen } = kiosk;
  if (reading.answer.code === 'empty') return stay(kiosk);
  switch (screen.at) {
    case 'idle':
    case 'keypad':
    case 'camera':
    case 'reading':
      return take(kiosk, reading);
    case 'trouble':
      return replace(kiosk, reading, kiosk.language);
    case 'confirm':
      if (same(screen.claim.person, reading.answer.person) || isNoise(reading)) return stay(kiosk);
      return screen.age < TWO_CARDS_MS ? take(kiosk, twoCards(reading)) : busy(kiosk);
    case 'ticket':
      if (same(screen.person, reading.answer.person)) return stay(kiosk);
      // Neither a bad reading nor the next person takes a number away that is still being copied.
      return patience(kiosk).ticketStays || !reading.answer.person
        ? busy(kiosk)
        : replace(kiosk, reading, 'vi');
    case 'services':
    case 'classes':
    case 'issuing':
      return busy(kiosk);
  }
}

/** A scanner in keyboard mode has typed a whole card; `interference`: an input method rewrote keys of it. */
export function typedScan(before: Kiosk, text: string, interference: Kiosk['interference']): Step {
  if (text === '') return stay(before);
  const kiosk = { ...before, interference };
  const { screen, visit } = kiosk;
  const card: Card = { text, scanId: null, source: 'keyboard' };
  const read = { do: 'read', visit, card, hideName: interference !== null } as const;
  switch (screen.at) {
    case 'idle':
    case 'keypad':
    case 'camera':
      return { kiosk: { ...kiosk, screen: { at: 'reading' }, quiet: 0, note: null }, effects: [read] };
    case 'trouble': {
      const next = { ...wiped(kiosk).kiosk, language: kiosk.language, screen: { at: 'reading' } } as const;
      return { kiosk: next, effects: [{ do: 'forget' }, { ...read, visit: next.visit }] };
    }
    case 'ticket':
      return { kiosk, effects: [read] };
    case 'confirm':
      return screen.claim.card?.text === text ? stay(kiosk) : busy(kiosk);
    default:
      return busy(kiosk);
  }
}

/** The camera has found a code; its bytes are whole, so the name may be shown. */
export function cameraScan(kiosk: Kiosk, text: string): Step {
  if (kiosk.screen.at !== 'camera' || text === '') return stay(kiosk);
  const card: Card = { text, scanId: null, source: 'camera' };
  return {
    kiosk: { ...kiosk, screen: { at: 'reading' }, quiet: 0 },
    effects: [{ do: 'read', visit: kiosk.visit, card, hideName: false }],
  };
}

/** The number on the keypad, when it is whole. */
export function typedNumber(kiosk: Kiosk): Step {
  const { screen, visit } = kiosk;
  if (screen.at !== 'keypad' || !isWhole(screen.digits)) return stay(kiosk);
  const card: Card = { text: screen.digits, scanId: null, source: 'typed' };
  return {
    kiosk: { ...kiosk, screen: { at: 'reading' } },
    effects: [{ do: 'read', visit, card, hideName: false }],
  };
}

/** Whether typed digits can be a number of a card. */
export function isWhole(digits: string): boolean {
  return typedLengths.includes(digits.length);
}

function take(kiosk: Kiosk, { card, answer, hideName }: Reading): Step {
  const { verdict, person, code } = answer;
  const fresh: Kiosk = { ...kiosk, quiet: 0, note: null };
  if (verdict === 'reject' || !person) {
    const why = code ?? 'unknown_format';
    const screen = { at: 'trouble', code: why, source: card.source, claim: null, service: null } as const;
    return stay({ ...fresh, screen });
  }
  const shown: Person = hideName ? { ...person, maskedName: null } : person;
  return {
    kiosk: { ...fresh, screen: { at: 'confirm', claim: { card, person: shown, declared: [] }, age: 0 } },
    effects: [{ do: 'look' }],
  };
}

/** The next person has put a card down: the last visit is forgotten first. */
function replace(kiosk: Kiosk, reading: Reading, language: Kiosk['language']): Step {
  const taken = take({ ...wiped(kiosk).kiosk, language }, reading);
  return { kiosk: taken.kiosk, effects: [{ do: 'forget' }, ...taken.effects] };
}

/** The same card read badly the second time, or a word of the scanner: no reason to disturb anybody. */
function isNoise({ answer }: Reading): boolean {
  return answer.person === null && answer.code !== TWO_CARDS;
}

function twoCards(reading: Reading): Reading {
  return {
    ...reading,
    answer: { verdict: 'reject', code: TWO_CARDS, codes: [TWO_CARDS], kind: null, person: null },
  };
}

/** The same card as far as the kiosk may know: it holds the mask alone. A hidden name is not compared. */
function same(a: Person | null, b: Person | null): boolean {
  if (!a || !b) return false;
  const names = a.maskedName === null || b.maskedName === null || a.maskedName === b.maskedName;
  return names && a.maskedId === b.maskedId && a.birthYear === b.birthYear;
}
