import { z } from 'zod';
import { StationRow, StationSign, StationSignAnswer } from '../../../core/wire/station.ts';
import type { House } from '../../house.ts';
import { problem } from '../problem.ts';
import { type Route, route } from '../route.ts';

/** How the stations on PCs of their own are. */
export function stationRoutes(house: House): Route[] {
  return [
    route({
      method: 'post',
      path: '/station-signs',
      roles: ['station'],
      summary:
        'A station says each minute how it is: its clock, its build, what it cannot hand in. The answer has the ' +
        "house's time, by which it judges.",
      body: StationSign,
      query: null,
      answers: { 200: StationSignAnswer },
      run({ body, device }) {
        house.stations.sign(device, body);
        return { status: 200, body: { now: house.now() } };
      },
    }),
    route({
      method: 'get',
      path: '/stations',
      roles: ['console', 'api'],
      summary: 'Stations by what they said last: clock, build, and numbers that they cannot hand in.',
      body: null,
      query: null,
      answers: { 200: z.object({ stations: z.array(StationRow) }) },
      run: ({ device }) =>
        device.role === 'console' && device.room !== null
          ? problem('not-allowed', 'Chỉ bàn điều phối xem được.')
          : { status: 200, body: { stations: house.stations.rows() } },
    }),
  ];
}
