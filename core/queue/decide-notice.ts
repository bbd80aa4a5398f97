import type { Command } from './command.ts';
import type { Day } from './day.ts';
import { type Decision, refuse } from './decision.ts';
import { isOver, MOST_NOTICES, noticeText } from './notice.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

/** Hangs a text on the boards. Those that are over no longer count. */
export function setNotice(day: Day, { notice }: Of<'notice'>, now: number): Decision {
  const text = noticeText(notice.text);
  if (text === '') return refuse('empty-notice');
  if (notice.until !== null && notice.until <= Math.max(now, notice.from ?? now))
    return refuse('notice-over');
  const strange = (notice.boards ?? []).some((id) => !day.clinic.boards.some((board) => board.id === id));
  if (strange) return refuse('unknown-board');
  const standing = [...day.notices.values()].filter((each) => !isOver(each, now));
  if (standing.length >= MOST_NOTICES) return refuse('too-many-notices');
  const hung = { ...notice, text };
  return {
    ok: true,
    happenings: [{ type: 'notice-set', notice: hung }],
    outcome: { kind: 'notice', notice: hung },
  };
}

/** Takes a text down. One that is gone already was taken down by somebody else: that is what was wanted. */
export function endNotice(day: Day, { notice: id }: Of<'end-notice'>): Decision {
  const notice = day.notices.get(id);
  if (!notice) return { ok: true, happenings: [], outcome: { kind: 'nothing' } };
  return {
    ok: true,
    happenings: [{ type: 'notice-ended', notice: id }],
    outcome: { kind: 'notice', notice },
  };
}
