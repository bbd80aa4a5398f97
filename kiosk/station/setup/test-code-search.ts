import { randomInt } from 'node:crypto';
import type { ListedPort } from '../scanner/port-list.ts';
import type { OpenLine } from '../scanner/serial-line.ts';
import { findByTestCode, type TestCodeAnswer } from '../scanner/test-code.ts';

/** RS-232 scanners leave the factory at one of these; USB-COM scanners read at any. */
const SPEEDS = [9600, 115_200] as const;
/** Letters and digits that look like nothing else, should a person have to read them out. */
const SIGNS = 'ACDEFHJKLMNPQRTUVWXY3479';
const SIGN_COUNT = 5;

/** A fresh code in plain ASCII, upper case, that no card and no medicine box bears. */
export function newTestCode(): string {
  return `TIEPDON-TEST-${Array.from({ length: SIGN_COUNT }, () => SIGNS[randomInt(SIGNS.length)]).join('')}`;
}

/** In ms: `roundMs` listening at each speed; `settleMs` after something else came, before the next speed. */
export type SearchTiming = { readonly roundMs: number; readonly settleMs: number };

export type Search = {
  readonly ports: readonly ListedPort[];
  readonly open: OpenLine;
  readonly code: string;
  readonly timing: SearchTiming;
  readonly signal: AbortSignal;
  /** How it goes: the speed it listens at, and whether anything was heard so far. */
  readonly onRound: (round: { readonly baud: number; readonly heard: boolean }) => void;
};

export type SearchAnswer =
  | { readonly ok: true; readonly port: ListedPort; readonly baud: number }
  | {
      readonly ok: false;
      readonly fault: 'no_port' | 'no_answer' | 'not_understood' | 'stopped';
      readonly deaf: Extract<TestCodeAnswer, { ok: false }>['deaf'];
    };

/**
 * Listens for the code at one speed after the other. Bytes that are not the code may be the code at another
 * speed, so the rest of that round is not waited for.
 */
export async function searchByTestCode(search: Search): Promise<SearchAnswer> {
  let heard = false;
  for (const baud of SPEEDS) {
    search.onRound({ baud, heard });
    const answer = await listenAt(search, baud, () => {
      if (!heard) search.onRound({ baud, heard: true });
      heard = true;
    });
    if (answer.ok) return { ok: true, port: answer.port, baud };
    const { fault, deaf } = answer;
    if (search.signal.aborted) return { ok: false, fault: 'stopped', deaf };
    const isLast = baud === SPEEDS.at(-1);
    if (fault === 'no_port' || deaf.length === search.ports.length) return { ok: false, fault, deaf };
    if (isLast) return { ok: false, fault: heard ? 'not_understood' : 'no_answer', deaf };
  }
  return { ok: false, fault: 'no_answer', deaf: [] };
}

async function listenAt(search: Search, baud: number, onHeard: () => void): Promise<TestCodeAnswer> {
  const { ports, open, code, timing, signal } = search;
  const enough = new AbortController();
  let settling: NodeJS.Timeout | null = null;
  const answer = await findByTestCode({
    candidates: ports,
    ...{ open, baud, code, timeoutMs: timing.roundMs },
    onHeard() {
      onHeard();
      settling ??= setTimeout(() => enough.abort(), timing.settleMs);
    },
    signal: AbortSignal.any([signal, enough.signal]),
  });
  if (settling) clearTimeout(settling);
  return answer;
}
