import { WebSocket } from 'ws';

/** What a crowd is told to be. `token` is null at a bare server, which needs no word to begin. */
export type CrowdOrder = { url: string; count: number; view: string; token: string | null };
/** When the last of the crowd had a change, in ms of the machine's monotonic clock. */
export type CrowdWord =
  | { kind: 'ready' }
  | { kind: 'closed' }
  | { kind: 'all'; seq: number; at: number }
  | { kind: 'text'; text: string };

/** A change comes as a delta, or as a snapshot when minutes have changed in the same moment. */
const CHANGE = /^42\/board,\["(?:delta|snap)",/;

/**
 * A process of its own with many boards that know just enough of the protocol to be told changes; it costs the same
 * whether a house or a bare WebSocket server is at the other end.
 */
function crowd({ url, count, view, token }: CrowdOrder): void {
  const seen = new Map<number, number>();
  let ready = 0;
  let last = 0;
  let sample = '';
  const isIn = (seq: number): void => {
    ready += 1;
    last = Math.max(last, seq);
    if (ready === count) say({ kind: 'ready' });
  };
  const take = (text: string): void => {
    const seq = seqOf(text);
    if (!CHANGE.test(text) || seq <= last) return;
    const had = (seen.get(seq) ?? 0) + 1;
    seen.set(seq, had);
    if (had < count) return;
    seen.delete(seq);
    last = seq;
    say({ kind: 'all', seq, at: Number(process.hrtime.bigint()) / 1e6 });
    if (sample === text || !text.includes('"delta"')) return;
    sample = text;
    say({ kind: 'text', text });
  };
  for (let i = 0; i < count; i += 1) join(url, token, view, isIn, take);
}

function join(
  url: string,
  token: string | null,
  view: string,
  isIn: (seq: number) => void,
  take: (text: string) => void,
): void {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  let inside = false;
  if (token === null) socket.on('open', () => isIn(0));
  socket.on('close', () => say({ kind: 'closed' }));
  socket.on('message', (bytes) => {
    const text = String(bytes);
    if (text === '2') socket.send('3');
    else if (text.startsWith('0{')) socket.send(`40/board,${JSON.stringify({ token })}`);
    else if (text.startsWith('40/board,'))
      socket.send(`42/board,${JSON.stringify(['sub', { view, epoch: null, seq: null, v: 1 }])}`);
    else if (token !== null && !inside && text.startsWith('42/board,["snap"')) {
      inside = true;
      isIn(seqOf(text));
    } else take(text);
  });
}

const seqOf = (text: string): number => Number(/"seq":(\d+)/.exec(text)?.[1]);
const say = (word: CrowdWord): void => void process.send?.(word);

if (process.send) {
  process.once('message', (order: CrowdOrder) => crowd(order));
  process.on('disconnect', () => process.exit());
}
