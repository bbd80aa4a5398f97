import { afterEach, describe, expect, it } from 'vitest';
import { portAt } from '../../printer-drivers/ports/port-at.ts';
import { parsePrinterAddress } from '../../printer-drivers/printer-address.ts';
import { type ProbeAnswer, probePrinter } from '../../printer-drivers/probe.ts';
import type { Manners } from './fake/printer-engine.ts';
import { type PtyPrinter, startPtyPrinter } from './fake/pty-printer.ts';
import { type Doorway, startTcpPrinter, type TcpPrinter } from './fake/tcp-printer.ts';

const POLITE_DOOR: Doorway = { oneClient: true, deaf: false };
const ID = 'Pr0b';
/** The only requests that change nothing in a printer, as sent. */
const HARMLESS = [
  '100401',
  '100402',
  '100403',
  '100404',
  '1d7201',
  `1d284806003030${Buffer.from(ID).toString('hex')}`,
  '1d4942',
  '1d4943',
];

const running: (TcpPrinter | PtyPrinter)[] = [];
afterEach(async () => {
  for (const printer of running.splice(0)) await printer.stop();
});

async function printer(manners: Partial<Manners>, doorway = POLITE_DOOR): Promise<TcpPrinter> {
  const made = await startTcpPrinter(manners, doorway);
  running.push(made);
  return made;
}

function probe(text: string, signal = new AbortController().signal): Promise<ProbeAnswer> {
  const address = parsePrinterAddress(text);
  if (!address.ok) throw new Error(address.fault.detail);
  return probePrinter(portAt(address.place), { connectMs: 2_000, answerMs: 250 }, ID, signal);
}
const at = ({ port }: TcpPrinter): string => `tcp://127.0.0.1:${port}`;
const hex = ({ engine }: TcpPrinter | PtyPrinter): string => Buffer.from(engine.first).toString('hex');

describe('a printer of which nothing is known', () => {
  it('is asked with requests that print, move and clear nothing, and with no others', async () => {
    const made = await printer({ name: { maker: 'EPSON', model: 'TM-T20III' } });
    expect((await probe(at(made))).ok).toBe(true);
    expect(hex(made)).toBe(HARMLESS.join(''));
    expect([made.engine.recoveries, made.engine.tickets.length, made.engine.rows]).toEqual([0, 0, 0]);
  });

  it('shows the best proof it can give, and what it calls itself', async () => {
    const made = await printer({ name: { maker: 'EPSON', model: 'TM-T20III' } });
    expect(await probe(at(made))).toEqual({
      ok: true,
      result: {
        voice: 'yes',
        health: 'ready',
        completion: 'processId',
        whole: true,
        maker: 'EPSON',
        model: 'TM-T20III',
        capabilities: { backChannel: 'yes', completion: 'processId' },
      },
    });
    expect(made.openNow()).toBe(0);
  });

  it.each([
    ['a fence and no process id', { processId: false }, 'gsr'],
    ['nothing but its state', { processId: false, fence: false }, 'dleeot'],
    ['a fence and not its state', { status: false, processId: false }, 'gsr'],
    ['its state late', { processId: false, fence: false, statusAfterMs: 150 }, 'dleeot'],
    ['between floods of automatic status', { flood: 3 }, 'processId'],
  ] as const)('that answers %s is believed that far', async (_what, manners, completion) => {
    const made = await printer(manners);
    expect(await probe(at(made))).toMatchObject({ result: { voice: 'yes', completion, maker: null } });
  });

  it('that never answers is told by two questions, and is not asked for its name', async () => {
    const made = await printer({ status: false, fence: false, processId: false });
    const { capabilities } = (await probe(at(made)).then((answer) => answer.ok && answer.result)) || {};
    expect(capabilities).toEqual({ backChannel: 'none', completion: 'none' });
    expect(hex(made)).toBe('1004011d7201');
    expect(await probe(at(await printer({}, { oneClient: true, deaf: true })))).toMatchObject({
      result: { voice: 'no', completion: 'none' },
    });
  });

  it.each(['paperEnd', 'cover', 'cutter'] as const)(
    'that is not ready (%s) is asked for its state alone: the rest would wait in it',
    async (ailment) => {
      const made = await printer({});
      made.engine.ailments[ailment] = true;
      expect(await probe(at(made))).toMatchObject({ result: { whole: false, completion: 'dleeot' } });
      expect(hex(made)).toBe(HARMLESS.slice(0, 4).join(''));
    },
  );

  it.each([
    ['says back what it is sent', { echo: true }, 'echo'],
    ['babbles', { babble: Buffer.from('\xff\xfe\xa5'.repeat(40), 'latin1') }, 'garbage'],
    ['says a hundred megabytes, a piece at a time', { babble: new Uint8Array(65_536).fill(0x12) }, 'garbage'],
    [
      'greets like a mail server',
      { greeting: Buffer.from('220 mail.vidu.example ESMTP ready\r\n') },
      'garbage',
    ],
  ] as const)('that %s is no printer, and nothing it says is believed', async (_what, manners, voice) => {
    const made = await printer(manners);
    const answer = await probe(at(made));
    expect(answer).toMatchObject({ result: { voice, completion: 'none', maker: null, health: 'unknown' } });
    expect(HARMLESS.join('')).toContain(hex(made));
  });

  it('that names itself in control signs is named without them', async () => {
    const made = await printer({ name: { maker: 'E\x1b@PSON\x07', model: '\x01\x02' } });
    expect(await probe(at(made))).toMatchObject({ result: { maker: 'E @PSON', model: null } });
  });

  it('over a serial line is asked the same', async () => {
    const made = await startPtyPrinter({ processId: false });
    running.push(made);
    const answer = await probe(`serial:${made.path}?flow=none`);
    expect(answer).toMatchObject({ result: { voice: 'yes', completion: 'gsr' } });
  });
});

describe('a probe that cannot be', () => {
  it('says why: nobody there, somebody else owns it, it hangs up', async () => {
    const gone = await startTcpPrinter({}, POLITE_DOOR);
    await gone.stop();
    expect(await probe(at(gone))).toMatchObject({ ok: false, fault: { code: 'refused' } });
    expect(await probe('file:/dev/usb/lp-none')).toMatchObject({ ok: false, fault: { code: 'not_there' } });
    const made = await printer({});
    const owner = portAt({ kind: 'tcp', host: '127.0.0.1', port: made.port });
    await owner.open(2_000);
    expect(await probe(at(made))).toMatchObject({ ok: false, fault: { code: 'busy' } });
    await owner.close('finish');
    const torn = await printer({ resetAfter: 1 });
    expect(await probe(at(torn))).toMatchObject({ ok: false, fault: { code: 'closed' } });
  });

  it('is called off at once', async () => {
    const made = await printer({ status: false, fence: false });
    const leave = new AbortController();
    const probing = probe(at(made), leave.signal);
    await expect.poll(() => made.engine.received).toBe(3);
    leave.abort();
    expect(await probing).toEqual({ ok: false, fault: { code: 'stopped', detail: '' } });
    await expect.poll(() => made.openNow()).toBe(0);
  });
});
