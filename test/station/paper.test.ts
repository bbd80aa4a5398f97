import { afterEach, describe, expect, it } from 'vitest';
import { openPaper, type Paper } from '../../kiosk/station/paper.ts';
import { startTcpPrinter, type TcpPrinter } from '../printer-drivers/fake/tcp-printer.ts';
import { slip } from './slip.ts';

const open: (Paper | TcpPrinter)[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await ('stop' in each ? each.stop() : each.close());
});

async function printer(): Promise<TcpPrinter> {
  const made = await startTcpPrinter({}, { oneClient: false, deaf: false });
  open.push(made);
  return made;
}
const at = ({ port }: { port: number }): string => `tcp://127.0.0.1:${port}?profile=generic-80`;

function paper(first: { port: number }, second: { port: number } | null): Paper {
  const fallback = second && at(second);
  const made = openPaper({ address: at(first), fallback, onHealth: () => {}, note: () => {} });
  if (!made.ok) throw new Error(made.fault);
  open.push(made.paper);
  return made.paper;
}

/** A port on which nobody answers. */
async function nobody(): Promise<{ port: number }> {
  const gone = await startTcpPrinter({}, { oneClient: false, deaf: false });
  await gone.stop();
  return { port: gone.port };
}

describe('two printers beside one kiosk', () => {
  it('print on the first as long as it can', async () => {
    const [first, second] = [await printer(), await printer()];
    expect(await paper(first, second).print(slip)).toMatchObject({ state: 'likely', printer: null });
    expect([first.engine.tickets.length, second.engine.tickets.length]).toEqual([1, 0]);
  });

  it('print on the second when nothing could leave for the first, and say so', async () => {
    const second = await printer();
    const both = paper(await nobody(), second);
    expect(await both.print(slip)).toMatchObject({ state: 'likely', printer: 'fallback' });
    expect(second.engine.tickets).toHaveLength(1);
    // Patients need not know; staff do.
    expect(both.state()).toMatchObject({ patient: '' });
    expect(both.state().staff).not.toBe('');
  });

  it('never print a second paper once a byte has left for the first', async () => {
    const [first, second] = [await printer(), await printer()];
    first.engine.manners.resetAfter = first.engine.received + 400;
    const outcome = await paper(first, second).print(slip);
    expect(outcome).toMatchObject({ state: 'unknown', printer: null });
    expect(second.engine.tickets).toHaveLength(0);
  });

  it('tell the patient when neither of them can print', async () => {
    const both = paper(await nobody(), await nobody());
    expect(await both.print(slip)).toMatchObject({ state: 'failed-before-bytes', printer: null });
    await expect.poll(() => both.state().patient, { timeout: 5_000 }).not.toBe('');
  });

  it('are refused in words that name the wrong setting', () => {
    const parts = { onHealth: () => {}, note: () => {} };
    expect(openPaper({ address: 'lpt1', fallback: null, ...parts })).toMatchObject({
      ok: false,
      fault: expect.stringMatching(/^PRINTER: should be /),
    });
    expect(openPaper({ address: 'preview:', fallback: 'lpt1', ...parts })).toMatchObject({
      ok: false,
      fault: expect.stringMatching(/^PRINTER_FALLBACK: should be /),
    });
  });
});
