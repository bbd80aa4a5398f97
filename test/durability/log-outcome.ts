import Database from 'better-sqlite3';
import type { Outcome } from '../history/history.ts';

type Row = { type: string; body: string };
type Facts = { ticket: string; code: string; room: string; businessDay: string };

/** A code with its day before it, in letters: codes begin anew each day, and the checker takes letters for a series. */
export const codeOfDay = (businessDay: string, code: string): string =>
  `${businessDay.replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)]!)} ${code}`;

/** What the log in a SQLite file says in the end; `days` of business were opened. */
export function outcomeOf(file: string): Outcome & { entries: number; days: number } {
  const db = new Database(file, { readonly: true });
  const issued: { ticket: string; code: string }[] = [];
  const called: { ticket: string; desk: string }[] = [];
  let day = '';
  let entries = 0;
  let days = 0;
  for (const row of db.prepare('SELECT type, body FROM entry ORDER BY seq').iterate()) {
    const { type, body } = row as Row;
    entries += 1;
    const { ticket, code, room, businessDay } = JSON.parse(body) as Facts;
    if (type === 'day-opened') {
      days += 1;
      day = businessDay;
    }
    if (type === 'ticket-issued') issued.push({ ticket, code: codeOfDay(day, code) });
    if (type === 'ticket-called') called.push({ ticket, desk: room });
  }
  db.close();
  return { issued, called, entries, days };
}
