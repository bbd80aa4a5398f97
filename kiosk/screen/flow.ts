import { issue, noCard, toServices } from './choice.ts';
import { scriptOf } from './guide-script.ts';
import { cameraScan, scanned, typedNumber, typedScan } from './reading.ts';
import { heard, interrupted, speak, spoken, toggled, turnedUp } from './speaking.ts';
import { ticked } from './timing.ts';
import { type Claim, type Kiosk, type KioskEvent, type Screen, type Step, wiped } from './visit.ts';

type EventOf<Type extends KioskEvent['type']> = Extract<KioskEvent, { type: Type }>;
type Handlers = { [Type in KioskEvent['type']]: (kiosk: Kiosk, event: EventOf<Type>) => Step };

/** How long a passing word stays, in ms. */
const NOTE_MS = 6_000;
const MOST_DIGITS = 12;

const stay = (kiosk: Kiosk): Step => ({ kiosk, effects: [] });
const show = (kiosk: Kiosk, screen: Screen): Step => stay({ ...kiosk, screen });

const handlers: Handlers = {
  place: (kiosk, { place }) => stay({ ...kiosk, place }),
  station: (kiosk, { station }) => stay({ ...kiosk, station }),
  link: (kiosk, { link }) => stay({ ...kiosk, link }),
  tick: (kiosk, { ms }) => ticked(kiosk, ms),
  touch: stay,

  scan: (kiosk, { scanId, answer }) =>
    scanned(kiosk, { card: { text: null, scanId, source: 'serial' }, answer, hideName: false }),
  'keys-scanned': (kiosk, { text, interference }) => typedScan(kiosk, text, interference),
  'keys-noise': (kiosk, { interference }) => stay(interference ? { ...kiosk, interference } : kiosk),
  read: (kiosk, event) => {
    const expected = kiosk.screen.at === 'reading' || kiosk.screen.at === 'ticket';
    return event.visit === kiosk.visit && expected ? scanned(kiosk, event) : stay(kiosk);
  },

  yes: (kiosk) => (kiosk.screen.at === 'confirm' ? toServices(kiosk, kiosk.screen.claim) : stay(kiosk)),
  no: (kiosk) =>
    kiosk.screen.at === 'confirm' ? wiped(kiosk, { kind: 'scan-again', left: NOTE_MS }) : stay(kiosk),
  home: (kiosk) => (kiosk.screen.at === 'idle' ? stay(kiosk) : wiped(kiosk)),
  back,
  again: (kiosk) => {
    const { screen } = kiosk;
    if (screen.at !== 'trouble') return stay(kiosk);
    return screen.claim && screen.service ? issue(kiosk, screen.claim, screen.service) : wiped(kiosk);
  },
  'no-card': noCard,

  keypad: (kiosk) =>
    kiosk.screen.at === 'idle' || kiosk.screen.at === 'trouble'
      ? show(kiosk, { at: 'keypad', digits: '' })
      : stay(kiosk),
  camera: (kiosk) =>
    kiosk.screen.at === 'idle' && kiosk.place?.kiosk.camera ? show(kiosk, { at: 'camera' }) : stay(kiosk),
  'camera-scanned': (kiosk, { text }) => cameraScan(kiosk, text),
  digit: (kiosk, { digit }) => editDigits(kiosk, (digits) => (/^\d$/.test(digit) ? digits + digit : digits)),
  erase: (kiosk) => editDigits(kiosk, (digits) => digits.slice(0, -1)),
  typed: typedNumber,

  service: (kiosk, { service }) =>
    kiosk.screen.at === 'services' ? issue(kiosk, kiosk.screen.claim, service) : stay(kiosk),
  more: (kiosk) =>
    kiosk.screen.at === 'services'
      ? show(kiosk, { ...kiosk.screen, page: kiosk.screen.page + 1 })
      : stay(kiosk),
  classes: (kiosk) => {
    const { screen } = kiosk;
    if (screen.at !== 'confirm' && screen.at !== 'services') return stay(kiosk);
    return show(kiosk, { at: 'classes', claim: screen.claim, from: screen.at });
  },
  class: (kiosk, { code }) => {
    const { screen } = kiosk;
    if (screen.at !== 'classes') return stay(kiosk);
    const { declared } = screen.claim;
    const toggled = declared.includes(code) ? declared.filter((each) => each !== code) : [...declared, code];
    return show(kiosk, { ...screen, claim: { ...screen.claim, declared: toggled } });
  },

  issued: (kiosk, { visit, answer }) => {
    const { screen } = kiosk;
    if (screen.at !== 'issuing' || visit !== kiosk.visit) return stay(kiosk);
    const slip = screen.slip?.ticket === answer.ticket.id ? screen.slip : null;
    const ticket = { at: 'ticket', answer, person: screen.claim.person, slip, reprint: 'none' } as const;
    return { kiosk: { ...kiosk, screen: ticket, quiet: 0 }, effects: [] };
  },
  refused: (kiosk, { visit, code }) => (visit === kiosk.visit ? refused(kiosk, code) : stay(kiosk)),
  slip: (kiosk, { slip }) => {
    const { screen } = kiosk;
    if (screen.at === 'issuing') return show(kiosk, { ...screen, slip });
    const mine = screen.at === 'ticket' && screen.answer.ticket.id === slip.ticket;
    return mine ? { kiosk: { ...kiosk, screen: { ...screen, slip }, quiet: 0 }, effects: [] } : stay(kiosk);
  },
  reprint: (kiosk) => {
    const { screen, visit } = kiosk;
    if (screen.at !== 'ticket' || screen.reprint === 'asked' || screen.reprint === 'coming')
      return stay(kiosk);
    const effects = [{ do: 'print', visit, ticket: screen.answer.ticket.id }] as const;
    return { kiosk: { ...kiosk, screen: { ...screen, reprint: 'asked' } }, effects };
  },
  printing: (kiosk, { visit, ok }) => {
    const { screen } = kiosk;
    if (screen.at !== 'ticket' || visit !== kiosk.visit) return stay(kiosk);
    return show(kiosk, { ...screen, reprint: ok ? 'coming' : 'failed' });
  },

  help: (kiosk) => {
    if (kiosk.note?.kind === 'calling' || kiosk.note?.kind === 'called') return stay(kiosk);
    return { kiosk: { ...kiosk, note: { kind: 'calling', left: NOTE_MS } }, effects: [{ do: 'ring' }] };
  },
  'staff-called': (kiosk, { ok }) =>
    stay({ ...kiosk, note: { kind: ok ? 'called' : 'call-failed', left: 2 * NOTE_MS } }),
  languages: (kiosk) => stay({ ...kiosk, choosing: true }),
  language: (kiosk, { language }) => chosen({ ...kiosk, language, choosing: false }),
  texts: (kiosk, { language, texts }) => stay({ ...kiosk, packs: { ...kiosk.packs, [language]: texts } }),
  guide: (kiosk) => toggled(kiosk, scriptOf),
  volume: turnedUp,
  heard: (kiosk, { run, light }) => heard(kiosk, run, light),
  spoken: (kiosk, { run, ok }) => spoken(kiosk, run, ok),
};

