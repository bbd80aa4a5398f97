import type { CardReading } from '../../../core/identity/card.ts';
import { scanAnswer } from '../../../core/identity/person.ts';
import { readCard } from '../../../core/identity/read-card.ts';
import { localDate } from '../../../core/queue/local-time.ts';
import { ScanAnswer, ScanBody } from '../../../core/wire/api.ts';
import type { House } from '../../house.ts';
import { countScan } from '../../metrics.ts';
import type { ScanSource } from '../../station-link.ts';
import { type Route, route } from '../route.ts';

/** Reads a card by the hospital's date and counts the verdict; nothing of it is kept. */
export function judge(
  house: House,
  scan: string | Uint8Array,
  source: ScanSource,
): { reading: CardReading; answer: ScanAnswer } {
  const reading = readCard(scan, localDate(house.now(), house.clinic.timeZone));
  const answer = scanAnswer(reading, source);
  return { reading, answer };
}

/** Counts a verdict and leaves a line of it in the log: code and length, nothing that was read. */
export function noteScan(
  house: House,
  answer: ScanAnswer,
  scan: { source: ScanSource; length: number },
): void {
  const { verdict, code } = answer;
  countScan(house.metrics, answer, scan.source);
  house.note({ event: 'scan', verdict, code, ...scan });
}

/** `POST /scans`: what a scan would decide. */
export function scanRoutes(house: House): Route[] {
  return [
    route({
      method: 'post',
      path: '/scans',
      roles: ['kiosk', 'station', 'console', 'api'],
      summary: 'Judge a scanned or typed card; stores nothing.',
      body: ScanBody,
      query: null,
      answers: { 200: ScanAnswer },
      run: ({ body }) => {
        const source = body.source ?? 'api';
        const { answer } = judge(house, body.scan, source);
        noteScan(house, answer, { source, length: body.scan.length });
        return { status: 200, body: answer };
      },
    }),
  ];
}
