import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bootId, openClockMemory } from '../../server/clock-memory.ts';
import { clockMachine, DAY, HOUR, MINUTE, START } from './clock-machine.ts';

const [THIS_RUN, NEXT_RUN] = ['4c0f4a3e', '9d52b7aa'];

let dir: string;
let file: string;
let notes: object[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tiepdon-clock-'));
  file = join(dir, 'clock.json');
  notes = [];
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));
const memoryOf = (boot: string) => openClockMemory({ file, boot, note: (event) => notes.push(event) });

/** A machine whose server remembers; `boot` names the run of the machine. */
function machine() {
  const run = { boot: THIS_RUN };
  return { ...clockMachine(() => memoryOf(run.boot)), run };
}

describe('a server that is restarted while the clock of its machine has jumped', () => {
  it('goes on with the day on which people wait, until staff say that the machine is right', () => {
    const { time, come, turn, pass, restart, guard, day, server } = machine();
    come('t1');
    time.wall += DAY;
    pass(3 * MINUTE);
    restart();
    // Whoever asks before the log is read is told the same.
    expect(server.clock.now()).toBe(START + 3 * MINUTE);
    guard();
    turn();
    expect(day.businessDay).toBe('2026-11-23');
    expect(server.clock.trouble()).toEqual({
      kind: 'ahead',
      wall: START + DAY + 3 * MINUTE,
      now: START + 3 * MINUTE,
    });
    come('t2');
    expect(day.tickets.get('t2')?.code).toBe('A002');
    server.clock.confirm();
    // Killed before the new day was stored: what staff have said holds.
    restart();
    guard();
    expect(server.clock.trouble()).toBeNull();
    turn();
    expect(day.businessDay).toBe('2026-11-24');
    expect(server.clock.now()).toBe(time.wall);
  });

  it('does so when the clock jumps while the server is off, and counts the time that it was', () => {
    const { time, come, turn, pass, restart, guard, day, server } = machine();
    come('t1');
    pass(2 * HOUR);
    time.wall += DAY;
    restart();
    guard();
    turn();
    expect(day.businessDay).toBe('2026-11-23');
    expect(server.clock.now()).toBe(START + 2 * HOUR);
  });

  it('follows a jump within the day, and any jump when nobody waits', () => {
    const { time, come, leave, turn, restart, guard, day, server } = machine();
    come('t1');
    time.wall += 2 * HOUR;
    restart();
    guard();
    expect(server.clock.now()).toBe(START + 2 * HOUR);
    leave('t1');
    time.wall += DAY;
    restart();
    guard();
    turn();
    expect(day.businessDay).toBe('2026-11-24');
  });

  it('turns the day when a night has really passed', () => {
    const { come, turn, pass, restart, guard, day, server } = machine();
    come('t1');
    pass(22 * HOUR);
    restart();
    guard();
    turn();
    expect(server.clock.trouble()).toBeNull();
    expect(day.businessDay).toBe('2026-11-24');
  });

  it('believes the clock of a machine that was restarted too, or whose count was begun anew', () => {
    for (const anew of [{ boot: NEXT_RUN, steady: 9 * HOUR }, { steady: 4 * HOUR }]) {
      const { time, run, come, turn, restart, guard, day } = machine();
      come('t1');
      Object.assign(run, anew);
      time.steady = anew.steady;
      time.wall += DAY;
      restart();
      guard();
      turn();
      expect(day.businessDay).toBe('2026-11-24');
    }
  });

  it('believes it too in a container: the boot name is its host’s, its count is begun anew after a night', () => {
    const { time, come, turn, pass, restart, guard, day, server } = machine();
    time.steady = 5_000;
    restart();
    guard();
    come('t1');
    for (let minutes = 0; minutes < 30; minutes += 5) {
      pass(5 * MINUTE);
      server.clock.remember();
    }
    // A little slower in coming up than before.
    time.steady = 6_000;
    time.wall += 20 * HOUR;
    restart();
    guard();
    turn();
    expect(server.clock.trouble()).toBeNull();
    expect(day.businessDay).toBe('2026-11-24');
  });

  it('knows the time better than the log when the machine has fallen back', () => {
    const { time, come, pass, restart, guard, server } = machine();
    come('t1');
    pass(40 * MINUTE);
    time.wall -= 3 * DAY;
    restart();
    guard();
    expect(server.clock.now()).toBe(START + 40 * MINUTE);
    expect(server.clock.trouble()).toMatchObject({ kind: 'behind' });
  });

  it('is healed of a clock that was ahead by mistake, when nothing was written by it', () => {
    const { time, come, restart, guard, server } = machine();
    come('t1');
    time.wall += 5 * HOUR;
    server.clock.remember();
    expect(server.clock.now()).toBe(START + 5 * HOUR);
    time.wall -= 5 * HOUR;
    expect(server.clock.trouble()).toMatchObject({ kind: 'behind' });
    restart();
    guard();
    expect(server.clock.trouble()).toBeNull();
    expect(server.clock.now()).toBe(START);
  });

  it('takes the time of a log in which another server, where staff confirmed the jump, has written', () => {
    const { time, come, restart, guard, day, server } = machine();
    come('t1');
    time.wall += DAY;
    day.businessDay = '2026-11-24';
    day.at = time.wall - HOUR;
    restart();
    guard();
    expect(server.clock.trouble()).toBeNull();
    expect(server.clock.now()).toBe(time.wall);
  });

  it('is never behind the log, and asks staff about the rest of the jump', () => {
    const { time, come, restart, guard, day, server } = machine();
    come('t1');
    time.wall += DAY;
    day.at = START + 30 * MINUTE;
    restart();
    guard();
    expect(server.clock.now()).toBe(day.at);
    expect(server.clock.trouble()).toMatchObject({ kind: 'ahead' });
  });
});

