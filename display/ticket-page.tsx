import { render } from 'preact';
import { AMBER_MS, GREY_MS } from '../core/wire/rhythm.ts';
import type { Freshness } from '../web/live.ts';
import { plainGet } from '../web/plain-http.ts';
import { openBell } from './bell.ts';
import { isNewCall, pollPause, type TicketFace } from './ticket-face.ts';
import { type TicketModel, TicketView } from './ticket-view.tsx';
import { both, sentence } from './ticket-words.ts';

const TICK_MS = 2_000;
/** A phone that is waked, turned and back on the network in one moment asks once. */
const AGAIN_MS = 1_000;

const page = document.getElementById('page')!;
const path = `/api/v1/t/${location.pathname.split('/')[2] ?? ''}`;
const bell = openBell();

let face: TicketFace | null = null;
let gone = false;
let failures = 0;
let timer = 0;
let asking = false;
let askedAt = Number.NEGATIVE_INFINITY;
let newsAt = clocks();

async function ask(): Promise<void> {
  clearTimeout(timer);
  if (asking) return;
  asking = true;
  askedAt = performance.now();
  const reply = await plainGet<TicketFace>(null, path);
  asking = false;
  gone = !reply.ok && reply.status === 404;
  if (reply.ok || gone) newsAt = clocks();
  failures = reply.ok ? 0 : failures + 1;
  if (reply.ok) {
    if (isNewCall(face, reply.body)) bell.ring();
    face = reply.body;
  }
  draw();
  if (gone || isOver()) return;
  timer = window.setTimeout(ask, pollPause(face?.nextPollMs ?? null, failures, Math.random()));
}

/** Nothing is asked for any more until somebody looks at the page again. */
function isOver(): boolean {
  return face !== null && face.nextPollMs === null && failures === 0;
}

/** As on a board: amber when an answer is missing for 10 s, grey when the last one is a minute old. */
function level(): Freshness {
  if (isOver()) return 'fresh';
  const age = Math.max(...clocks().map((now, index) => now - newsAt[index]!));
  if (age >= GREY_MS) return 'grey';
  return failures > 0 && age >= AMBER_MS ? 'amber' : 'fresh';
}

/** Two clocks, as the steady one of many phones stands still while they sleep. */
function clocks(): number[] {
  return [performance.now(), Date.now()];
}

function draw(): void {
  const model: TicketModel = { face, gone, level: level(), bell: bell.armed };
  render(<TicketView model={model} onBell={armBell} />, page);
  if (face !== null) document.title = titleOf(face);
}

function titleOf(known: TicketFace): string {
  const turn = known.state === 'called' ? `${both('your-turn').vi} ` : '';
  return `${turn}${known.code} · ${sentence(known).vi.replace('\n', ' ')}`;
}

function armBell(): void {
  bell.arm();
  draw();
}

// A phone that was in the pocket shows the truth at the first glance.
function wake(): void {
  if (document.hidden || gone) return;
  draw();
  if (performance.now() - askedAt >= AGAIN_MS) void ask();
}
document.addEventListener('visibilitychange', wake);
window.addEventListener('pageshow', wake);
window.addEventListener('online', wake);
window.setInterval(draw, TICK_MS);

draw();
void ask();
