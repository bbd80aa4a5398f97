import { ComebackBoard } from './comeback-board.ts';

/** What a process full of boards is told to be, and what it tells: each time that all of them have their state. */
export type ComebackOrder = { port: number; view: string; token: string; count: number };
export type ComebackWord = { times: number[] };

/** A process of its own with many boards; it reports when each of them had its snapshot, once all have it. */
function crowd({ count, ...place }: ComebackOrder): void {
  let times: number[] = [];
  for (let each = 0; each < count; each += 1)
    new ComebackBoard(place, ({ at }) => {
      times.push(at);
      if (times.length < count) return;
      process.send?.({ times } satisfies ComebackWord);
      times = [];
    });
}

if (process.send) process.once('message', (order: ComebackOrder) => crowd(order));
