import { WebSocket } from 'ws';

/** What a crowd is told to be. `token` is null at a bare server, which needs no word to begin. */
export type CrowdOrder = { url: string; count: number; view: string; token: string | null };
/** When the last of the crowd had a change, in ms of the machine's monotonic clock. */
export type CrowdWord =
  | { kind: 'ready' }
  | { kind: 'all'; seq: number; at: number }
  | { kind: 'text'; text: string };

const DELTA = '42/board,["delta",';

/**
 * A process of its own with many boards that know just enough of the protocol to be told changes; it costs the same
 * whether a house or a bare WebSocket server is at the other end.
 */
function crowd({ url, count, view, token }: CrowdOrder): void {
  const seen = new Map<number, number>();
  let ready = 0;
  let sample = '';
  const isIn = (): void => {
    ready += 1;
    if (ready === count) say({ kind: 'ready' });
  };
  const take = (text: string): void => {
    if (!text.startsWith(DELTA)) return;
    const seq = Number(/"seq":(\d+)/.exec(text)?.[1]);
    const had = (seen.get(seq) ?? 0) + 1;
    seen.set(seq, had);
    if (had < count) return;
    seen.delete(seq);
    say({ kind: 'all', seq, at: Number(process.hrtime.bigint()) / 1e6 });
    if (sample !== text) say({ kind: 'text', text });
    sample = text;
  };
  for (let i = 0; i < count; i += 1) join(url, token, view, isIn, take);
}

function join(
  url: string,
  token: string | null,
  view: string,
  isIn: () => void,
  take: (text: string) => void,
): void {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  if (token === null) socket.on('open', isIn);
  socket.on('message', (bytes) => {
    const text = String(bytes);
    if (text === '2') socket.send('3');
    else if (text.startsWith('0{')) socket.send(`40/board,${JSON.stringify({ token })}`);
    else if (text.startsWith('40/board,'))
      socket.send(`42/board,${JSON.stringify(['sub', { view, epoch: null, seq: null, v: 1 }])}`);
    else if (text.startsWith('42/board,["snap"')) isIn();
    else take(text);
  });
}

const say = (word: CrowdWord): void => void process.send?.(word);

if (process.send) process.once('message', (order: CrowdOrder) => crowd(order));
