import type { DeskState } from '../../../core/queue/desk-view.ts';
import type { BoardState } from '../../../core/queue/views.ts';
import type { Beat, Delta, Snap } from '../../../core/wire/protocol.ts';
import { applyBoardOp } from '../../../display/board-state.ts';
import { type ApplyOp, type Held, type News, receive, wholeState } from '../../../web/revision.ts';
import type { Heard, TestHouse } from '../test-house.ts';

/** A screen that follows the pages' own rules, and on the way to which messages can be lost. */
export class Screen<State> {
  held: Held<State> | null = null;
  /** Says of each message whether it is lost. */
  lost: () => boolean = () => false;
  readonly heard: Heard;
  readonly #view: string;
  readonly #applyOp: ApplyOp<State>;

  constructor(heard: Heard, view: string, applyOp: ApplyOp<State>) {
    this.heard = heard;
    this.#view = view;
    this.#applyOp = applyOp;
    heard.socket.on('snap', (message: Snap<State>) => this.#take({ event: 'snap', message }));
    heard.socket.on('delta', (message: Delta<State>) => this.#take({ event: 'delta', message }));
    heard.socket.on('hb', (message: Beat) => this.#take({ event: 'hb', message }));
  }

  sub(epoch: string | null, seq: number | null): void {
    this.heard.socket.emit('sub', { view: this.#view, epoch, seq, v: 1 });
  }

  ask(): void {
    this.sub(this.held?.epoch ?? null, this.held?.seq ?? null);
  }

  #take(news: News<State>): void {
    if (this.lost()) return;
    const { held, ask } = receive(this.held, news, this.#applyOp);
    this.held = held;
    if (ask) this.ask();
  }
}

/** A board that has its first snapshot. */
export async function openBoard(house: TestHouse, board: string): Promise<Screen<BoardState>> {
  const heard = await house.socket('/board', house.device('board', board, null).token, {});
  const screen = new Screen<BoardState>(heard, board, applyBoardOp);
  await heard.hear('connect');
  screen.ask();
  await heard.hear('snap');
  return screen;
}

/** A room's desk that has its first snapshot. */
export async function openDesk(house: TestHouse, room: string): Promise<Screen<DeskState>> {
  const heard = await house.socket('/console', house.device('console', `desk-${room}`, room).token, {});
  const screen = new Screen<DeskState>(heard, room, wholeState);
  await heard.hear('connect');
  screen.ask();
  await heard.hear('snap');
  return screen;
}
