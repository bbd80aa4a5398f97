import type { CheckInAnswer, PlaceAnswer, ScanAnswer } from '../../core/wire/api.ts';
import type { Slip, StationState } from '../../core/wire/protocol.ts';
import type { Interference } from '../../web/keyboard-burst.ts';
import type { Freshness } from '../../web/live.ts';

/** Code of a language: `vi`, `en`, or one that the hospital has added (ISO 639). */
export type Language = string;
/** Texts of an added language by the keys of the kiosk's words; a key may be missing. */
export type Texts = { readonly [key: string]: string };
/** Steps of loudness, the second one usual. */
export type Volume = 1 | 2 | 3;
export const USUAL_VOLUME: Volume = 2;

/** One prompt of the spoken guide, and the name of the button that is outlined while it is heard. */
export type Segment = { readonly language: Language; readonly key: string; readonly light: string | null };

/** The spoken guide; `mute`: the last try made no sound. `run` names a try, so that a late word is dropped. */
export type Guide = {
  readonly state: 'silent' | 'speaking' | 'mute';
  readonly light: string | null;
  readonly run: number;
};

/** Priority classes that a patient may declare at the kiosk; staff look at the paper later (Law 15/2023/QH15). */
export type DeclaredClass = 'TE' | 'NCT' | 'TH' | 'KT' | 'CCM';
export type Person = NonNullable<ScanAnswer['person']>;

/** One card: its text (keyboard, keypad, camera) or the name under which the station keeps it, never both. */
export type Card = {
  readonly text: string | null;
  readonly scanId: string | null;
  readonly source: 'serial' | 'keyboard' | 'typed' | 'camera';
};

/** Who asks for a ticket: a card that was said yes to, or nobody known (`card` null). */
export type Claim = {
  readonly card: Card | null;
  readonly person: Person | null;
  readonly declared: readonly DeclaredClass[];
};

/** What the reader said of a card. Text that an input method has touched gives a number, never a name. */
export type Reading = { readonly card: Card; readonly answer: ScanAnswer; readonly hideName: boolean };

/** What the patient sees. A screen holds all that is known of the person; leaving it forgets that. */
export type Screen =
  | { readonly at: 'idle' }
  | { readonly at: 'keypad'; readonly digits: string }
  | { readonly at: 'camera' }
  | { readonly at: 'reading' }
  | { readonly at: 'confirm'; readonly claim: Claim; readonly age: number }
  | { readonly at: 'services'; readonly claim: Claim; readonly page: number }
  | { readonly at: 'classes'; readonly claim: Claim; readonly from: 'confirm' | 'services' }
  | { readonly at: 'issuing'; readonly claim: Claim; readonly service: string; readonly slip: Slip | null }
  | {
      readonly at: 'ticket';
      readonly answer: CheckInAnswer;
      readonly person: Person | null;
      readonly slip: Slip | null;
      readonly reprint: 'none' | 'asked' | 'coming' | 'failed';
    }
  | {
      readonly at: 'trouble';
      readonly code: string;
      readonly source: Card['source'] | null;
      readonly claim: Claim | null;
      readonly service: string | null;
    };

/** A passing word at the foot of the screen; `left` in ms. */
export type Note = {
  readonly kind: 'busy' | 'scan-again' | 'calling' | 'called' | 'call-failed';
  readonly left: number;
};

/** The kiosk: what it knows of its place and devices, and the one visit that is going on. */
export type Kiosk = {
  readonly place: PlaceAnswer | null;
  readonly station: StationState | null;
  /** How old the last news of the station is. */
  readonly link: Freshness;
  /** Something rewrites what the keyboard-mode scanner types; staff must switch it off. */
  readonly interference: Interference | null;
  /** Grows with every wipe, so that an answer to somebody who has left is recognised and dropped. */
  readonly visit: number;
  readonly language: Language;
  /** Texts of added languages, as far as they are here. */
  readonly packs: { readonly [code: string]: Texts };
  /** The choice of languages stands in the place of the screen. */
  readonly choosing: boolean;
  readonly guide: Guide;
  readonly volume: Volume;
  readonly screen: Screen;
  /** Time without a touch, a scan or an answer, in ms. */
  readonly quiet: number;
  readonly note: Note | null;
};

