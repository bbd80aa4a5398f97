import { afterEach, describe, expect, it, vi } from 'vitest';
import { identityOf } from '../../../kiosk/station/scanner/discovery.ts';
import type { FrameDrop } from '../../../kiosk/station/scanner/frame.ts';
import {
  parseScannerAddresses,
  type ScannerAddress,
} from '../../../kiosk/station/scanner/scanner-address.ts';
import { createLineOpener, openSerialLine, refusalOf } from '../../../kiosk/station/scanner/serial-line.ts';
import {
  MACHINE_PORTS,
  openSerialScanner,
  SCANNER_TIMING,
  type ScannerStatus,
  type ScannerTiming,
  type SerialPorts,
} from '../../../kiosk/station/scanner/serial-scanner.ts';
import { Cable } from './cable.ts';
import { listedPort, StubbornPorts } from './fake-ports.ts';
import { BINH, bytesOf, HUY, NEW_INSURANCE, TY, textOf, WHOLE_CARDS } from './sample-cards.ts';

const QUICK: ScannerTiming = { pollMs: 10, slowPollMs: 20, watchMs: 15 };
const QUICK_PORTS: SerialPorts = { ...MACHINE_PORTS, open: createLineOpener({ aliveMs: 10 }) };

const leftToDo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const finish of leftToDo.splice(0).reverse()) await finish();
});

async function pluggedCable(): Promise<Cable> {
  const cable = new Cable();
  leftToDo.push(() => cable.throwAway());
  await cable.plugIn();
  return cable;
}

function at(path: string): ScannerAddress {
  const read = parseScannerAddresses(`serial:${path}`);
  if (!read.ok) throw new Error(read.fault.code);
  return read.addresses[0]!;
}

function listenAt(address: ScannerAddress, ports: SerialPorts = QUICK_PORTS, timing = QUICK) {
  const texts: string[] = [];
  const sources: string[] = [];
  const drops: FrameDrop[] = [];
  const statuses: ScannerStatus[] = [];
  const stop = openSerialScanner({
    address,
    ports,
    timing,
    onFrame: (bytes, { source }) => {
      texts.push(textOf(bytes));
      sources.push(source);
    },
    onDrop: (drop) => drops.push(drop),
    onStatus: (status) => statuses.push(status),
  });
  leftToDo.push(stop);
  const state = () => statuses.at(-1)?.state ?? null;
  return { texts, sources, drops, statuses, state, stop };
}

const soon = <T>(check: () => T) => vi.waitFor(check, { timeout: 5000, interval: 2 });

