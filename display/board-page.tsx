import { render, type VNode } from 'preact';
import type { BoardState } from '../core/queue/views.ts';
import { type DeviceIdentity, openDevice } from '../web/device.ts';
import { type Freshness, type Live, openLive } from '../web/live.ts';
import { type BoardMoment, boardModel, isBoardCalling } from './board-model.ts';
import { shapeOf } from './board-shape.ts';
import { applyBoardOp } from './board-state.ts';
import { NO_TURN, type Turn, turnPage } from './board-turn.ts';
import { BoardView } from './board-view.tsx';
import { t } from './board-words.ts';
import { isForgotten } from './enrolment.ts';
import { measureBy } from './fitting.ts';
import { hearCalls, hearVoice, NO_HERO, turnHero } from './hero.ts';
import { lastAnswer } from './last-answer.ts';
import { heapBytes, openLifeSign } from './life-sign.ts';
import { offsetMinutes, timeOfDay } from './local-time.ts';
import { isReloadDue } from './reload.ts';
import { NotEnrolled, ScreenMessage } from './screen-message.tsx';

const TICK_MS = 500;
const FACE = "'Be Vietnam Pro', Roboto, Arial, sans-serif";

const page = document.getElementById('page')!;
const board = decodeURIComponent(location.pathname.split('/')[2] ?? '');

/** Time alone, which draws twice a second, changes no sizes. */
const shapeNow = lastAnswer(shapeOf);

type Builds = { first: string; now: string };
type Known = Omit<BoardMoment, 'state' | 'tick' | 'serverNow' | 'shape' | 'page'> & {
  state: BoardState | null;
  turned: Turn;
  builds: Builds | null;
  /** What is shown in place of a board that cannot be shown. */
  notice: VNode | null;
  /** To be told of each drawing that went well. */
  drawn: () => void;
};

async function start(): Promise<void> {
  render(<ScreenMessage title={t('connecting', null)} lines={[]} />, page);
  const device = await openDevice('board', board);
  if (device === null) render(<NotEnrolled what={`bảng ${board}`} />, page);
  else openBoard(device);
}

function nothingKnown(): Known {
  return {
    state: null,
    hero: NO_HERO,
    turned: NO_TURN,
    level: 'fresh',
    newsAt: Date.now(),
    widthOf: measureBy(400, FACE),
    builds: null,
    notice: null,
    drawn: () => {},
  };
}

function openBoard(device: DeviceIdentity): void {
  const known = nothingKnown();
  const live: Live = openLive<BoardState>({
    namespace: '/board',
    view: board,
    token: device.token,
    applyOp: applyBoardOp,
    onState(state, { build }) {
      known.builds = { first: known.builds?.first ?? build, now: build };
      known.state = state;
      known.notice = null;
      known.hero = hearCalls(known.hero, state.calls, live.now(), performance.now());
      draw(known, live);
    },
    onFreshness(level: Freshness) {
      known.level = level;
      draw(known, live);
    },
    async onRefused() {
      if (!(await isForgotten(device))) return;
      window.clearInterval(ticking);
      live.stop();
      life.stop();
      known.notice = <NotEnrolled what={`bảng ${board}`} />;
      draw(known, live);
    },
    listen: {
      voice({ callId }: { callId: string }) {
        known.hero = hearVoice(known.hero, callId);
        draw(known, live);
      },
      fault({ code }: { code: string }) {
        if (code !== 'unknown-view') return;
        known.notice = <ScreenMessage title={t('unknown-board', { board })} lines={[]} />;
        draw(known, live);
      },
    },
  });
  const life = openLifeSign({ live, mayReload: () => true });
  known.drawn = life.drawn;
  const ticking = window.setInterval(() => draw(known, live), TICK_MS);
  window.addEventListener('resize', () => draw(known, live));
  measureAgainWithFont(known, live);
}

/** Until the face has come, part by part, the widths are those of another one. */
function measureAgainWithFont(known: Known, live: Live): void {
  const measure = (): void => {
    known.widthOf = measureBy(400, FACE);
    draw(known, live);
  };
  document.fonts.ready.then(measure);
  document.fonts.addEventListener('loadingdone', measure);
}

function draw(known: Known, live: Live): void {
  const { state } = known;
  const tick = performance.now();
  if (known.level === 'fresh') known.newsAt = live.now();
  if (state === null || known.notice !== null) {
    const title = known.level === 'grey' ? t('ask-staff', null) : t('connecting', null);
    render(known.notice ?? <ScreenMessage title={title} lines={[]} />, page);
    known.drawn();
    return;
  }
  known.hero = turnHero(known.hero, tick, state.face.spoken);
  const portrait = window.innerHeight > window.innerWidth;
  const shape = shapeNow(state, portrait, known.widthOf);
  known.turned = turnPage(known.turned, shape, known.hero.waiting, tick);
  const times = { tick, serverNow: live.now() };
  const moment: BoardMoment = { ...known, ...times, state, shape, page: known.turned.page };
  render(<BoardView model={boardModel(moment)} />, page);
  known.drawn();
  if (known.builds !== null) reloadWhenDue(moment, known.builds);
}

function reloadWhenDue(moment: BoardMoment, builds: Builds): void {
  const { state, level, tick, serverNow } = moment;
  const due = isReloadDue({
    clock: timeOfDay(serverNow, offsetMinutes(state.calls[0]?.at ?? null)),
    openForMs: tick,
    fresh: level === 'fresh',
    idle: state.rooms.every(({ now, waiting }) => now === null && waiting === 0),
    calm: !isBoardCalling(moment),
    firstBuild: builds.first,
    build: builds.now,
    heapBytes: heapBytes(),
  });
  if (due) location.reload();
}

start();
