import { join } from 'node:path';
import type { CheckInAnswer, CheckInBody, PlaceAnswer } from '../../../core/wire/api.ts';
import { MOST_TOLD, type StationSign } from '../../../core/wire/station.ts';
import type { HouseClock } from '../house-clock.ts';
import type { HouseAnswer, HouseLink } from '../house-link.ts';
import type { Slip } from '../paper.ts';
import { type Issued, OfflineDesk, type Refused, type ShownCard } from './offline-desk.ts';
import { OfflineMode } from './offline-mode.ts';
import { stationMac } from './station-keys.ts';

type Note = (event: { event: string } & Record<string, string | number | boolean | null>) => void;
type Parts = {
  dataDir: string;
  token: string;
  kiosk: string;
  house: Pick<HouseLink, 'ask' | 'alive' | 'connected'>;
  clock: HouseClock;
  /** A clock that never jumps, in ms. */
  elapsed: () => number;
  /** Prints a slip; true: it is on paper, or as good as. */
  print: (slip: Slip) => Promise<boolean>;
  onChange: () => void;
  note: Note;
};

/** Longer than a check-in ever takes; then whoever stands there gets a number of the kiosk's own. */
const PATIENCE_MS = 2_500;

export type CheckedIn = Issued | Refused | { ok: 'house'; answer: HouseAnswer };

export type OwnFacts = Pick<StationSign, 'ownNumbers' | 'waiting' | 'refused' | 'faults'>;

/** What a station does while its house is away. */
export type OwnNumbers = {
  /** The house does not answer, or does not have everything yet that was given out without it. */
  engaged(): boolean;
  /** Engaged, and numbers can be given out. */
  givesNumbers(): boolean;
  /** The hospital by the permit, while engaged; null: ask the house. */
  place(): PlaceAnswer | null;
  /** Checks in at the house if it is there in time, else here; `body` is what the house would get. */
  checkIn(wish: CheckInBody, card: ShownCard | null, body: string): Promise<CheckedIn>;
  /** What was answered to a press before; null when it got no number here. */
  answered(requestId: string): CheckInAnswer | null;
  /** Somebody has this number: it stood on the screen. */
  given(code: string): void;
  /** False when the number is none of this station's. */
  reprint(code: string): boolean;
  /** Lines that the house has not taken yet. */
  left(): number;
  /** What the house is told of this, see `StationSign`. */
  facts(): OwnFacts;
  /** Looks after the house now, and not only at the next second. */
  look(): Promise<void>;
  /** The line came up, or the house refused this station. */
  houseSpoke(): void;
  close(): void;
};

/** Opens the journals of this station; the caller holds the lock of the folder. */
export function openOwnNumbers(parts: Parts): OwnNumbers {
  const { house, note } = parts;
  const mac = stationMac(parts.token);
  const folder = join(parts.dataDir, 'offline', mac.folder);
  const desk: OfflineDesk = new OfflineDesk({
    ...{ folder, mac, kiosk: parts.kiosk, clock: parts.clock, note },
    print: (slip) => void parts.print(slip).then((printed) => printed && given(slip.code)),
  });
  const mode = new OfflineMode({ ...parts, desk });
  const given = (code: string): void => {
    try {
      desk.given(code);
    } catch {
      note({ event: 'journal-not-written', code });
    }
  };
  return {
    engaged: () => mode.engaged(),
    givesNumbers: () => mode.givesNumbers(),
    place: () => (mode.engaged() ? desk.place() : null),
    answered: (requestId) => desk.answered(requestId),
    async checkIn(wish, card, body) {
      if (!mode.givesNumbers()) {
        const answer = await soon(house.ask('POST', '/api/v1/check-ins', body), desk.fault() === null);
        // The page asks again before an answer is there: a press that got a number here meanwhile has that one.
        const before = desk.answered(wish.requestId);
        if (before) return { ok: true, answer: before, fresh: false };
        if (answer && answer.status < 500) return { ok: 'house', answer };
        mode.lost();
        if (!mode.givesNumbers()) return { ok: 'house', answer };
      }
      try {
        return desk.issue(wish, card);
      } catch {
        // Nothing was given out: the screen sends people to the desk.
        note({ event: 'journal-not-written', code: null });
        return { ok: 'house', answer: null };
      }
    },
    given,
    reprint: (code) => desk.reprint(code),
    left: () => desk.toHandIn.left(),
    facts: () => factsOf(desk),
    look: () => mode.look(),
    houseSpoke: () => mode.permitNow(),
    close: () => mode.close(),
  };
}

const factsOf = (desk: OfflineDesk): OwnFacts => ({
  ownNumbers: desk.fault() ?? 'ready',
  waiting: desk.toHandIn.waiting(),
  refused: desk.toHandIn.refused().slice(-MOST_TOLD),
  faults: desk.faults().slice(-MOST_TOLD),
});

/** The answer, or null when it takes longer than somebody before the screen waits and there is another way. */
function soon(answer: Promise<HouseAnswer>, hurried: boolean): Promise<HouseAnswer> {
  if (!hurried) return answer;
  let timer: NodeJS.Timeout;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
