import type { Day } from './day.ts';
import { isOpen, type PaperState } from './ticket.ts';

const MINUTE = 60_000;
const MOST_SHOWN = 20;

/** A slip of which nobody knows whether it came out, or that did not. */
export type PaperToSee = { ticket: string; code: string; state: PaperState; minutes: number };

/** The slips that a person has to look at, the newest first. Nothing is printed again by itself. */
export function papersToSee(day: Day, now: number): PaperToSee[] {
  const papers: PaperToSee[] = [];
  for (const ticket of day.tickets.values()) {
    const { paper, id, code } = ticket;
    if (!isOpen(ticket) || (paper?.state !== 'unknown' && paper?.state !== 'failed')) continue;
    papers.push({ ticket: id, code, state: paper.state, minutes: Math.floor((now - paper.at) / MINUTE) });
  }
  return papers.sort((a, b) => a.minutes - b.minutes).slice(0, MOST_SHOWN);
}
