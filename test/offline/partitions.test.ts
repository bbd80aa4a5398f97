import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestHouse } from '../server/test-house.ts';
import { CutLine } from '../visit/cut-line.ts';
import { seededChance } from '../web/model-server.ts';
import { alwaysOpen, CutKiosk } from './cut-kiosk.ts';

const KIOSKS = 5;
/** One outage in so many is a silent one. */
const SILENT = 12;
const CUTS = Number(process.env.TIEPDON_CUTS ?? 40);
const seed = Number(process.env.TIEPDON_SEED ?? Date.now() % 1_000_000);

/** Fictional cards: numbers that were never issued. */
const card = (n: number): string =>
  `0240850${String(10_000 + n)}||Nguyễn Văn Bình|15031985|Nam|Thôn Hạ, Tân Mỹ, Bắc Giang|25042021`;

describe(`kiosks whose lines break at random moments (seed ${seed})`, () => {
  let house: TestHouse;
  let kiosks: CutKiosk[];
  beforeAll(async () => {
    house = new TestHouse(alwaysOpen());
    house.follow = Date.now;
    const lines = await Promise.all(Array.from({ length: KIOSKS }, () => CutLine.open()));
    house.flags = ['--origins', lines.map(({ port }) => `http://127.0.0.1:${port}`).join(',')];
    await house.start();
    for (const line of lines) line.target = Number(new URL(house.base).port);
    kiosks = lines.map((line, n) => new CutKiosk(house.device('station', `kiosk ${n}`, null).token, line));
    for (const kiosk of kiosks) kiosk.start();
    for (const kiosk of kiosks) await kiosk.until(() => !kiosk.own.engaged());
  });
  afterAll(async () => {
    for (const kiosk of kiosks) await kiosk.end();
    await house.end();
  });

  it(
    'give every number to one person, and hand all of them in within ten seconds',
    async () => {
      const chance = seededChance(seed);
      const roll = (sides: number): number => Math.floor(chance() * sides);
      const sentAway: string[] = [];
      let people = 0;
      let slowest = 0;
      let silent = 0;
      const one = async (kiosk: CutKiosk): Promise<void> => {
        for (let cut = 0; cut < CUTS; cut += 1) {
          const presses: Promise<unknown>[] = [];
          const press = (): void => {
            people += 1;
            const scan = roll(2) === 0 ? card(people) : null;
            presses.push(
              kiosk
                .press(['noi', 'nhi', 'mat'][roll(3)]!, scan)
                .then((given) => typeof given === 'string' && sentAway.push(given)),
            );
          };
          if (roll(2) === 0) press();
          await pause(roll(8));
          // Most lines break; some just fall silent, as behind a router without power.
          if (roll(SILENT) === 0) {
            kiosk.line.swallow();
            silent += 1;
          } else kiosk.line.cut();
          for (let each = roll(3); each > 0; each -= 1) press();
          await pause(roll(40));
          if (roll(2) === 0) press();
          if (roll(3) === 0) kiosk.line.mend();
          await Promise.all(presses);
          kiosk.line.mend();
          const healed = performance.now();
          await kiosk.own.look();
          await kiosk.until(() => kiosk.own.left() === 0);
          slowest = Math.max(slowest, performance.now() - healed);
          if (roll(4) === 0) {
            kiosk.stop();
            kiosk.start();
          }
        }
      };
      await Promise.all(kiosks.map(one));
      const given = kiosks.flatMap((kiosk) => kiosk.given);
      const day = house.open.house.tail.day;
      const codes = new Map<string, string>();
      for (const ticket of day.tickets.values())
        for (const code of [ticket.code, ...(ticket.also ?? [])]) {
          expect(codes.get(code), code).toBeUndefined();
          codes.set(code, ticket.id);
        }
      // Nobody was sent away, nobody has another's number, and every paper leads to a ticket of its own.
      expect(sentAway).toEqual([]);
      expect(given.length).toBe(people);
      expect(new Set(given.map(({ code }) => code)).size).toBe(people);
      for (const { code } of given) expect(codes.has(code), code).toBe(true);
      expect(new Set(given.map(({ code }) => codes.get(code))).size).toBe(people);
      const offline = given.filter((each) => each.offline);
      expect(offline.length).toBeGreaterThan(CUTS);
      // Tickets that nobody knows of: the answer was lost on the way, and the same press got a number of the kiosk's.
      expect(day.tickets.size).toBe(people);
      for (const kiosk of kiosks) {
        const own = kiosk.given.filter((each) => each.offline).map(({ code }) => code);
        expect(kiosk.printed.filter(({ reprint }) => reprint === 0).map(({ code }) => code)).toEqual(own);
      }
      expect(slowest).toBeLessThan(10_000);
      console.log(
        `partitions: ${KIOSKS * CUTS}, ${silent} of them silent, seed ${seed}: ${people} people, ${offline.length} numbers of the kiosks' own, the slowest back after ${Math.round(slowest)} ms`,
      );
      expect(silent).toBeGreaterThan(0);
      expect((await house.open.house.log.verify()).ok).toBe(true);
    },
    60_000 + CUTS * 15_000,
  );
});

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
