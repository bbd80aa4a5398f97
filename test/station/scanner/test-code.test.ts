import { afterEach, describe, expect, it } from 'vitest';
import { openSerialLine } from '../../../kiosk/station/scanner/serial-line.ts';
import { findByTestCode } from '../../../kiosk/station/scanner/test-code.ts';
import { Cable } from './cable.ts';
import { listedPort } from './fake-ports.ts';
import { BINH } from './sample-cards.ts';

const CODE = 'TIEPDON-7Q4K2M';

const cables: Cable[] = [];
afterEach(async () => {
  for (const cable of cables.splice(0)) await cable.throwAway();
});

async function plugged(count: number): Promise<Cable[]> {
  const fresh = Array.from({ length: count }, () => new Cable());
  cables.push(...fresh);
  for (const cable of fresh) await cable.plugIn();
  return fresh;
}

function search(
  ports: readonly string[],
  known: { timeoutMs?: number; signal?: AbortSignal; heard?: string[] } = {},
) {
  const candidates = ports.map((path, index) =>
    listedPort(path, { vid: '1a86', pid: '7523', byPath: `${index}` }),
  );
  const { timeoutMs = 5000, signal = null, heard = [] } = known;
  const onHeard = (path: string) => void heard.push(path);
  const how = { open: openSerialLine, baud: 9600, code: CODE, timeoutMs, onHeard, signal };
  return findByTestCode({ candidates, ...how });
}

describe('scanning the test code', () => {
  it('names the port it came from, though cut in pieces and without a suffix, and frees all ports', async () => {
    const [left, right] = await plugged(2);
    const heard: string[] = [];
    const answer = search([left!.port, right!.port], { heard });
    await left!.send(30, `${BINH}\r`, 'TIEPDON-0');
    await right!.send('TIEP', 20, 'DON-7Q', 20, '4K2M');
    expect(await answer).toEqual({
      ok: true,
      port: listedPort(right!.port, { vid: '1a86', pid: '7523', byPath: '1' }),
      identity: { vid: '1a86', pid: '7523', serialNumber: null, pnpId: null, byPath: '1' },
    });
    expect(new Set(heard)).toEqual(new Set([left!.port, right!.port]));
    const opened = await Promise.all(
      [left!, right!].map(
        ({ port }) =>
          new Promise<string>((resolve) => {
            const events = { onOpen: () => resolve('open'), onBytes: () => {}, onEnd: resolve };
            const line = openSerialLine({ path: port, baud: 9600 }, events);
            cables.push({ throwAway: async () => line.close() } as Cable);
          }),
      ),
    );
    expect(opened).toEqual(['open', 'open']);
  });

  it('is awaited no longer than told, naming ports that could not be heard', async () => {
    const [cable] = await plugged(1);
    expect(await search([cable!.port, '/dev/no-such-port'], { timeoutMs: 80 })).toEqual({
      ok: false,
      fault: 'no_answer',
      deaf: [{ path: '/dev/no-such-port', end: 'missing' }],
    });
  });

  it('is not awaited where no port can be heard', async () => {
    expect(await search([])).toEqual({ ok: false, fault: 'no_port', deaf: [] });
    expect(await search(['/dev/no-such-port'], { timeoutMs: 60_000 })).toMatchObject({ fault: 'no_answer' });
  });

  it('ends when the page is left, before or meanwhile', async () => {
    const [cable] = await plugged(1);
    expect(await search([cable!.port], { signal: AbortSignal.abort() })).toMatchObject({ fault: 'stopped' });
    const leaving = new AbortController();
    const answer = search([cable!.port], { signal: leaving.signal });
    setTimeout(() => leaving.abort(), 30);
    expect(await answer).toMatchObject({ fault: 'stopped', deaf: [] });
  });
});
