import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Clinic } from '../../../core/queue/clinic-file.ts';
import type { BoardState } from '../../../core/queue/views.ts';
import type { Role } from '../../../core/wire/protocol.ts';
import { applyBoardOp } from '../../../display/board-state.ts';
import type { Cluster } from '../../../scripts/local-postgres.ts';
import type { EnrolledDevice } from '../../../server/devices/devices.ts';
import { Screen } from '../sockets/screen.ts';
import { type Heard, TestHouse } from '../test-house.ts';

/** Longer than any wake-up or look takes on a busy machine. */
export const SOON = { timeout: 10_000, interval: 20 };

/** Several servers of one hospital on one database: each with a folder of its own, the key file is shared. */
export class SeveralHouses {
  readonly url: string;
  readonly houses: TestHouse[] = [];
  readonly #keys = mkdtempSync(join(tmpdir(), 'tiepdon-key-'));

  private constructor(url: string) {
    this.url = url;
  }

  static async open(cluster: Cluster, name: string, clinic: Clinic, count: number): Promise<SeveralHouses> {
    const several = new SeveralHouses(await cluster.database(name));
    for (let each = 0; each < count; each += 1) await several.add(clinic);
    return several;
  }

  /** One more server, started. */
  async add(clinic: Clinic): Promise<TestHouse> {
    const house = new TestHouse(clinic);
    house.flags = ['--database-url', this.url, '--key-file', join(this.#keys, 'master.key')];
    this.houses.push(house);
    return house.start();
  }

  /** Enrols a device at the first server; the others know it when asked. */
  async device(role: Role, name: string, room: string | null): Promise<EnrolledDevice> {
    return this.houses[0]!.open.house.devices.add({ role, name, room });
  }

  /** Resolves when every server knows all that is in the log, and has told it. */
  async level(): Promise<void> {
    const { log } = this.houses[0]!.open.house;
    const [head, epoch] = await Promise.all([log.head(), log.epoch()]);
    for (const { open } of this.houses)
      await expect.poll(() => [open.house.tail.day.seq, open.house.tail.epoch], SOON).toEqual([head, epoch]);
    await new Promise((resolve) => setImmediate(resolve));
  }

  async end(): Promise<void> {
    for (const house of this.houses) await house.end().catch(() => {});
    rmSync(this.#keys, { recursive: true });
  }
}

/** A number for somebody without a card; the answer's status and code. */
export async function comes(house: TestHouse, token: string): Promise<string> {
  const reply = await house.post(token, '/check-ins', {
    service: 'noi',
    scan: null,
    requestId: randomUUID(),
  });
  if (reply.status !== 201) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
  return (reply.body.ticket as { code: string }).code;
}

/** Connects under a token and asks for a view. */
export async function enters(house: TestHouse, space: string, token: string, view: string): Promise<Heard> {
  const heard = await house.socket(space, token, {});
  await heard.hear('connect');
  heard.socket.emit('sub', { view, epoch: null, seq: null, v: 1 });
  await heard.hear('snap', () => true, 10_000);
  return heard;
}

/** A board at a server that has its first snapshot. */
export async function boardAt(house: TestHouse, token: string, name: string): Promise<Screen<BoardState>> {
  const heard = await house.socket('/board', token, {});
  const screen = new Screen<BoardState>(heard, name, applyBoardOp);
  await heard.hear('connect');
  screen.ask();
  await heard.hear('snap', () => true, 10_000);
  return screen;
}
