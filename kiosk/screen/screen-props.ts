import type { Kiosk, KioskEvent, Screen } from './visit.ts';
import type { Say } from './words.ts';

/** What every part of the page gets: the kiosk, its words, and the one way to say that something happened. */
export type PartProps = { kiosk: Kiosk; say: Say; send: (event: KioskEvent) => void };

/** A part that stands for one screen, with what that screen holds. */
export type ScreenProps<At extends Screen['at']> = PartProps & { screen: Extract<Screen, { at: At }> };
