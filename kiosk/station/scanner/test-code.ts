import { identityOf, type ScannerIdentity } from './discovery.ts';
import type { ListedPort } from './port-list.ts';
import type { LineEnd, OpenLine, SerialLine } from './serial-line.ts';

export interface TestCodeSearch {
  readonly candidates: readonly ListedPort[];
  readonly open: OpenLine;
  /** Bits per second on every port; a converter that stays silent at 9600 may be asked again at 115200. */
  readonly baud: number;
  /** Plain ASCII, shown as a QR code on the set-up page; new each time, so that no card can hold it. */
  readonly code: string;
  readonly timeoutMs: number;
  /** Told whenever bytes come in at a port, whatever they are: somebody scans there. */
  readonly onHeard: (path: string) => void;
  /** Ends the search when the page is left; null where nobody leaves. */
  readonly signal: AbortSignal | null;
}

export type TestCodeAnswer =
  | { readonly ok: true; readonly port: ListedPort; readonly identity: ScannerIdentity | null }
  | {
      readonly ok: false;
      readonly fault: 'no_port' | 'no_answer' | 'stopped';
      /** The ports that could not be listened on, and why. */
      readonly deaf: readonly { readonly path: string; readonly end: LineEnd }[];
    };

/** Bytes kept per port: enough for the code however it is cut, and for no card. */
const MARGIN = 16;
const CLOSE_WAIT_MS = 1000;

/**
 * Listens on all candidate ports and names the one that delivers the test code, so that a scanner without a
 * known vendor number can be chosen by using it. Framing does not matter: the code is looked for in the bytes.
 * Ports are free again when the answer comes. A port some scanner of ours holds is busy for this search.
 */
export async function findByTestCode(search: TestCodeSearch): Promise<TestCodeAnswer> {
  const { candidates, timeoutMs, signal } = search;
  if (candidates.length === 0) return { ok: false, fault: 'no_port', deaf: [] };
  const deaf: { path: string; end: LineEnd }[] = [];
  let resolve = (_: ListedPort | 'no_answer' | 'stopped') => {};
  const answer = new Promise<ListedPort | 'no_answer' | 'stopped'>((settle) => {
    resolve = settle;
  });
  const leave = () => resolve('stopped');
  if (signal?.aborted) leave();
  signal?.addEventListener('abort', leave);
  const timer = setTimeout(() => resolve('no_answer'), timeoutMs);
  const closings = candidates.map((port) => {
    const onDeaf = (end: LineEnd) => {
      if (deaf.push({ path: port.path, end }) === candidates.length) resolve('no_answer');
    };
    return listen(search, port, () => resolve(port), onDeaf);
  });
  const outcome = await answer;
  clearTimeout(timer);
  signal?.removeEventListener('abort', leave);
  await Promise.all(closings.map((close) => close()));
  if (typeof outcome === 'string') return { ok: false, fault: outcome, deaf };
  return { ok: true, port: outcome, identity: identityOf(outcome) };
}

/** @returns the closing, fulfilled when the port is let go */
function listen(
  { open, baud, code, onHeard }: TestCodeSearch,
  { path }: ListedPort,
  onCode: () => void,
  onDeaf: (end: LineEnd) => void,
): () => Promise<void> {
  const keep = code.length + MARGIN;
  let tail = '';
  let closing = false;
  let line: SerialLine | null = null;
  const ended = new Promise<void>((resolve) => {
    line = open(
      { path, baud },
      {
        onOpen: () => {},
        onBytes: (bytes) => {
          const heard = tail + Buffer.from(bytes).toString('latin1');
          tail = heard.slice(-keep);
          if (heard.includes(code)) onCode();
          else onHeard(path);
        },
        onEnd: (end) => {
          if (!closing) onDeaf(end);
          resolve();
        },
      },
    );
  });
  return async () => {
    closing = true;
    line?.close();
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, CLOSE_WAIT_MS))]);
  };
}
