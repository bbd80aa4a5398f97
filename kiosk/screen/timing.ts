import { moreTimeOf } from './more-time.ts';
import { speak } from './speaking.ts';
import { type Kiosk, type Note, type Step, USUAL_VOLUME, wiped } from './visit.ts';

/**
 * Untouched for 45 s a visit is asked whether it still goes on, 20 s later it is wiped; personal data may stand at
 * most 65 s. Asking one second early leaves the margin for a slow timer.
 */
const ASK_MS = 44_000;
const COUNTDOWN_MS = 20_000;
/** After success the screen goes to the next person; a number that was not printed may be copied for longer. */
const TICKET_MS = 20_000;
const COPY_MS = 45_000;
/** Ends of a print job that leave no paper in the hand, or nobody knows. */
const notPrinted = /^(unknown|failed|cancelled)/;

/** How long the present screen stays when nobody touches it, all in ms. */
export function patience(kiosk: Kiosk): {
  asksAfter: number | null;
  endsAfter: number | null;
  ticketStays: boolean;
} {
  const { at } = kiosk.screen;
  // Nobody is here: only what somebody chose who left, a language or a loudness, goes back to the usual.
  if (at === 'idle') {
    const usual = kiosk.language === 'vi' && kiosk.volume === USUAL_VOLUME && !kiosk.choosing;
    const endsAfter = usual ? null : ASK_MS + COUNTDOWN_MS;
    return { asksAfter: null, endsAfter, ticketStays: false };
  }
  if (at !== 'ticket') return { asksAfter: ASK_MS, endsAfter: ASK_MS + COUNTDOWN_MS, ticketStays: false };
  const copied = slipState(kiosk) === 'none';
  return { asksAfter: null, endsAfter: copied ? COPY_MS : TICKET_MS, ticketStays: copied };
}

/** Seconds until the wipe once the kiosk asks "more time?"; null while it does not ask. */
export function countdown(kiosk: Kiosk): number | null {
  const { asksAfter, endsAfter } = patience(kiosk);
  if (asksAfter === null || endsAfter === null || kiosk.quiet < asksAfter) return null;
  return Math.max(0, Math.ceil((endsAfter - kiosk.quiet) / 1000));
}

/** Seconds that the ticket still stands; null on every other screen. */
export function ticketLeft(kiosk: Kiosk): number | null {
  const { endsAfter } = patience(kiosk);
  if (kiosk.screen.at !== 'ticket' || endsAfter === null) return null;
  return Math.max(0, Math.ceil((endsAfter - kiosk.quiet) / 1000));
}

/** `ms` have passed. A clock that jumps forward ends the visit: too early is safe, too late shows a stranger's name. */
export function ticked(before: Kiosk, ms: number): Step {
  const passed = Number.isFinite(ms) && ms > 0 ? ms : 0;
  // An idle kiosk stays the very same object, so that nothing is drawn four times a second for weeks.
  if (patience(before).endsAfter === null && !before.note) return { kiosk: before, effects: [] };
  const note = aged(before.note, passed);
  const kiosk: Kiosk = { ...before, note, quiet: before.quiet + passed };
  const { asksAfter, endsAfter } = patience(kiosk);
  if (endsAfter !== null && kiosk.quiet >= endsAfter) return wiped(kiosk, note);
  const asksNow = asksAfter !== null && before.quiet < asksAfter && kiosk.quiet >= asksAfter;
  const { screen } = kiosk;
  const older =
    screen.at === 'confirm' ? { ...kiosk, screen: { ...screen, age: screen.age + passed } } : kiosk;
  if (!asksNow) return { kiosk: older, effects: [] };
  const asked = speak(older, moreTimeOf(older));
  return { kiosk: asked.kiosk, effects: [{ do: 'beep' }, ...asked.effects] };
}

/**
 * What became of the paper: `elsewhere` out of the second printer, `coming` from the printer now, `picture` of a preview printer, `kept` by the patient
 * from the first time, `none` when there is no printer to give one.
 */
export function slipState(kiosk: Kiosk): 'coming' | 'elsewhere' | 'picture' | 'kept' | 'none' {
  const { screen, station } = kiosk;
  if (screen.at !== 'ticket') return 'none';
  if (screen.slip?.picture) return 'picture';
  if (screen.slip?.printer === 'fallback') return 'elsewhere';
  const away = station?.printer.patient !== '' || notPrinted.test(screen.slip?.outcome ?? '');
  if (screen.answer.repeat && screen.reprint !== 'asked' && screen.reprint !== 'coming') return 'kept';
  return away || screen.reprint === 'failed' ? 'none' : 'coming';
}

function aged(note: Note | null, ms: number): Note | null {
  if (!note) return null;
  return note.left > ms ? { ...note, left: note.left - ms } : null;
}
