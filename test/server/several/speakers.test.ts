import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, makeCluster } from '../../../scripts/local-postgres.ts';
import { type Heard, sampleClinic, type TestHouse } from '../test-house.ts';
import { comes, enters, SeveralHouses } from './several-houses.ts';

/** Longer than any wake-up or look takes on a busy machine. */
const SOON = { timeout: 10_000, interval: 20 };

describe('loudspeakers and desks of one hospital at two servers', () => {
  let cluster: Cluster;
  let both: SeveralHouses;
  let a: TestHouse;
  let b: TestHouse;
  let api: string;
  beforeAll(async () => {
    cluster = await makeCluster();
    both = await SeveralHouses.open(
      cluster,
      'speakers',
      sampleClinic(() => {}),
      2,
    );
    [a, b] = both.houses as [TestHouse, TestHouse];
    api = (await both.device('api', 'his', null)).token;
    await comes(a, api);
  });
  afterAll(async () => {
    await both?.end();
    await cluster?.end();
  });
  const said = ({ messages }: Heard): unknown[] =>
    messages.filter(({ event }) => event === 'announce').map(({ message }) => message.callId);

  it('say a call once, through the server of the speaker, and tell the desk at the other how far it got', async () => {
    const speaker = await both.device('speaker', 'hall', null);
    const page = await enters(a, '/speaker', speaker.token, 'hall');
    page.socket.on('turn', ({ id }: { id: string }) =>
      page.socket.emit('ack', { id, phase: 'started', reason: null }),
    );
    const desk = await enters(b, '/console', (await both.device('console', 'desk', 'pk1')).token, 'pk1');
    const elsewhere = () => b.open.house.peers.elsewhere().some(({ id }) => id === speaker.id);
    await expect.poll(elsewhere, SOON).toBe(true);
    // The desk sees the speaker that is connected to the other server.
    await desk.hear('screens', ({ speakers }) => JSON.stringify(speakers).startsWith('[1,'), 15_000);
    await b.post(api, '/rooms/pk1/next', { expected: null });
    const call = await page.hear('announce', () => true, 20_000);
    await desk.hear('sound', ({ callId, phase }) => callId === call.callId && phase === 'started', 20_000);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(said(page)).toHaveLength(1);
    expect(
      desk.messages.filter(({ event, message }) => event === 'sound' && message.phase === 'silent'),
    ).toEqual([]);
    // A speaker that moves is spoken through by the server to which it came.
    page.socket.close();
    const moved = await enters(b, '/speaker', speaker.token, 'hall');
    await a.post(api, `/tickets/${[...a.open.house.tail.day.tickets.keys()][0]}/recall`, {});
    const again = await moved.hear('announce', ({ rev }) => rev === 2, 20_000);
    expect(again.callId).toBe(call.callId);
  });

  it('ring for help at every desk, whichever server the kiosk asks', async () => {
    const desk = await enters(b, '/console', (await both.device('console', 'chief', null)).token, '*');
    a.open.house.ring('kiosk');
    expect(await desk.hear('help', () => true, 10_000)).toEqual({ kiosk: 'kiosk' });
  });
});
