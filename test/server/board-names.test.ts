import { afterEach, describe, expect, it } from 'vitest';
import type { BoardState } from '../../core/queue/views.ts';
import { openBoard } from './sockets/screen.ts';
import { binh, sampleClinic, TestHouse, ty } from './test-house.ts';

type Names = 'none' | 'initials' | 'masked';

let house: TestHouse | null = null;
afterEach(async () => {
  await house?.end();
  house = null;
});

/** A house whose hall board has this setting, with nobody called yet. */
async function openWith(names: Names): Promise<{ api: string; here: TestHouse }> {
  const clinic = sampleClinic((json) => {
    json.speakers = [];
    for (const board of json.boards as Record<string, unknown>[]) board.names = names;
  });
  const here = await new TestHouse(clinic).start();
  house = here;
  return { here, api: here.device('api', 'his', null).token };
}

/** Checks a card in, calls it into the room, and returns what the hall's board then shows of the call. */
async function callWith(names: Names, service: string, room: string, scan = binh) {
  const { here, api } = await openWith(names);
  const screen = await openBoard(here, 'hall');
  const stranger = await openBoard(here, 'pk1');
  const checked = await here.post(api, '/check-ins', { service, scan, confirmed: true });
  expect(checked.status).toBe(201);
  await here.post(api, `/rooms/${room}/next`, { expected: null });
  await expect.poll(() => screen.held?.state.calls.length).toBe(1);
  const heard = JSON.stringify([screen.heard.messages, stranger.heard.messages]);
  return { here, api, screen, call: screen.held!.state.calls[0]!, heard };
}

describe('the name of a called person', () => {
  it('is on no board by default, and leaves the server in no message', async () => {
    const { call, heard, here, api } = await callWith('none', 'noi', 'pk1');
    expect(call.name).toBeNull();
    const all = heard + JSON.stringify((await here.get(api, '/boards/hall')).body);
    for (const part of ['Bình', 'BÌNH', 'Nguyễn', 'N.V']) expect(all).not.toContain(part);
  });

  it('is a mask where the clinic file says so', async () => {
    expect((await callWith('masked', 'noi', 'pk1')).call.name).toBe('N.V. Bình');
  });

  it('is its initials where the clinic file says so', async () => {
    expect((await callWith('initials', 'noi', 'pk1')).call.name).toBe('N.V.B.');
  });

  it('is never shown for a sensitive service, whatever the setting', async () => {
    const { call, heard } = await callWith('masked', 'san', 'pk4', ty);
    expect(call.code).toMatch(/^S/);
    expect(call.name).toBeNull();
    expect(heard).not.toContain('Tý');
  });

  it('is not shown at a plain room either when the visit touches a sensitive service', async () => {
    const { here, api } = await openWith('masked');
    const { body } = await here.post(api, '/check-ins', { service: 'noi', scan: binh, confirmed: true });
    const { id } = body.ticket as { id: string };
    await here.post(api, '/rooms/pk1/next', { expected: null });
    await here.post(api, `/tickets/${id}/order`, { services: ['san'], back: true });
    await here.post(api, `/tickets/${id}/skip`, { service: 'san' });
    await here.post(api, '/rooms/pk1/next', { expected: null });
    const { state } = (await here.get(api, '/boards/hall')).body as { state: BoardState };
    expect(state.calls[0]).toMatchObject({ room: 'pk1', name: null });
  });

  it('goes with the call, and stands in no entry of the log', async () => {
    const { here, api, screen } = await callWith('masked', 'noi', 'pk1');
    await here.post(api, '/rooms/pk1/next', { expected: (await inPk1(here, api)) ?? null });
    await expect.poll(() => screen.held?.state.calls[0]?.name).toBeNull();
    const entries = JSON.stringify(await here.open.house.log.read(0, 1_000));
    for (const part of ['Bình', 'N.V']) expect(entries).not.toContain(part);
    for (const part of ['Bình', 'N.V']) expect(here.logLines.join('\n')).not.toContain(part);
  });
});

async function inPk1(here: TestHouse, api: string): Promise<string | undefined> {
  const { tickets } = (await here.get(api, '/tickets')).body as {
    tickets: { id: string; room: string | null }[];
  };
  return tickets.find(({ room }) => room === 'pk1')?.id;
}
