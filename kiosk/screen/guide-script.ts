import type { PromptKey } from '../../core/queue/words/kiosk-prompt-table.ts';
import { openServices, servicePage } from './choice.ts';
import { greeting } from './greeting.ts';
import { isWhole } from './reading.ts';
import { slipState } from './timing.ts';
import { troubleOf } from './trouble-table.ts';
import type { Kiosk, Screen, Segment } from './visit.ts';

type On<At extends Screen['at']> = Extract<Screen, { at: At }>;
type Scripts = { [At in Screen['at']]: (kiosk: Kiosk, screen: On<At>) => readonly string[] };

const phrases = (...keys: PromptKey[]): readonly PromptKey[] => keys;
const when = (holds: boolean, ...keys: PromptKey[]): readonly PromptKey[] => (holds ? keys : []);

/**
 * What each screen says: keys of prompts, the question first and then the answers one by one. Of the person there
 * is nothing in it: no name, no number of a card, no service that was chosen.
 */
const scripts: Scripts = {
  idle: (kiosk) => {
    const { heading, works } = greeting(kiosk);
    return [
      heading,
      ...when(works && kiosk.place?.kiosk.camera === true, 'idle.camera'),
      ...when(works, 'idle.no-card', 'idle.child', 'idle.keypad'),
      ...phrases('help.call'),
    ];
  },
  keypad: (_kiosk, { digits }) => (isWhole(digits) ? phrases('keypad.done') : phrases('keypad.title')),
  camera: () => phrases('camera.title'),
  reading: () => phrases('reading.title'),
  confirm: () => phrases('confirm.title', 'confirm.yes', 'confirm.no'),
  services: (kiosk, { page }) => {
    const { choices, more } = servicePage(openServices(kiosk.place), page);
    return [
      ...phrases('services.title'),
      ...choices.map(({ id }) => `service-${id}`),
      ...when(more, 'services.more'),
      ...phrases('classes.open'),
    ];
  },
  classes: () =>
    phrases('classes.title', 'class.TH', 'class.KT', 'class.CCM', 'class.NCT', 'class.TE', 'classes.done'),
  issuing: () => phrases('issuing.title'),
  ticket: (kiosk, screen) => {
    const { ticket, repeat, offline } = screen.answer;
    // The sound of a code comes from the house, which is away.
    if (offline) return [...paperOf(kiosk, screen), ...phrases('ticket.done')];
    return [
      ...phrases(repeat ? 'ticket.repeat' : 'ticket.title'),
      `code-${ticket.code}`,
      ...wayOf(screen),
      ...paperOf(kiosk, screen),
      ...phrases('ticket.done'),
    ];
  },
  trouble: (_kiosk, { code, source }) => {
    const { title, ways } = troubleOf(code, source);
    return [...phrases(title), ...ways.map((way) => `do.${way}`), ...phrases('help.call')];
  },
};

/** The guide of what the kiosk shows now, in the chosen language. */
export function scriptOf(kiosk: Kiosk): readonly Segment[] {
  const { language, screen } = kiosk;
  if (kiosk.choosing) return languageNames(kiosk);
  const script = scripts[screen.at] as (kiosk: Kiosk, screen: Screen) => readonly string[];
  return script(kiosk, screen).map((key) => ({ language, key, light: key }));
}

/** Each language says its own name, so that it is found by who reads none of them. */
function languageNames({ language, place }: Kiosk): readonly Segment[] {
  const title: PromptKey = 'language.title';
  const name: PromptKey = 'language.name';
  const heard = place?.kiosk.languages.filter(({ audio }) => audio) ?? [];
  return [
    { language, key: title, light: null },
    ...heard.map(({ code }) => ({ language: code, key: name, light: `language-${code}` })),
  ];
}

function wayOf({ answer }: On<'ticket'>): readonly string[] {
  const { state, service, room, ahead } = answer.ticket;
  if (state === 'waiting')
    return [...when(ahead === 0, 'ticket.first'), ...phrases('ticket.where'), `place-${service}`];
  const called = (state === 'called' || state === 'serving') && room !== null;
  return called ? [...phrases('ticket.called'), `room-${room}`] : phrases('ticket.ask');
}

function paperOf(kiosk: Kiosk, { reprint }: On<'ticket'>): readonly PromptKey[] {
  switch (slipState(kiosk)) {
    case 'kept':
      return ['ticket.kept'];
    case 'picture':
      return [];
    case 'coming':
      return ['ticket.paper'];
    case 'elsewhere':
      return ['ticket.elsewhere'];
    case 'none':
      if (reprint === 'failed') return ['ticket.reprint-failed'];
      return [kiosk.station ? 'ticket.no-paper' : 'ticket.no-paper-short'];
  }
}
