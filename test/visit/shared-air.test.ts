import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Cluster, makeCluster } from '../../scripts/local-postgres.ts';
import type { Product } from './product.ts';
import { clinicWith, DESKS, ServerFleet } from './several-servers.ts';
import { overlapsOf, type Play, TimedSpeaker } from './timed-speaker.ts';

/* A chime of a second: what is tried is whose turn it is, not what is said. */
const SPEAKER = { speech: false, leadInMs: 0, repeat: 1, acousticGroup: 'sanh' };
const HALL = [
  { id: 'left', rooms: DESKS.slice(0, 3), ...SPEAKER },
  { id: 'right', rooms: DESKS.slice(3), ...SPEAKER },
];
const SOON = { timeout: 60_000, interval: 100 };
const MINUTES = 60_000;

describe('one hall, two speakers, two servers', () => {
  let cluster: Cluster;
  let fleet: ServerFleet;
  let a: Product;
  let b: Product;
  let api: string;
  let left: TimedSpeaker;
  let right: TimedSpeaker;
  const plays: Play[] = [];
  /** Who is in each room, and the last call there. */
  const inside = new Map<string, string>();

  beforeAll(async () => {
    cluster = await makeCluster();
    fleet = new ServerFleet(await cluster.database('hall'), 2, (dir) => clinicWith(HALL, dir));
    for (const server of fleet.servers) await fleet.start(server);
    [a, b] = fleet.servers as [Product, Product];
    api = fleet.device('api', 'his');
    left = new TimedSpeaker(a.base, 'left', fleet.device('speaker', 'left'), plays);
    right = new TimedSpeaker(b.base, 'right', fleet.device('speaker', 'right'), plays);
    for (let n = 0; n < 12; n += 1) await ask(a, '/check-ins', { service: 'noi', scan: null });
    // Each server knows who is at the other.
    for (const server of fleet.servers)
      await vi.waitUntil(async () => {
        const { screens } = await read<{ screens: { connected: boolean }[] }>(server, '/screens');
        return screens.filter(({ connected }) => connected).length === 2;
      }, SOON);
  }, 3 * MINUTES);
  afterAll(async () => {
    left?.end();
    right?.end();
    await fleet?.end();
    await cluster?.end();
  });

  const headers = () => ({ authorization: `Bearer ${api}`, 'content-type': 'application/json' });
  async function ask<T>(server: Product, path: string, body: object): Promise<T> {
    const init = {
      method: 'POST',
      headers: headers(),
      body: JSON.stringify({ requestId: randomUUID(), ...body }),
    };
    const reply = await fetch(`${server.base}/api/v1${path}`, init);
    const answer = (await reply.json()) as T;
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${JSON.stringify(answer)}`);
    return answer;
  }
  async function read<T>(server: Product, path: string): Promise<T> {
    const reply = await fetch(`${server.base}/api/v1${path}`, { headers: headers() });
    return (await reply.json()) as T;
  }
  async function next(server: Product, room: string): Promise<void> {
    type Answer = { ticket: { id: string } };
    const { ticket } = await ask<Answer>(server, `/rooms/${room}/next`, {
      expected: inside.get(room) ?? null,
    });
    inside.set(room, ticket.id);
  }
  const callsHeard = (speaker: string): string[] =>
    plays.filter((play) => play.speaker === speaker).map(({ callId }) => callId);

  it('speak one after the other, whichever server was asked', { timeout: 2 * MINUTES }, async () => {
    await Promise.all(DESKS.map((room, n) => next(n % 2 === 0 ? a : b, room)));
    await vi.waitUntil(() => plays.length === DESKS.length, SOON);
    expect(overlapsOf(plays)).toEqual([]);
    expect(new Set(plays.map(({ callId }) => callId)).size).toBe(DESKS.length);
    expect([callsHeard('left').length, callsHeard('right').length]).toEqual([3, 3]);
  });

  it('go on when one of them is killed: what it had still to say is said by the other, once', {
    timeout: 3 * MINUTES,
  }, async () => {
    plays.length = 0;
    await next(b, 'pk1');
    await next(b, 'pk2');
    await next(b, 'pk4');
    // The first is in the air or over, the others wait.
    await vi.waitUntil(() => plays.length > 0, { timeout: 60_000, interval: 5 });
    await a.kill();
    left.moveTo(b.base);
    try {
      await vi.waitUntil(() => new Set(plays.map(({ callId }) => callId)).size === 3, SOON);
      // Time for a call to be said a second time.
      await new Promise((resolve) => setTimeout(resolve, 4_000));
    } finally {
      await fleet.start(a);
    }
    expect(overlapsOf(plays)).toEqual([]);
    expect([callsHeard('left').length, callsHeard('right').length]).toEqual([2, 1]);
  });
});
