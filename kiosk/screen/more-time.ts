import type { PromptKey } from '../../core/queue/words/kiosk-prompt-table.ts';
import type { Kiosk, Segment } from './visit.ts';

/** "Do you need more time?", heard as well as seen. */
export function moreTimeOf({ language }: Kiosk): readonly Segment[] {
  const key: PromptKey = 'time.title';
  return [{ language, key, light: null }];
}
