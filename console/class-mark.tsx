import type { VNode } from 'preact';
import type { PriorityClass } from '../core/queue/line-class.ts';
import { Calendar, Star, Warning } from '../web/pictograms.tsx';
import { classWords, groundsOf } from './desk-words.ts';

/** The class of a ticket as sign and word with its grounds, never as a colour alone; nothing for most people. */
export function ClassMark({
  priority,
  grounds,
}: {
  priority: PriorityClass;
  grounds: readonly string[];
}): VNode | null {
  const words = groundsOf(grounds);
  if (priority === 'normal' && words === '') return null;
  return (
    <span class={`class-mark ${priority}`}>
      {priority === 'urgent' ? (
        <Warning label={null} />
      ) : priority === 'appointment' ? (
        <Calendar label={null} />
      ) : (
        <Star label={null} />
      )}
      <span>
        <b>{priority === 'normal' ? '' : classWords[priority]}</b>
        {words === '' ? '' : `${priority === 'normal' ? '' : ': '}${words}`}
      </span>
    </span>
  );
}
