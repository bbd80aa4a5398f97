import { render } from 'preact';
import { get } from '../web/http.ts';
import { isOver, pollPause, type TicketFace } from './ticket-face.ts';
import { type TicketModel, TicketView } from './ticket-view.tsx';
import { sentence } from './ticket-words.ts';

const STALE_MS = 60_000;
const page = document.getElementById('page')!;
const path = `/api/v1/t/${location.pathname.split('/')[2] ?? ''}`;

let model: TicketModel = { face: null, gone: false, stale: false };
let failures = 0;
let timer = 0;
let answeredAt = performance.now();

async function ask(): Promise<void> {
  clearTimeout(timer);
  const reply = await get<TicketFace>(null, path);
  const gone = !reply.ok && reply.status === 404;
  if (reply.ok || gone) answeredAt = performance.now();
  failures = reply.ok ? 0 : failures + 1;
  const face = reply.ok ? reply.body : model.face;
  model = { face, gone, stale: performance.now() - answeredAt >= STALE_MS };
  draw();
  if (gone || (face !== null && isOver(face))) return;
  timer = window.setTimeout(ask, pollPause(failures, Math.random()));
}

function draw(): void {
  render(<TicketView model={model} />, page);
  if (model.face !== null) document.title = `${model.face.code} · ${sentence(model.face).vi}`;
}

// A phone that was in the pocket shows the truth at the first glance.
document.addEventListener('visibilitychange', () => {
  if (document.hidden || model.gone) return;
  model = { ...model, stale: performance.now() - answeredAt >= STALE_MS };
  draw();
  void ask();
});

draw();
void ask();
