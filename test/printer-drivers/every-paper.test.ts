import { describe, expect, it } from 'vitest';
import type { Profile } from '../../printer-drivers/capability.ts';
import { parsePrinterAddress } from '../../printer-drivers/printer-address.ts';
import { writable } from '../../printer-drivers/script.ts';
import { slipRows } from '../../printer-drivers/slip-job.ts';
import { LAYOUTS } from '../../printer-drivers/ticket-layout.ts';
import { layoutTicket, type TicketFacts } from '../../printer-drivers/ticket-slip.ts';
import { differences, dotsOf, linesOn, printed } from './decoding.ts';
import { LONGEST_TICKET, TICKET } from './tickets.ts';

/** Every width of head the facts name, on printers that can and cannot do things themselves. */
const PAPERS = [
  'profile=generic-80',
  'profile=generic-58',
  'profile=generic-58&dots=416',
  'profile=generic-58&dots=420',
  'profile=generic-80&dots=546',
  'profile=generic-80&dots=640&bands=64',
  'profile=generic-80&raster=escstar',
  'profile=generic-58&raster=escstar',
  'profile=epson-tm-t20iii&pages=30/31',
  'profile=epson-tm-t20iii&dots=420&pages=30/31',
  'profile=epson-tm-t88-180dpi-512',
  'profile=citizen-cts&pages=30/31',
];

function profileAt(options: string): Profile {
  const address = parsePrinterAddress(`tcp://printer?${options}`);
  if (!address.ok) throw new Error(address.fault.detail);
  return address.profile;
}

/** A row of white says nothing: what a printer draws itself stands in between as white. */
const inked = (rows: readonly Uint8Array[]): Uint8Array[] => rows.filter((row) => row.includes(1));

const TICKETS: readonly TicketFacts[] = [
  TICKET,
  LONGEST_TICKET,
  { ...TICKET, priority: false, window: null },
];

describe.each(PAPERS)('on %s', (options) => {
  const profile = profileAt(options);

  it.each(Object.entries(LAYOUTS))(
    'the %s ticket is the drawn picture, dot by dot, cut once',
    (_, layout) => {
      for (const ticket of TICKETS) {
        for (const mode of ['raster', 'hybrid'] as const) {
          const slip = layoutTicket(ticket, layout, profile, (each) => slipRows(each, profile, mode));
          const { job, paper } = printed(slip, profile, mode);
          expect(paper.failures).toEqual([]);
          const [added, lost] = differences(inked(paper.rows), inked(dotsOf(job.picture)));
          expect(lost).toBe(0);
          expect(added).toBeLessThanOrEqual(job.scrubbed);
          expect(paper.events.filter(({ kind }) => kind === 'cut')).toHaveLength(1);
        }
      }
    },
  );

  it.each(Object.entries(LAYOUTS))('the %s ticket in letters has the number and the room', (_, layout) => {
    for (const ticket of TICKETS) {
      for (const mode of ['text', 'ascii'] as const) {
        if (mode === 'text' && !profile.text) continue;
        const slip = layoutTicket(ticket, layout, profile, (each) => slipRows(each, profile, mode));
        const { paper } = printed(slip, profile, mode);
        expect(paper.failures).toEqual([]);
        const [number, room = ''] = linesOn(paper).slice(ticket.reprint > 0 ? 1 : 0);
        expect(number).toBe(ticket.code);
        const place = writable(ticket.place.vi, mode === 'text' ? 'tcvn3' : 'ascii');
        expect(place.startsWith(room.replace(/\.\.\.$/, '')), room).toBe(true);
      }
    }
  });
});
