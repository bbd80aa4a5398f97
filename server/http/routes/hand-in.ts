import type { JournalLine } from '../../../core/wire/offline.ts';
import {
  HandInAnswer,
  HandInBody,
  PermitAnswer,
  PermitBody,
  PermitQuery,
  provenText,
} from '../../../core/wire/offline.ts';
import type { House } from '../../house.ts';
import { takeLine } from '../../offline/hand-in.ts';
import { journalMac } from '../../offline/house-keys.ts';
import { permitFor } from '../../offline/permit.ts';
import { type HttpAnswer, problem } from '../problem.ts';
import { type Call, type Route, route } from '../route.ts';

/** The right of a kiosk to give out numbers while its house is away, and the handing in of those numbers. */
export function handInRoutes(house: House): Route[] {
  return [
    route({
      method: 'post',
      path: '/permits',
      roles: ['station'],
      summary: 'The permit of a station for today: it may give out numbers of its own series when cut off.',
      body: PermitBody,
      query: PermitQuery,
      answers: { 200: PermitAnswer },
      run: async ({ body, query: { run = null }, device }) => ({
        status: 200,
        body: await permitFor(house, device, { ...body, run }),
      }),
    }),
    route({
      method: 'post',
      path: '/hand-ins',
      roles: ['station'],
      summary: 'Hand in numbers that were given out while the house was away; each takes effect once.',
      body: HandInBody,
      query: null,
      answers: { 200: HandInAnswer },
      run: (call) => handIn(house, call),
    }),
  ];
}

/** Lines are taken in order up to the first that is not what its station wrote. */
async function handIn(house: House, { device, body }: Call<HandInBody, null>): Promise<HttpAnswer> {
  const tokenHash = await house.devices.tokenHashOf(device.id);
  if (tokenHash === null) return problem('not-enrolled', 'Thiết bị chưa được ghi danh.');
  const mac = journalMac(tokenHash);
  const proven = (line: JournalLine): boolean => mac(provenText(line)) === line.mac;
  const answer: HandInAnswer = { taken: [], refused: null, epoch: house.tail.epoch };
  for (const line of body.lines) {
    const taken = proven(line)
      ? await takeLine(house, device.id, line, house.now() - body.now)
      : { ok: false as const, code: 'line-changed', why: 'Dòng này của nhật ký đã bị sửa.' };
    if (!taken.ok) {
      answer.refused = { code: taken.code, why: taken.why };
      house.note({
        event: 'hand-in-refused',
        station: device.id,
        series: line.series,
        n: line.n,
        code: taken.code,
      });
      break;
    }
    answer.taken.push(taken.result);
    const { code, outcome } = taken.result;
    if (outcome !== 'noted') house.note({ event: 'handed-in', station: device.id, code, outcome });
  }
  return { status: 200, body: answer };
}
