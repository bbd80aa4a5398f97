import { afterEach, describe, expect, it } from 'vitest';
import { slipJob } from '../../printer-drivers/slip-job.ts';
import { LAYOUTS } from '../../printer-drivers/ticket-layout.ts';
import { linesOn, printed, profileNamed, ticketOn } from './decoding.ts';
import { startTcpPrinter, type TcpPrinter } from './fake/tcp-printer.ts';
import { closeAll, quickPrinter } from './quick-printer.ts';
import { TICKET } from './tickets.ts';

const started: TcpPrinter[] = [];
afterEach(async () => {
  await closeAll();
  await Promise.all(started.splice(0).map((printer) => printer.stop()));
});

async function printer(): Promise<{ device: TcpPrinter; address: string }> {
  const device = await startTcpPrinter({}, { oneClient: false, deaf: false });
  started.push(device);
  return { device, address: `tcp://127.0.0.1:${device.port}?profile=epson-tm-t20iii` };
}

describe('P10: one order that comes twice', () => {
  it('gives one paper and one answer, also when the first reply was lost', async () => {
    const { device, address } = await printer();
    const { ticket } = quickPrinter(address, {});
    const first = await ticket('A001');
    for (let i = 0; i < 5; i++) expect(await ticket('A001')).toBe(first);
    expect(device.engine.tickets).toHaveLength(1);
  });

  it('a second paper that a person wants has the same number, and says on every layout that it is a copy', () => {
    const epson = profileNamed('epson-tm-t20iii');
    for (const layout of Object.values(LAYOUTS)) {
      const { paper } = printed(
        ticketOn(epson.id, { ...TICKET, reprint: 1 }, layout, 'ascii'),
        epson,
        'ascii',
      );
      expect(linesOn(paper).slice(0, 2)).toEqual(['IN LAI lan 1 - BAN SAO', TICKET.code]);
    }
  });
});

describe('an address that makes no code', () => {
  it.each([
    ['too long', 'x'.repeat(107), 'qr_too_long'],
    ['with a control byte', 'https://bv.example.vn/\x10\x04\x01', 'qr_unprintable'],
    ['with Vietnamese letters', 'https://bv.example.vn/Bình', 'qr_unprintable'],
  ])('%s is refused by name before anything is sent', async (_, url, code) => {
    const { device, address } = await printer();
    const { printer: epson } = quickPrinter(address, {});
    const outcome = await epson.print({ ...TICKET, url }, { jobId: 'x', deadlineMs: null });
    expect(outcome).toMatchObject({ state: 'failed-before-bytes', fault: { code }, bytes: 0 });
    expect(device.engine.tickets).toHaveLength(0);
    // The compact ticket has no code and is printed all the same.
    const profile = profileNamed('epson-tm-t20iii');
    const slip = ticketOn(profile.id, { ...TICKET, url }, LAYOUTS.compact, 'raster');
    expect(slipJob(slip, profile, 'raster').ok).toBe(true);
  });

  it('that is left out, as a kiosk without its house has none, leaves the code out', async () => {
    const { device, address } = await printer();
    const { printer: epson } = quickPrinter(address, {});
    const outcome = await epson.print({ ...TICKET, url: '' }, { jobId: 'x', deadlineMs: null });
    expect(outcome).toMatchObject({ state: 'confirmed', fault: null });
    expect(device.engine.tickets).toHaveLength(1);
  });
});
