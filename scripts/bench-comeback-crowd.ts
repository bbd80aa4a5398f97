import { ComebackBoard } from './comeback-board.ts';

/** What a process full of boards is told to be, and what it tells: each time that all of them have their state. */
export type ComebackOrder = { port: number; view: string; token: string; count: number };
export type ComebackWord = { times: number[]; cpuMs: number };
/** The server answers again: what the boards take of the processor is counted from here. */
export const COUNT_CPU = 'count';

/** A process of its own with many boards; it reports when each of them had its snapshot, once all have it. */
function crowd({ count, ...place }: ComebackOrder): void {
  const times = new Map<number, number>();
  let cpu = process.cpuUsage();
  process.on('message', (word) => {
    if (word === COUNT_CPU) cpu = process.cpuUsage();
  });
  for (let each = 0; each < count; each += 1)
    new ComebackBoard(place, ({ at }) => {
      times.set(each, at);
      if (times.size < count) return;
      const { user, system } = process.cpuUsage(cpu);
      process.send?.({ times: [...times.values()], cpuMs: (user + system) / 1_000 } satisfies ComebackWord);
      times.clear();
    });
}

if (process.send) {
  process.once('message', (order: ComebackOrder) => crowd(order));
  process.on('disconnect', () => process.exit());
}
