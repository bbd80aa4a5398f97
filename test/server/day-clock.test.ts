import { describe, expect, it } from 'vitest';
import { openDayClock, sinceMachineStart } from '../../server/day-clock.ts';
import { clockMachine, DAY, HOUR, MINUTE, START } from './clock-machine.ts';

/** A machine whose server remembers nothing of the time. */
function machine() {
  const { server, ...rest } = clockMachine(() => null);
  return { ...rest, clock: server.clock };
}

describe('the clock of the house', () => {
  it('goes with the machine as long as that one goes', () => {
    const { clock, pass, time } = machine();
    pass(3 * HOUR);
    expect(clock.now()).toBe(time.wall);
    expect(clock.trouble()).toBeNull();
  });

  it('gives whole milliseconds after a jump too: no table takes parts of one', () => {
    const { clock, time, come } = machine();
    come('t1');
    time.steady += 1_000.37;
    time.wall += DAY;
    expect(clock.trouble()).toMatchObject({ kind: 'ahead', now: START + 1_000 });
    expect(Number.isInteger(clock.now())).toBe(true);
  });

  it('stands still for two minutes when the machine is set back by two, and never runs backwards', () => {
    const { clock, time, pass } = machine();
    const before = clock.now();
    time.wall -= 2 * MINUTE;
    expect(clock.now()).toBe(before);
    pass(MINUTE);
    expect(clock.now()).toBe(before);
    pass(2 * MINUTE);
    expect(clock.now()).toBe(before + MINUTE);
  });

  it('goes on by itself when the machine falls three days back, and says so', () => {
    const { clock, time, pass, come, day } = machine();
    come('t1');
    time.wall -= 3 * DAY;
    pass(10 * MINUTE);
    expect(clock.now()).toBe(START + 10 * MINUTE);
    expect(clock.trouble()).toMatchObject({ kind: 'behind' });
    come('t2');
    expect(day.businessDay).toBe('2026-11-23');
    expect(day.tickets.get('t2')?.code).toBe('A002');
    clock.confirm();
    expect(clock.now()).toBe(START + 10 * MINUTE);
    time.wall += 3 * DAY;
    expect(clock.trouble()).toBeNull();
  });

  it('does not turn the day by a jump ahead while somebody waits, until staff say that it is true', () => {
    const { clock, time, come, turn, day } = machine();
    come('t1');
    time.wall += DAY;
    turn();
    expect(day.businessDay).toBe('2026-11-23');
    expect(clock.trouble()).toMatchObject({ kind: 'ahead', wall: START + DAY, now: START });
    come('t2');
    expect(day.tickets.get('t2')?.code).toBe('A002');
    clock.confirm();
    turn();
    expect(day.businessDay).toBe('2026-11-24');
    expect(clock.trouble()).toBeNull();
  });

  it('follows a jump within the day, and any jump when nobody waits', () => {
    const { clock, time, come, leave, turn, day } = machine();
    come('t1');
    time.wall += 2 * HOUR;
    expect(clock.now()).toBe(START + 2 * HOUR);
    leave('t1');
    time.wall += DAY;
    turn();
    expect(day.businessDay).toBe('2026-11-24');
  });

  it('turns the day at midnight in front of waiting people when the time has really passed', () => {
    const { pass, come, turn, day } = machine();
    come('t1');
    pass(16 * HOUR);
    turn();
    expect(day.businessDay).toBe('2026-11-24');
  });

  it('believes the machine after a night in which nothing was written', () => {
    const { time, come, turn, day, pass } = machine();
    come('t1');
    pass(5 * HOUR);
    time.wall += 20 * HOUR;
    turn();
    expect(day.businessDay).toBe('2026-11-24');
  });

  it('wakes up in the past after a dead battery and counts from what was written last', () => {
    const { day, come } = machine();
    come('t1');
    const time = { wall: Date.parse('2020-01-01T00:00:00Z'), steady: 1_000 };
    const clock = openDayClock({ wall: () => time.wall, steady: () => time.steady, memory: null });
    clock.guard(() => day);
    time.steady += 30 * MINUTE;
    time.wall += 30 * MINUTE;
    expect(clock.now()).toBe(day.at + 30 * MINUTE);
    expect(clock.trouble()).toMatchObject({ kind: 'behind' });
  });

  it.each([
    ['in 1970', () => 30_000],
    ['where it was switched off', (off: number) => off],
  ])(
    'wakes up %s after a night without a battery, and is set by a time server before anybody comes',
    (_how, wakesAt) => {
      const { day, come, turn, pass, restart, guard, time, server } = clockMachine(() => null);
      come('t1');
      pass(8 * HOUR);
      come('t2');
      pass(10 * MINUTE);
      time.wall = wakesAt(time.wall);
      time.steady = 20_000;
      restart();
      guard();
      pass(MINUTE);
      time.wall = START + 20 * HOUR;
      turn();
      expect(server.clock.trouble()).toBeNull();
      expect(day.businessDay).toBe('2026-11-24');
    },
  );

  it('asks staff all the same when somebody came before the time server, or it was long in coming', () => {
    for (const passes of ['somebody', 'time']) {
      const { day, come, turn, pass, restart, guard, time, server } = clockMachine(() => null);
      come('t1');
      time.steady = 20_000;
      restart();
      guard();
      if (passes === 'somebody') come('t2');
      else pass(31 * MINUTE);
      time.wall += DAY;
      turn();
      expect(server.clock.trouble()).toMatchObject({ kind: 'ahead' });
      expect(day.businessDay).toBe('2026-11-23');
    }
  });

  it('goes at half speed when the machine is set back within the day, until they agree again', () => {
    const { clock, time, pass, come, day } = machine();
    come('t1');
    const before = clock.now();
    time.wall -= HOUR;
    let last = before;
    for (let minute = 1; minute <= 100; minute += 1) {
      pass(MINUTE);
      const now = clock.now();
      expect(now - last).toBeGreaterThanOrEqual(MINUTE / 2);
      last = now;
      come(`n${minute}`);
      expect(day.at).toBe(now);
    }
    expect(clock.trouble()).toMatchObject({ kind: 'behind', now: before + 50 * MINUTE });
    pass(20 * MINUTE);
    expect(clock.trouble()).toBeNull();
    pass(MINUTE);
    expect(clock.now()).toBe(time.wall);
  });

  it('asks the machine seldom for its own time, and counts its sleep at once', () => {
    const time = { uptime: 5 * HOUR, awake: 1_000, asleep: 0, asked: 0 };
    const steady = sinceMachineStart({
      uptime: () => {
        time.asked += 1;
        return time.uptime;
      },
      awake: () => time.awake,
      wall: () => START + time.awake + time.asleep,
    });
    const pass = (ms: number): void => {
      time.uptime += ms;
      time.awake += ms;
    };
    for (let each = 0; each < 100; each += 1) {
      pass(1);
      expect(steady()).toBe(5 * HOUR + each + 1);
    }
    expect(time.asked).toBeLessThan(10);
    // The lid was shut for two hours.
    time.uptime += 2 * HOUR;
    time.asleep += 2 * HOUR;
    pass(1);
    expect(steady()).toBe(7 * HOUR + 101);
  });
});