describe('a scanner on a real pseudo-terminal', () => {
  it('delivers each card exactly, whatever its suffix and wherever a read is cut', async () => {
    const cable = await pluggedCable();
    const { texts, sources, drops, state } = listenAt(at(cable.port));
    await soon(() => expect(state()).toBe('connected'));
    const bytes = bytesOf(BINH);
    const insideLetter = bytesOf(BINH.slice(0, BINH.indexOf('ễ'))).length + 1;
    const [head, tail] = [bytes.slice(0, insideLetter), bytes.slice(insideLetter)];
    await cable.send(head, 10, tail, '\r', 10, `${TY}\n`, 10, `${HUY}\r\n`, 10, `\x02${NEW_INSURANCE}\x03`);
    await cable.send(10, `${BINH}\r${TY}\r\n`, 10, head, 40, tail);
    await soon(() => expect(texts).toHaveLength(7));
    await cable.send(HUY);
    await soon(() => expect(texts).toHaveLength(8));
    expect(texts).toEqual([BINH, TY, HUY, NEW_INSURANCE, BINH, TY, BINH, HUY]);
    expect(new Set(sources)).toEqual(new Set([`serial:${cable.port}`]));
    expect(drops).toEqual([]);
  });

  it('pulled out in mid-scan and plugged in again reads the next card within 3 s, unmixed', async () => {
    const cable = await pluggedCable();
    const { texts, drops, statuses, state } = listenAt(at(cable.port), MACHINE_PORTS, SCANNER_TIMING);
    await soon(() => expect(state()).toBe('connected'));
    await cable.send(bytesOf(BINH).slice(0, 70), 30);
    await cable.unplug();
    await soon(() => expect(state()).toBe('missing'));
    await cable.plugIn();
    await vi.waitFor(() => expect(state()).toBe('connected'), { timeout: 3000, interval: 5 });
    await cable.send(`${TY}\r`);
    await soon(() => expect(texts).toEqual([TY]));
    expect(drops).toEqual([{ reason: 'reset', length: 70 }]);
    expect(statuses.map(({ state }) => state)).toEqual(['connected', 'missing', 'connected']);
    expect(statuses.map(({ advice }) => advice === null)).toEqual([true, false, true]);
  });

  it('survives 100 unpluggings, each with half a card in the wire, without one merged scan', async () => {
    const cable = await pluggedCable();
    const { texts, drops, state } = listenAt(at(cable.port));
    const shown: string[] = [];
    for (let turn = 0; turn < 100; turn++) {
      await soon(() => expect(state()).toBe('connected'));
      const [half, next] = [WHOLE_CARDS[turn % 6]!, WHOLE_CARDS[(turn + 1) % 6]!];
      await cable.send(`${next}\r`, half.slice(0, 20 + (turn % 30)));
      shown.push(next);
      await soon(() => expect(texts).toHaveLength(shown.length));
      await cable.unplug();
      await soon(() => expect(state()).toBe('missing'));
      await cable.plugIn();
    }
    expect(texts).toEqual(shown);
    expect(drops.every(({ reason }) => reason === 'reset')).toBe(true);
    expect(drops.length).toBeGreaterThan(0);
  }, 60_000);

  it('held by another program is busy, and is taken as soon as that lets go', async () => {
    const cable = await pluggedCable();
    const heard: string[] = [];
    const other = openSerialLine(
      { path: cable.port, baud: 9600 },
      { onOpen: () => heard.push('open'), onBytes: () => {}, onEnd: (end) => heard.push(end) },
    );
    await soon(() => expect(heard).toEqual(['open']));
    const { state, statuses } = listenAt(at(cable.port));
    await soon(() => expect(state()).toBe('busy'));
    expect(statuses[0]!.advice).toMatch(/chương trình/i);
    other.close();
    await soon(() => expect(heard).toEqual(['open', 'closed']));
    await soon(() => expect(state()).toBe('connected'));
  });

  it('that is not there yet is missing, told once, and found when it comes', async () => {
    const cable = new Cable();
    leftToDo.push(() => cable.throwAway());
    const { texts, statuses, state } = listenAt(at(cable.port));
    await soon(() => expect(state()).toBe('missing'));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(statuses).toHaveLength(1);
    await cable.plugIn();
    await soon(() => expect(state()).toBe('connected'));
    await cable.send(`${HUY}\r`);
    await soon(() => expect(texts).toEqual([HUY]));
  });

  it.each([
    ['cannot be listed', () => Promise.reject(new Error('spawn udevadm ENOENT'))],
    ['are listed without it', () => Promise.resolve([])],
  ])('keeps reading where the ports of the machine %s', async (_, list) => {
    const cable = await pluggedCable();
    const { texts, statuses, state } = listenAt(at(cable.port), { ...QUICK_PORTS, list });
    await soon(() => expect(state()).toBe('connected'));
    await new Promise((resolve) => setTimeout(resolve, 60));
    await cable.send(`${TY}\r`);
    await soon(() => expect(texts).toEqual([TY]));
    expect(statuses).toHaveLength(1);
  });

  it('is free for others when stopped, and says nothing more', async () => {
    const cable = await pluggedCable();
    const { stop, texts, state, statuses } = listenAt(at(cable.port));
    await soon(() => expect(state()).toBe('connected'));
    await Promise.all([stop(), stop()]);
    expect(state()).toBe('closed');
    const second = listenAt(at(cable.port));
    await soon(() => expect(second.statuses[0]?.state).toBe('connected'));
    await cable.send(`${TY}\r`);
    await soon(() => expect(second.texts).toEqual([TY]));
    expect(texts).toEqual([]);
    expect(statuses).toHaveLength(2);
  });

  it('stopped before it was found stays stopped', async () => {
    const cable = await pluggedCable();
    const { stop, statuses } = listenAt(at(cable.port));
    await stop();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(statuses.map(({ state }) => state)).toEqual(['closed']);
  });

  it('and a second scanner beside it do not hear each other', async () => {
    const [left, right] = [await pluggedCable(), await pluggedCable()];
    const [one, two] = [listenAt(at(left.port)), listenAt(at(right.port))];
    await soon(() => expect([one.state(), two.state()]).toEqual(['connected', 'connected']));
    await Promise.all([left.send(BINH.slice(0, 50), 30, BINH.slice(50), '\r'), right.send(10, `${TY}\r`)]);
    await soon(() => expect([one.texts, two.texts]).toEqual([[BINH], [TY]]));
  });
});

