import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clinic } from '../../core/queue/clinic-file.ts';
import { CheckInBody } from '../../core/wire/api.ts';
import { type HouseClock, openHouseClock } from '../../kiosk/station/house-clock.ts';
import { type HouseAnswer, type HouseLink, openHouseLink } from '../../kiosk/station/house-link.ts';
import { type OwnNumbers, openOwnNumbers } from '../../kiosk/station/offline/own-numbers.ts';
import type { Slip } from '../../kiosk/station/paper.ts';
import { tellSigns } from '../../kiosk/station/station-sign.ts';
import { sampleClinic } from '../server/test-house.ts';
import type { CutLine } from '../visit/cut-line.ts';

/** The sample clinic without loudspeakers, open at every hour. */
export const alwaysOpen = (): Clinic =>
  sampleClinic((json) => {
    json.speakers = [];
    for (const service of json.services as { hours?: unknown }[]) delete service.hours;
  });

/** What somebody at a kiosk has been told. */
export type Given = { requestId: string; code: string; offline: boolean; repeat: boolean };

/** Passes a request with this body on to the house. */
type Ask = (body: string | null) => Promise<HouseAnswer>;

/** A station without its devices: its line to the house can be cut, and it can be switched off and on. */
export class CutKiosk {
  readonly dir = mkdtempSync(join(tmpdir(), 'tiepdon-kiosk-'));
  readonly printed: Slip[] = [];
  readonly notes: Record<string, unknown>[] = [];
  readonly given: Given[] = [];
  /** What this PC's own clock says, ms since 1970. */
  clock: () => number = Date.now;
  /** Stands before the house and may answer in its place: a house that misbehaves. */
  meddle: ((path: string, body: string | null, pass: Ask) => Promise<HouseAnswer>) | null = null;
  /** Whether the printer brings its papers out, as far as anybody knows. */
  prints = true;
  readonly line: CutLine;
  house!: HouseLink;
  time!: HouseClock;
  own!: OwnNumbers;
  readonly #token: string;
  #stopSigns: () => void = () => {};

  constructor(token: string, line: CutLine) {
    this.#token = token;
    this.line = line;
  }

  start(): this {
    this.time = openHouseClock({ wall: () => this.clock(), steady: () => performance.now() });
    this.house = openHouseLink({
      server: `http://127.0.0.1:${this.line.port}`,
      token: this.#token,
      onPrint: async () => ({ state: 'confirmed', picture: null, printer: null }),
      onChange: () => this.own?.houseSpoke(),
    });
    const link = this.house;
    const house: HouseLink = {
      ...link,
      ask: (method, path, body) =>
        this.meddle
          ? this.meddle(path, body, (other) => link.ask(method, path, other))
          : link.ask(method, path, body),
    };
    this.own = openOwnNumbers({
      ...{ dataDir: this.dir, token: this.#token, kiosk: 'sanh-a', house },
      clock: this.time,
      elapsed: () => performance.now(),
      print: async (slip) => {
        this.printed.push(slip);
        return this.prints;
      },
      onChange: () => {},
      note: (event) => void this.notes.push(event),
    });
    this.#stopSigns = tellSigns({
      ...{ house, clock: this.time, wall: () => this.clock(), elapsed: () => performance.now() },
      facts: () => ({ build: 'build-1', ...this.own.facts() }),
    });
    return this;
  }

  /** Somebody presses a service, with a card or without. */
  async press(
    service: string,
    scan: string | null,
    requestId: string = randomUUID(),
  ): Promise<Given | string> {
    const body = CheckInBody.parse({
      requestId,
      service,
      scan,
      source: 'keyboard',
      confirmed: scan !== null,
    });
    const before = this.own.answered(requestId);
    const { scanId: _, ...sent } = body;
    const done = before
      ? { ok: true as const, answer: before }
      : await this.own.checkIn(
          body,
          scan === null ? null : { scan, source: 'keyboard' },
          JSON.stringify(sent),
        );
    if (!done.ok) return done.code;
    if (done.ok === 'house' && (!done.answer || done.answer.status >= 300))
      return done.answer ? String(JSON.parse(done.answer.body).code) : 'house-away';
    const answer = done.ok === 'house' ? JSON.parse(done.answer!.body) : done.answer;
    const given = {
      requestId,
      code: answer.ticket.code,
      offline: answer.offline === true,
      repeat: answer.repeat,
    };
    this.own.given(given.code);
    this.given.push(given);
    return given;
  }

  /** Waits until something is so; a minute at most. */
  async until(so: () => boolean): Promise<void> {
    const end = performance.now() + 60_000;
    while (!so()) {
      if (performance.now() > end) throw new Error(`never: ${so} ${JSON.stringify(this.notes.slice(-5))}`);
      await new Promise((done) => setTimeout(done, 10));
    }
  }

  /** The station's process ends; its folder stays. */
  stop(): void {
    this.#stopSigns();
    this.own.close();
    this.house.close();
  }

  async end(): Promise<void> {
    this.stop();
    await this.line.close();
    rmSync(this.dir, { recursive: true, force: true });
  }
}