describe('what is remembered of the time', () => {
  it('is a small file for the server alone, written only when it says another time or is ten minutes old', () => {
    const memory = memoryOf(THIS_RUN);
    memory.keep({ wall: START, steady: HOUR });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ boot: THIS_RUN, wall: START, steady: HOUR });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(dir)).toEqual(['clock.json']);
    // A time server's work, and a count in whole seconds.
    const later = { wall: START + 9 * MINUTE, steady: HOUR + 9 * MINUTE };
    memory.keep({ ...later, wall: later.wall + 4_400 });
    expect(memoryOf(THIS_RUN).recall()).toMatchObject({ wall: START, steady: HOUR });
    memory.keep({ ...later, wall: later.wall + 5_400 });
    expect(memoryOf(THIS_RUN).recall()).toMatchObject({ ...later, wall: later.wall + 5_400 });
  });

  it.each([
    ['torn', `{"boot":"${THIS_RUN}","wall":17`],
    ['empty', ''],
    ['zeros', '\0'.repeat(90)],
    ['of another shape', `{"boot":"${THIS_RUN}","wall":"yesterday","steady":1}`],
    ['of another run', `{"boot":"${NEXT_RUN}","wall":1795000000000,"steady":1}`],
  ])('is nothing when the file is %s, and is written anew', (_how, text) => {
    writeFileSync(file, text);
    expect(memoryOf(THIS_RUN).recall()).toBeNull();
    memoryOf(THIS_RUN).keep({ wall: START, steady: HOUR });
    expect(memoryOf(THIS_RUN).recall()).toMatchObject({ wall: START, steady: HOUR });
  });

  it('stops nothing when it cannot be read or written, which is noted once', () => {
    mkdirSync(file);
    const memory = memoryOf(THIS_RUN);
    expect(memory.recall()).toBeNull();
    memory.keep({ wall: START, steady: HOUR });
    memory.keep({ wall: START, steady: HOUR });
    expect(notes).toEqual([{ event: 'clock-not-kept', error: 'EISDIR' }]);
    rmSync(file, { recursive: true });
    memory.keep({ wall: START, steady: HOUR });
    expect(memoryOf(THIS_RUN).recall()).toMatchObject({ wall: START });
  });

  it.runIf(process.platform === 'linux')('is told apart by the name of the run of the machine', () => {
    expect(bootId({})).toMatch(/^[0-9a-f]{32}$/);
    expect(bootId({})).toBe(bootId({}));
    expect(bootId({ TIEPDON_BOOT_ID: 'e7da9d3f-2221' })).toBe('e7da9d3f2221');
  });
});