describe('a port that does not open', () => {
  it.each([
    ['Error: No such file or directory, cannot open /dev/ttyACM0', 'missing'],
    ['Opening COM3: File not found', 'missing'],
    ['Error: Permission denied, cannot open /dev/ttyACM0', 'denied'],
    ['Error Resource temporarily unavailable Cannot lock port', 'busy'],
    ['Error: Device or resource busy, cannot open /dev/ttyACM0', 'busy'],
    ['Opening COM3: Access denied', 'busy'],
    ['Error: Inappropriate ioctl for device setting custom baud rate of 9600', 'missing'],
  ])('and says "%s" is %s', (message, end) => expect(refusalOf(message)).toBe(end));

  it('for want of rights says whom to ask, and is tried again', async () => {
    let tries = 0;
    const open: SerialPorts['open'] = (_, { onOpen, onEnd }) => {
      if (++tries < 3) onEnd('denied');
      else onOpen();
      return { close: () => onEnd('closed') };
    };
    const { statuses, state } = listenAt(at('/dev/ttyACM0'), { ...QUICK_PORTS, open });
    await soon(() => expect(state()).toBe('connected'));
    expect(statuses.map(({ state }) => state)).toEqual(['denied', 'connected']);
    expect(statuses[0]!.advice).toContain('dialout');
  });
});

describe('a scanner whose driver does not tell that it was pulled out', () => {
  const com3 = listedPort('COM3', { vid: '0c2e', pid: '0720', serialNumber: 'S1', pnpId: 'USB\\S1' });

  it('is missed by the list, and read again once its old handle is let go', async () => {
    const ports = new StubbornPorts();
    ports.plugged = [com3];
    const { texts, drops, state } = listenAt(at('COM3'), ports);
    await soon(() => expect(state()).toBe('connected'));
    await new Promise((resolve) => setTimeout(resolve, 60));
    ports.say('COM3', BINH.slice(0, 30));
    ports.plugged = [];
    await soon(() => expect(state()).toBe('missing'));
    ports.say('COM3', BINH.slice(30));
    ports.plugged = [com3];
    await soon(() => expect(state()).toBe('busy'));
    ports.letGo();
    await soon(() => expect(state()).toBe('connected'));
    ports.say('COM3', `${TY}\r`);
    expect(texts).toEqual([TY]);
    expect(drops.map(({ reason }) => reason)).toEqual(['reset']);
    expect(ports.opened).toBe(2);
  });

  it('is left alone while the list fails', async () => {
    const ports = new StubbornPorts();
    ports.plugged = [com3];
    const { statuses, state } = listenAt(at('COM3'), ports);
    await soon(() => expect(state()).toBe('connected'));
    await new Promise((resolve) => setTimeout(resolve, 40));
    ports.listFails = true;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(statuses).toHaveLength(1);
    expect(ports.opened).toBe(1);
  });

  it('chosen by its identity is followed to the port number it comes back with', async () => {
    const ports = new StubbornPorts();
    const place = { by: 'identity', identity: identityOf(com3)! } as const;
    const { texts, sources, state } = listenAt({ place, baud: 9600 }, ports);
    await soon(() => expect(state()).toBe('missing'));
    ports.plugged = [listedPort('COM1'), { ...com3, path: 'COM7' }];
    await soon(() => expect(state()).toBe('connected'));
    ports.say('COM7', `${TY}\r`);
    expect(texts).toEqual([TY]);
    expect(sources).toEqual(['serial:0c2e:0720:S1']);
  });

  it('and cannot be listed is missing, not a crash', async () => {
    const ports = new StubbornPorts();
    ports.listFails = true;
    const place = { by: 'identity', identity: identityOf(com3)! } as const;
    const { state } = listenAt({ place, baud: 9600 }, ports);
    await soon(() => expect(state()).toBe('missing'));
    ports.listFails = false;
    ports.plugged = [com3];
    await soon(() => expect(state()).toBe('connected'));
  });
});
