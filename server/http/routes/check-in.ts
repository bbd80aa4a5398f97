import type { CardReading } from '../../../core/identity/card.ts';
import { identityKey } from '../../../core/identity/identity-key.ts';
import { trustedName } from '../../../core/identity/person.ts';
import { ageClasses } from '../../../core/identity/priority.ts';
import type { Command } from '../../../core/queue/command.ts';
import type { Day } from '../../../core/queue/day.ts';
import { localDate } from '../../../core/queue/local-time.ts';
import { placeOf } from '../../../core/queue/place.ts';
import { ticketView } from '../../../core/queue/views.ts';
import { CheckInAnswer, CheckInBody } from '../../../core/wire/api.ts';
import type { Device } from '../../devices/devices.ts';
import { freshName } from '../../fresh-name.ts';
import type { House } from '../../house.ts';
import type { Person } from '../../people/people.ts';
import { type HttpAnswer, problem, problemOf, problemOfFault } from '../problem.ts';
import { type Call, type Route, route } from '../route.ts';
import { judge } from './scan.ts';

type Read = { ok: true; reading: CardReading | null } | { ok: false; answer: HttpAnswer };

/** `POST /check-ins`: a number for somebody who showed a card, or for somebody without one. */
export function checkInRoutes(house: House): Route[] {
  return [
    route({
      method: 'post',
      path: '/check-ins',
      roles: ['kiosk', 'station', 'console', 'api'],
      summary: 'Give a person a number; the same person keeps the one already given for this service.',
      body: CheckInBody,
      query: null,
      answers: { 200: CheckInAnswer, 201: CheckInAnswer },
      run: async (call) => {
        const answered = house.metrics.issueLatency.startTimer();
        const answer = await checkIn(house, call);
        answered();
        return answer;
      },
    }),
  ];
}

async function checkIn(house: House, { body, device }: Call<CheckInBody, null>): Promise<HttpAnswer> {
  if (body.declared.includes('CC') && device.role !== 'console' && device.role !== 'api') {
    return problem('declared-not-allowed', 'Chỉ nhân viên được chọn cấp cứu.');
  }
  if (body.appointment !== null && device.role !== 'console' && device.role !== 'api')
    return problem('not-allowed', 'Chỉ nhân viên được chọn lịch hẹn bằng tay.');
  const request = { actor: device.id, requestId: body.requestId, body };
  const read = readScan(house, body);
  // A retry comes when the station holds the scan no longer: it is answered as the first time all the same.
  if (!read.ok) return (await house.door.answered(request, problemOfFault)) ?? read.answer;
  return house.door.handle({
    request,
    command: commandOf(house, body, read.reading, device),
    person: read.reading && personOf(read.reading),
    answer: (day, outcome) =>
      issuedAnswer(house, day, outcome.kind === 'repeat', 'ticket' in outcome ? outcome.ticket : null),
    refuse: problemOfFault,
  });
}

/** The scan of the request, in the body or held by the station; refused when it is bad or wants a yes. */
function readScan(house: House, body: CheckInBody): Read {
  const held = body.scanId === null ? null : house.station.takeScan(body.scanId);
  if (body.scanId !== null && held === null)
    return { ok: false, answer: problem('scan-expired', 'Mời quét lại thẻ.') };
  const sent = body.scanBytes === null ? null : Buffer.from(body.scanBytes, 'base64');
  const scan = held?.text ?? sent ?? body.scan;
  if (scan === null) return { ok: true, reading: null };
  const { reading, answer } = judge(house, scan, held?.source ?? body.source ?? 'api');
  if (reading.status === 'reject') {
    const detail = 'Thẻ chưa đọc được. Mời quét lại, nhập số, hoặc đến quầy tiếp đón.';
    return {
      ok: false,
      answer: problemOf({ status: 422, code: reading.err, title: 'The scan is not accepted.', detail }),
    };
  }
  if (answer.verdict === 'confirm' && !body.confirmed) {
    return { ok: false, answer: problem('needs-confirmation', 'Mời kiểm tra và xác nhận thông tin.') };
  }
  return { ok: true, reading };
}

function commandOf(house: House, body: CheckInBody, reading: CardReading | null, device: Device): Command {
  const today = localDate(house.now(), house.clinic.timeZone);
  const grounds = groundsOf(reading, body.declared, today);
  // One draw for both names: asking for chance costs more than a look into the queue.
  const chance = freshName(18);
  return {
    type: 'check-in',
    service: body.service,
    ticket: chance.slice(0, 12),
    token: chance.slice(12),
    visitor: null,
    priority: body.declared.includes('CC') ? 'urgent' : grounds.length > 0 ? 'priority' : 'normal',
    grounds,
    journey: body.journey,
    appointment: body.appointment,
    language: body.language ?? 'vi',
    paperFor: device.role === 'kiosk' || device.role === 'station' ? device.id : null,
  };
}

/** Why somebody goes first: classes that the card shows, and those declared, which are believed and marked. */
export function groundsOf(reading: CardReading | null, declared: readonly string[], today: string): string[] {
  const fromCard = reading
    ? ageClasses(reading, today).map(({ code, certain }) => (certain ? code : `${code}?`))
    : [];
  // Staff look at the paper of whoever said so at the kiosk.
  const said = declared.filter((code) => !fromCard.includes(code)).map((code) => `${code}?`);
  return [...new Set([...fromCard, ...said])];
}

/** Who the card says it is; null for a card that names nobody in particular. */
export function personOf(reading: CardReading): Person | null {
  const key = identityKey(reading);
  if (key === null || reading.status === 'reject') return null;
  const typed = reading.kind === 'typed_id' || reading.kind === 'typed_bhyt';
  return {
    key,
    facts: {
      name: trustedName(reading),
      birth: typed ? null : reading.dob,
      sex: typed ? null : reading.sex,
      number: reading.kind === 'cccd' || reading.kind === 'typed_id' ? reading.id : reading.no,
      kind: typed ? 'number' : reading.kind,
    },
  };
}

function issuedAnswer(
  house: House,
  day: Day,
  repeat: boolean,
  id: string | null,
): { status: number; body: object } {
  const ticket = day.tickets.get(id ?? '');
  if (!ticket) throw new Error('a check-in without its ticket');
  const answer: CheckInAnswer = {
    ticket: ticketView(day, ticket, house.now()),
    repeat,
    place: placeOf(house.clinic, ticket.service),
  };
  return { status: repeat ? 200 : 201, body: answer };
}
