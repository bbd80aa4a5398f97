import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import type { DeskSound } from '../core/wire/protocol.ts';
import { openBenchBrowser, openEnrolled } from './bench-browser.ts';
import { BenchHouse, quantile } from './bench-house.ts';
import type { Row } from './bench-row.ts';

const CALLS = 24;
const LONGEST_MS = 500;
const SPOKEN_MS = 30_000;

type Heard = DeskSound & { here: number };

/** From the press of `next` until a speaker page reports that the sound has begun; its first part is the chime. */
export async function benchCall(): Promise<Row[]> {
  const house = new BenchHouse();
  await house.start(['--clinic', oneSpeaker(house.dir)]);
  const browser = await openBenchBrowser(['--autoplay-policy=no-user-gesture-required']);
  const speaker = { role: 'speaker', name: 'hall', token: house.device('speaker', 'hall', null) } as const;
  const page = await openEnrolled(browser, speaker, 1);
  await page.goto(`http://127.0.0.1:${house.port}/speaker/hall`);
  await page.waitForFunction(() => document.body.innerText.length > 20);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const desk = listen(house);
  const api = house.device('api', 'caller', null);
  const times: number[] = [];
  let expected: string | null = null;
  for (let call = 0; call < CALLS; call += 1) {
    await house.post(api, '/check-ins', { service: 'noi', scan: null });
    const from = performance.now();
    const { body } = await house.post(api, '/rooms/pk1/next', { expected });
    expected = (body.ticket as { id: string }).id;
    const started = await desk.phase('started');
    times.push(started.here - from);
    await page.waitForFunction(() => document.querySelector('.speaker-now.on') === null);
    // The server has ended the connection that rested while the call was spoken.
    await house.get('', '/health/live').catch(() => null);
  }
  desk.close();
  await browser.close();
  await house.end();
  const p95 = quantile(times, 0.95);
  return [
    {
      what: `next → sound has begun at the speaker page, sentence made anew, p95 of ${CALLS}`,
      measured: `${p95.toFixed(0)} ms (median ${quantile(times, 0.5).toFixed(0)}, worst ${Math.max(...times).toFixed(0)} ms)`,
      bar: `≤ ${LONGEST_MS} ms`,
      met: p95 <= LONGEST_MS,
    },
  ];
}

/** What the desk of the room hears of its calls, each phase of each call once. */
function listen(house: BenchHouse): { phase: (name: string) => Promise<Heard>; close: () => void } {
  const token = house.device('console', 'desk', 'pk1');
  const socket = io(`http://127.0.0.1:${house.port}/console`, { transports: ['websocket'], auth: { token } });
  const heard: Heard[] = [];
  let wake = (): void => {};
  socket.on('connect', () => socket.emit('sub', { view: 'pk1', epoch: null, seq: null, v: 1 }));
  socket.on('sound', (sound: DeskSound) => {
    heard.push({ ...sound, here: performance.now() });
    wake();
  });
  async function phase(name: string): Promise<Heard> {
    const until = performance.now() + SPOKEN_MS;
    for (;;) {
      const at = heard.findIndex((each) => each.phase === name);
      const [found] = at < 0 ? [] : heard.splice(0, at + 1).slice(-1);
      if (found) return found;
      const left = until - performance.now();
      if (left <= 0) throw new Error(`no "${name}"; heard: ${heard.map((each) => each.phase).join(' ')}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, left);
      });
    }
  }
  return { phase, close: () => void socket.close() };
}

/** The sample clinic, where each call is said once. */
function oneSpeaker(dir: string): string {
  const root = process.env.TIEPDON_ROOT ?? process.cwd();
  const sample = JSON.parse(readFileSync(join(root, 'server/sample/clinic.json'), 'utf8')) as {
    speakers: object[];
  };
  const file = join(dir, 'clinic.json');
  writeFileSync(
    file,
    JSON.stringify({ ...sample, speakers: sample.speakers.map((each) => ({ ...each, repeat: 1 })) }),
  );
  return file;
}
