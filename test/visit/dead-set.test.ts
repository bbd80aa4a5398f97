import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScreenRow } from '../../core/wire/screen.ts';
import { ComebackBoard } from '../../scripts/comeback-board.ts';
import { Product } from './product.ts';

const SOON = { timeout: 60_000, interval: 200 };

describe('of two television sets with one board', () => {
  const product = new Product();
  const open = new Map<string, ComebackBoard>();
  let api: string;
  beforeAll(async () => {
    await product.start([]);
    api = product.addDevice('api', 'monitor').token;
  }, 120_000);
  afterAll(async () => {
    for (const board of open.values()) board.close();
    await product.end();
  });

  /** Puts up a set; returns its device. */
  function putUp(view: string): string {
    const { id, token } = product.addDevice('board', view);
    open.set(id, new ComebackBoard({ port: product.port, view, token }, () => {}));
    return id;
  }
  const dies = (id: string): void => open.get(id)!.close();

  async function rowsOf(name: string): Promise<Record<string, string>> {
    const headers = { authorization: `Bearer ${api}` };
    const reply = await fetch(`${product.base}/api/v1/screens`, { headers });
    const { screens } = (await reply.json()) as { screens: ScreenRow[] };
    const rows = screens.filter((row) => row.role === 'board' && row.name === name);
    return Object.fromEntries(rows.map(({ device, trouble }) => [device, trouble ?? 'calm']));
  }
  const isSeen = (id: string): boolean =>
    product
      .adminLines('device', 'list')
      .map((line) => JSON.parse(line) as { id: string; seenAt: string | null })
      .some((device) => device.id === id && device.seenAt !== null);
  const alarm = async (): Promise<boolean> =>
    (await (await fetch(`${product.base}/metrics`)).text()).includes('tiepdon_alarm{alarm="board"} 1');
  const CALM = 'calm';
  const MISSED = 'away';

  it('the dead one is missed after a crash and a restart of the server, and one that was exchanged is not', async () => {
    const [alive, mortal] = [putUp('hall'), putUp('hall')];
    const old = putUp('pk1');
    await expect.poll(async () => rowsOf('pk1'), SOON).toEqual({ [old]: CALM });
    await expect.poll(async () => rowsOf('hall'), SOON).toEqual({ [alive]: CALM, [mortal]: CALM });
    dies(old);
    const fresh = putUp('pk1');
    await expect.poll(async () => rowsOf('pk1'), SOON).toEqual({ [fresh]: CALM });
    await expect.poll(() => [alive, mortal, old, fresh].map(isSeen), SOON).toEqual(Array(4).fill(true));

    await product.kill();
    dies(mortal);
    await product.start([]);
    await expect.poll(() => rowsOf('hall'), SOON).toEqual({ [alive]: CALM, [mortal]: MISSED });
    expect(await rowsOf('pk1')).toEqual({ [fresh]: CALM });
    await expect.poll(alarm, SOON).toBe(true);

    expect(await product.stop()).toBe(0);
    await product.start([]);
    await expect.poll(() => rowsOf('hall'), SOON).toEqual({ [alive]: CALM, [mortal]: MISSED });
    expect(await rowsOf('pk1')).toEqual({ [fresh]: CALM });
    expect(product.admin('device', 'revoke', mortal)).toBe(0);
    await expect.poll(() => rowsOf('hall'), SOON).toEqual({ [alive]: CALM });
    await expect.poll(alarm, SOON).toBe(false);
  }, 240_000);
});
