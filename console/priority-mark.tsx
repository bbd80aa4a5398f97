import type { VNode } from 'preact';
import { Star } from '../web/pictograms.tsx';
import { groundsOf } from './desk-words.ts';

/** Priority as sign and word with its grounds, never as a colour alone. */
export function PriorityMark({ grounds }: { grounds: readonly string[] }): VNode {
  const words = groundsOf(grounds);
  return (
    <span class="priority">
      <Star label={null} />
      ƯU TIÊN{words ? `: ${words}` : ''}
    </span>
  );
}
