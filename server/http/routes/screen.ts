import { z } from 'zod';
import { ScreenRow } from '../../../core/wire/screen.ts';
import type { House } from '../../house.ts';
import { problem } from '../problem.ts';
import { type Route, route } from '../route.ts';

/** How the boards and speakers are. */
export function screenRoutes(house: House): Route[] {
  return [
    route({
      method: 'get',
      path: '/screens',
      roles: ['board', 'speaker', 'console', 'api'],
      summary:
        'Boards and speakers: who is connected, what each shows and runs on, what is wrong with it. A board or ' +
        'speaker is told of those of its own name alone: whoever started its browser can see whether it lives.',
      body: null,
      query: null,
      answers: { 200: z.object({ screens: z.array(ScreenRow) }) },
      run: ({ device }) => {
        if (device.role === 'console' && device.room !== null)
          return problem('not-allowed', 'Chỉ bàn điều phối xem được.');
        const { role, name } = device;
        const all = house.screens();
        const own = all.filter((row) => row.role === role && row.name === name);
        return { status: 200, body: { screens: role === 'board' || role === 'speaker' ? own : all } };
      },
    }),
  ];
}
