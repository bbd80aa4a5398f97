import { type Browser, chromium } from 'playwright-core';
import { CHROMIUM, QUIET } from '../web/chromium.ts';
import type { SoundRoom } from './sound-room.ts';

/** What a launcher of a speaker page gives, so that the page may sound without a touch. */
export const MAY_SOUND = '--autoplay-policy=no-user-gesture-required';

/** A machine that runs other tests beside may be late by more than the 20 ms that Chromium keeps in hand. */
const PATIENT = '--audio-buffer-size=4096';

/** The real browser with its sound on one sink of a room. */
export function openSoundingChromium(
  room: SoundRoom,
  sink: string,
  more: readonly string[],
): Promise<Browser> {
  return chromium.launch({
    executablePath: room.hurried(CHROMIUM),
    args: [...QUIET, PATIENT, ...more],
    env: room.environment(sink),
    ignoreDefaultArgs: ['--mute-audio'],
  });
}
