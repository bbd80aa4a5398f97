import type { Capabilities } from './capability.ts';
import type { Command } from './escpos-commands.ts';
import type { BuzzPart } from './slip.ts';

/** Short enough not to frighten, long enough for a loud hall. */
const BUZZ_MS = 200;

/** The commands by which a printer sounds, none where it cannot. */
export function buzzCommands({ times }: Pick<BuzzPart, 'times'>, { buzzer }: Capabilities): Command[] {
  return buzzer === 'none' ? [] : [{ kind: 'buzz', how: buzzer, times, ms: BUZZ_MS }];
}