/** What the shell must do; `visit` comes back with the answer. */
export type Effect =
  | { readonly do: 'read'; readonly visit: number; readonly card: Card; readonly hideName: boolean }
  | {
      readonly do: 'check-in';
      readonly visit: number;
      readonly claim: Claim;
      readonly service: string;
      readonly english: boolean;
    }
  | { readonly do: 'print'; readonly visit: number; readonly ticket: string }
  | { readonly do: 'ring' }
  | { readonly do: 'look' }
  | { readonly do: 'beep' }
  | {
      readonly do: 'speak';
      readonly run: number;
      readonly segments: readonly Segment[];
      readonly volume: Volume;
    }
  | { readonly do: 'hush' }
  | { readonly do: 'volume'; readonly volume: Volume }
  | { readonly do: 'forget' };

export type KioskEvent =
  | { readonly type: 'place'; readonly place: PlaceAnswer }
  | { readonly type: 'station'; readonly station: StationState }
  | { readonly type: 'link'; readonly link: Freshness }
  | { readonly type: 'scan'; readonly scanId: string; readonly answer: ScanAnswer }
  | { readonly type: 'keys-scanned'; readonly text: string; readonly interference: Interference | null }
  | { readonly type: 'keys-noise'; readonly interference: Interference | null }
  | ({ readonly type: 'read'; readonly visit: number } & Reading)
  | { readonly type: 'issued'; readonly visit: number; readonly answer: CheckInAnswer }
  | { readonly type: 'printing'; readonly visit: number; readonly ok: boolean }
  | { readonly type: 'refused'; readonly visit: number; readonly code: string }
  | { readonly type: 'slip'; readonly slip: Slip }
  | { readonly type: 'staff-called'; readonly ok: boolean }
  | { readonly type: 'tick'; readonly ms: number }
  | { readonly type: 'touch' }
  | { readonly type: 'yes' }
  | { readonly type: 'no' }
  | { readonly type: 'home' }
  | { readonly type: 'back' }
  | { readonly type: 'again' }
  | { readonly type: 'no-card'; readonly child: boolean }
  | { readonly type: 'keypad' }
  | { readonly type: 'camera' }
  | { readonly type: 'camera-scanned'; readonly text: string }
  | { readonly type: 'digit'; readonly digit: string }
  | { readonly type: 'erase' }
  | { readonly type: 'typed' }
  | { readonly type: 'service'; readonly service: string }
  | { readonly type: 'more' }
  | { readonly type: 'classes' }
  | { readonly type: 'class'; readonly code: DeclaredClass }
  | { readonly type: 'reprint' }
  | { readonly type: 'help' }
  | { readonly type: 'languages' }
  | { readonly type: 'language'; readonly language: Language }
  | { readonly type: 'texts'; readonly language: Language; readonly texts: Texts }
  | { readonly type: 'guide' }
  | { readonly type: 'volume' }
  | { readonly type: 'heard'; readonly run: number; readonly light: string | null }
  | { readonly type: 'spoken'; readonly run: number; readonly ok: boolean };

export type Step = { readonly kiosk: Kiosk; readonly effects: readonly Effect[] };

/** A kiosk that was just switched on. */
export function newKiosk(): Kiosk {
  return {
    place: null,
    station: null,
    link: 'fresh',
    interference: null,
    visit: 1,
    language: 'vi',
    packs: {},
    choosing: false,
    guide: { state: 'silent', light: null, run: 0 },
    volume: USUAL_VOLUME,
    screen: { at: 'idle' },
    quiet: 0,
    note: null,
  };
}

/** The kiosk for the next person: everything of this visit is replaced, what the kiosk knows of its place stays. */
export function wiped(kiosk: Kiosk, note: Note | null = null): Step {
  const { place, station, link, interference, visit, packs } = kiosk;
  const known = { place, station, link, interference, packs };
  // The number of the guide's try goes on: what the last person's guide still says is none of the next one's.
  const guide = { ...newKiosk().guide, run: kiosk.guide.run };
  const fresh: Kiosk = { ...newKiosk(), ...known, guide, visit: visit + 1, note };
  return { kiosk: fresh, effects: [{ do: 'forget' }, { do: 'look' }] };
}
