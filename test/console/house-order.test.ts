import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roomsInOrder, serviceTrouble, troubleFirst } from '../../console/house-order.ts';
import { numberIn, previewWords, withNumber } from '../../console/rule-form.ts';
import type { ServiceRule } from '../../core/queue/clinic-file.ts';
import type { HouseRoom, HouseService, HouseState } from '../../core/queue/house-view.ts';

function service(id: string, more: Partial<HouseService>): HouseService {
  const quiet = { waiting: 0, late: 0, oldestMinutes: 0, done: 0, roomsOpen: 1, rooms: 1 };
  return { id, name: id, series: 'A', kind: 'exam', policy: 'target', changed: false, ...quiet, ...more };
}

function room(id: string, more: Partial<HouseRoom>): HouseRoom {
  return { id, label: id, state: 'open', reason: null, services: ['noi'], now: null, ...more };
}

const order = (services: HouseService[]) => troubleFirst(services).map(({ id }) => id);

describe('what a supervisor looks at first', () => {
  it('people wait and nobody calls; then too long a wait; then the longest', () => {
    const services = [
      service('calm', { waiting: 9, oldestMinutes: 20 }),
      service('longer', { waiting: 2, oldestMinutes: 35 }),
      service('late', { waiting: 3, late: 1, oldestMinutes: 70 }),
      service('later', { waiting: 3, late: 2, oldestMinutes: 65 }),
      service('nobody', { waiting: 1, roomsOpen: 0, oldestMinutes: 1 }),
      service('empty', { roomsOpen: 0 }),
    ];
    expect(order(services)).toEqual(['nobody', 'later', 'late', 'longer', 'calm', 'empty']);
  });

  it('says in words what is wrong; a closed service without anybody waiting is no trouble', () => {
    expect(serviceTrouble(service('a', { waiting: 12, roomsOpen: 0, late: 3 }))).toEqual({
      level: 'brick',
      words: '12 người chờ, không phòng nào mở',
    });
    expect(serviceTrouble(service('a', { waiting: 2, late: 2 }))?.words).toBe('2 người quá mức chờ');
    expect(serviceTrouble(service('a', { roomsOpen: 0 }))).toBeNull();
  });

  it('a shut room before which people wait comes before a long stay, and that before the others', () => {
    const inside = { id: 't', code: 'A001', state: 'serving', minutes: 50 };
    const rooms = [
      room('calm', {}),
      room('long', { now: inside }),
      room('shut', { state: 'paused' }),
      room('shut-in-peace', { state: 'closed', services: ['mat'] }),
    ];
    const state = { services: [service('noi', { waiting: 1 })] } as Partial<HouseState> as HouseState;
    expect(roomsInOrder(rooms, state).map(({ id }) => id)).toEqual(['shut', 'long', 'calm', 'shut-in-peace']);
  });
});

describe('a rule in the supervisor’s hand', () => {
  const rule: ServiceRule = {
    policy: 'target',
    targets: { return: 15, priority: 20, appointment: 20, normal: 60 },
    streak: 4,
  };

  it('takes a number that the server takes, and nothing else, whatever is typed', () => {
    expect(withNumber(rule, 'normal', '45')?.targets.normal).toBe(45);
    expect(withNumber(rule, 'streak', '3')?.streak).toBe(3);
    for (const wrong of ['', '0', '51', '2.5', 'x', '-1'])
      expect(withNumber(rule, 'streak', wrong)).toBeNull();
    fc.assert(
      fc.property(fc.string({ maxLength: 3 }), (text) => {
        const changed = withNumber(rule, 'priority', text);
        return changed === null || (changed.targets.priority >= 1 && changed.targets.priority <= 600);
      }),
    );
  });

  it('has an overtake cap or none', () => {
    const capped = withNumber(rule, 'overtakeCap', '20')!;
    expect(numberIn(capped, 'overtakeCap')).toBe(20);
    const free = withNumber(capped, 'overtakeCap', ' ')!;
    expect('overtakeCap' in free).toBe(false);
  });

  it('is read in plain words before it is saved, as it will hang on the wall', () => {
    const words = previewWords({ ...rule, overtakeCap: 20 }, 25).join('\n');
    expect(words).toContain('Sau nhiều nhất 4 lượt ưu tiên');
    expect(words).toContain('đã nhường 20 lượt');
    expect(words).toContain('đến trễ quá 25 phút');
    expect(previewWords({ ...rule, policy: 'fifo' }, 25)).toContain('Ai đến trước được gọi trước.');
  });
});
