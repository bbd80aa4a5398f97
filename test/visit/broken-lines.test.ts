import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command, type Reply } from '../../web/http.ts';
import { chance } from '../durability/chance.ts';
import { quietClinic, TestHouse } from '../server/test-house.ts';
import { type Break, CutLine } from './cut-line.ts';

const SEED = Number(process.env.TIEPDON_SEED ?? 20_261_122);
/** Every so many bytes the line is cut; the long form takes every byte. */
const STEP = Number(process.env.TIEPDON_CUT_STEP ?? 29);
const LANES = 8;
/** More than what a browser sends, and the house answers, to one command. */
const REQUEST_BYTES = 460;
const ANSWER_BYTES = 1_500;

type Issued = { ticket: { id: string } };

/** Commands as the pages send them, over lines that break; what the house did is read from its log. */
describe(`a command over a line that breaks (seed ${SEED})`, () => {
  const house = new TestHouse(quietClinic());
  const next = chance(SEED);
  const lines: CutLine[] = [];
  let kiosk: string;
  let desk: string;

  beforeAll(async () => {
    for (let lane = 0; lane < LANES; lane += 1) lines.push(await CutLine.open());
    const origins = lines.map(({ port }) => `http://127.0.0.1:${port}`).join(',');
    house.flags = ['--origins', origins, '--limits', 'kiosk=9999,console=9999'];
    await house.start();
    for (const line of lines) line.target = Number(new URL(house.base).port);
    kiosk = house.device('kiosk', 'kiosk', null).token;
    desk = house.device('console', 'ban-1', null).token;
  });
  afterAll(async () => {
    for (const line of lines) await line.close();
    await house.end();
  });

  const over = (line: CutLine, path: string): string => `http://127.0.0.1:${line.port}/api/v1${path}`;
  const tickets = () => house.open.house.tail.day.tickets;

  /** A number and a second paper for it, the line breaking once in each. */
  async function visit(line: CutLine, breaks: Break): Promise<string> {
    const ask = async <T>(token: string, path: string, body: object): Promise<Reply<T>> => {
      // A kept connection would be taken for the next request.
      line.flap();
      await new Promise((resolve) => setTimeout(resolve, 5));
      line.breakNext(breaks);
      const reply = await command<T>(token, over(line, path), body);
      expect(line.breaksLeft).toBe(0);
      return reply;
    };
    const issued = await ask<Issued>(kiosk, '/check-ins', { service: 'nhi', scan: null });
    if (!issued.ok) throw new Error(`no number: ${JSON.stringify(issued)} at ${JSON.stringify(breaks)}`);
    const { id } = issued.body.ticket;
    const printed = await ask(desk, `/tickets/${id}/print`, {});
    expect(printed.status).toBe(202);
    return id;
  }

  it('takes effect once, at whatever byte of the request or of the answer it broke', async () => {
    const from = Math.floor(next() * STEP);
    const breaks: Break[] = [];
    for (let bytes = from; bytes < REQUEST_BYTES; bytes += STEP) breaks.push({ way: 'up', bytes });
    for (let bytes = from; bytes < ANSWER_BYTES; bytes += STEP) breaks.push({ way: 'down', bytes });
    const all = breaks.length;
    const ids: string[] = [];
    const lane = async (line: CutLine): Promise<void> => {
      for (let each = breaks.pop(); each; each = breaks.pop()) ids.push(await visit(line, each));
    };
    await Promise.all(lines.map(lane));
    expect(new Set(ids).size).toBe(all);
    expect(tickets().size).toBe(all);
    // The kiosk's own paper and the one that was asked for, never a third.
    expect([...tickets().values()].map(({ slips }) => slips)).toEqual(Array(all).fill(2));
  }, 3_600_000);

  it('takes effect once on a line that breaks again and again, however often it has to be asked', async () => {
    const before = tickets().size;
    const WISHES = 12;
    const lane = async (line: CutLine): Promise<string[]> => {
      let flapping = true;
      const flap = (): void => {
        if (!flapping) return;
        line.flap();
        setTimeout(flap, 10 + next() * 250);
      };
      flap();
      const ids: string[] = [];
      for (let wish = 0; wish < WISHES; wish += 1) {
        const body = { requestId: randomUUID(), service: 'mat', scan: null };
        // As the person at the kiosk who presses "again" until there is a number.
        for (;;) {
          const reply = await command<Issued>(kiosk, over(line, '/check-ins'), body);
          if (!reply.ok) continue;
          ids.push(reply.body.ticket.id);
          break;
        }
      }
      flapping = false;
      return ids;
    };
    const ids = (await Promise.all(lines.map(lane))).flat();
    expect(new Set(ids).size).toBe(LANES * WISHES);
    expect(tickets().size - before).toBe(LANES * WISHES);
  }, 120_000);
});