/** Events that do not come from a person in front of the kiosk: they must not keep a left visit on the screen. */
const fromMachines: ReadonlySet<KioskEvent['type']> = new Set<KioskEvent['type']>([
  'place',
  'station',
  'link',
  'tick',
  'scan',
  'keys-scanned',
  'keys-noise',
  'camera-scanned',
  'read',
  'issued',
  'printing',
  'refused',
  'slip',
  'staff-called',
  'texts',
  'heard',
  'spoken',
]);

/**
 * One step of the kiosk: what it shows after an event and what the shell must do. Pure, without clock or chance;
 * an event that means nothing on the present screen changes nothing. Answers of a visit that has ended are dropped.
 */
export function step(kiosk: Kiosk, event: KioskEvent): Step {
  const handle = handlers[event.type] as (kiosk: Kiosk, event: KioskEvent) => Step;
  const fromPerson = !fromMachines.has(event.type);
  const handled = closed(kiosk, handle(fromPerson ? { ...kiosk, quiet: 0 } : kiosk, event));
  const next = interrupted(kiosk, event, fromPerson, handled);
  const left = kiosk.screen.at === 'idle' && next.kiosk.screen.at !== 'idle';
  // "Put your own card down" was for the idle screen alone.
  return left && next.kiosk.note?.kind === 'scan-again'
    ? { ...next, kiosk: { ...next.kiosk, note: null } }
    : next;
}

/** The choice of languages stands only over the screen on which it was opened. */
function closed(before: Kiosk, next: Step): Step {
  const same = next.kiosk.screen.at === before.screen.at && next.kiosk.visit === before.visit;
  return same || !next.kiosk.choosing ? next : { ...next, kiosk: { ...next.kiosk, choosing: false } };
}

/** Whoever takes a language that is here only to be heard asks to hear it. */
function chosen(kiosk: Kiosk): Step {
  const taken = kiosk.place?.kiosk.languages.find(({ code }) => code === kiosk.language);
  return taken && !taken.text ? speak(kiosk, scriptOf(kiosk)) : stay(kiosk);
}

function back(kiosk: Kiosk): Step {
  const { screen } = kiosk;
  if (kiosk.choosing) return stay({ ...kiosk, choosing: false });
  if (screen.at === 'classes') {
    return screen.from === 'services'
      ? show(kiosk, { at: 'services', claim: screen.claim, page: 0 })
      : show(kiosk, { at: 'confirm', claim: screen.claim, age: Number.MAX_SAFE_INTEGER });
  }
  if (screen.at === 'trouble' && screen.claim) return toServices(kiosk, screen.claim);
  const goesBack = ['keypad', 'camera', 'services', 'trouble'].includes(screen.at);
  return goesBack ? wiped(kiosk) : stay(kiosk);
}

function editDigits(kiosk: Kiosk, edit: (digits: string) => string): Step {
  if (kiosk.screen.at !== 'keypad') return stay(kiosk);
  return show(kiosk, { at: 'keypad', digits: edit(kiosk.screen.digits).slice(0, MOST_DIGITS) });
}

function refused(kiosk: Kiosk, code: string): Step {
  const { screen } = kiosk;
  if (screen.at === 'reading')
    return show(kiosk, { at: 'trouble', code, source: null, claim: null, service: null });
  if (screen.at !== 'issuing') return stay(kiosk);
  const { claim, service } = screen;
  if (code === 'needs-confirmation' && claim.person) return show(kiosk, asked(claim));
  const source = claim.card?.source ?? null;
  return {
    kiosk: { ...kiosk, quiet: 0, screen: { at: 'trouble', code, source, claim, service } },
    effects: [],
  };
}

const asked = (claim: Claim): Screen => ({ at: 'confirm', claim, age: 0 });
