import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** What a crowd of desks is told to do: check people in over `connections` open connections for `ms`. */
export type HttpOrder = {
  port: number;
  token: string;
  connections: number;
  ms: number;
  kind: 'card' | 'none' | 'refused';
};
/** How it went: answers by status, ms each took, and the CPU that this process took for them. */
export type HttpWord = { statuses: Record<string, number>; took: number[]; ms: number; cpuMs: number };

const END_OF_HEAD = '\r\n\r\n';

/**
 * A process of its own that asks as fast as it is answered, by bare sockets: what a whole HTTP client costs would
 * else be counted against the server on a machine of two cores.
 */
async function crowd(order: HttpOrder): Promise<HttpWord> {
  const word: HttpWord = { statuses: {}, took: [], ms: 0, cpuMs: 0 };
  const sockets = await connected(order);
  const cpu = process.cpuUsage();
  const from = performance.now();
  const until = from + order.ms;
  await Promise.all(
    sockets.map(async (socket) => {
      for (let at = performance.now(); at < until; ) {
        const status = await ask(socket, requestOf(order));
        const now = performance.now();
        word.took.push(now - at);
        word.statuses[status] = (word.statuses[status] ?? 0) + 1;
        at = now;
      }
    }),
  );
  const { user, system } = process.cpuUsage(cpu);
  return { ...word, ms: performance.now() - from, cpuMs: (user + system) / 1_000 };
}

let kept: Promise<Socket[]> | null = null;

/**
 * The connections of all rounds. A server accepts one new connection in each turn of its loop, and 64 at once that
 * ask at once would wait half a round for the last of them.
 */
function connected({ port, connections }: HttpOrder): Promise<Socket[]> {
  kept ??= Promise.all(Array.from({ length: connections }, () => open(port)));
  return kept;
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.setEncoding('latin1').once('error', reject);
  });
}

/** Each card is another person's of nobody, also in the next round. */
let shown = 0;

/**
 * With a card or without; the refused one has no card and a key that no body may have, so it is read and goes no
 * further.
 */
function requestOf({ port, token, kind }: HttpOrder): string {
  shown += 1;
  const card = `024085${100_000 + shown}||Nguyễn Văn Bình|15031985|Nam|Xã Tân Trung, Bắc Giang|25042021`;
  const scan = kind === 'card' ? `"${card}"` : 'null';
  const last = kind === 'refused' ? '"unconfirm":true' : '"confirmed":true';
  const body = `{"requestId":"${randomUUID()}","service":"noi","scan":${scan},"declared":[],${last}}`;
  return (
    `POST /api/v1/check-ins HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}${END_OF_HEAD}${body}`
  );
}

/** Sends one request and resolves with the status of its answer, once all of it is there. */
function ask(socket: Socket, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const lost = (): void => reject(new Error('the server has hung up'));
    const take = (some: string): void => {
      text += some;
      const head = text.indexOf(END_OF_HEAD);
      if (head < 0) return;
      const length = Number(/\r\nContent-Length: (\d+)/i.exec(text.slice(0, head))?.[1]);
      if (text.length < head + END_OF_HEAD.length + length) return;
      socket.off('data', take).off('close', lost);
      resolve(text.slice(9, 12));
    };
    socket.on('data', take).once('close', lost);
    socket.write(request);
  });
}

if (process.send)
  process.on('message', (order: HttpOrder) => void crowd(order).then((word) => process.send?.(word)));
