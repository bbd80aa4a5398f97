import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  autoPick,
  findByIdentity,
  identityOf,
  scannerCandidates,
  scannerMode,
} from '../../../kiosk/station/scanner/discovery.ts';
import { createPortList, listSerialPorts } from '../../../kiosk/station/scanner/port-list.ts';
import { scannersInWrongMode } from '../../../kiosk/station/scanner/usb-mode.ts';
import { listedPort } from './fake-ports.ts';

const HONEYWELL = listedPort('/dev/ttyACM0', {
  vid: '0c2e',
  pid: '0720',
  serialNumber: '17',
  pnpId: 'hw-17',
});
const ZEBRA = listedPort('/dev/ttyACM1', { vid: '05e0', pid: '1701', pnpId: 'zebra', byPath: 'usb-2' });
const CH340 = listedPort('/dev/ttyUSB0', { vid: '1a86', pid: '7523', byPath: 'usb-3' });
const BOARD = listedPort('/dev/ttyS0');

describe('choosing a scanner', () => {
  it('puts known makers before converters and the rest', () => {
    const order = scannerCandidates([BOARD, CH340, ZEBRA, HONEYWELL]);
    expect(order.map(({ port, kind, maker }) => [port.path, kind, maker])).toEqual([
      ['/dev/ttyACM1', 'scanner', 'Zebra / Symbol'],
      ['/dev/ttyACM0', 'scanner', 'Honeywell / Metrologic'],
      ['/dev/ttyUSB0', 'bridge', 'CH340'],
      ['/dev/ttyS0', 'unknown', null],
    ]);
  });
  it('is done without a person only where one known scanner is plugged in', () => {
    expect(autoPick([BOARD, CH340, HONEYWELL])).toBe(HONEYWELL);
    expect(autoPick([HONEYWELL, ZEBRA])).toBeNull();
    expect(autoPick([BOARD, CH340])).toBeNull();
    expect(autoPick([])).toBeNull();
  });
  it('tells the mode by the product number, for Newland by its end', () => {
    expect(['1e03', '1e06', '1e10', '1e99'].map((pid) => scannerMode('1eab', pid))).toEqual([
      'keyboard',
      'serial',
      'hid',
      null,
    ]);
    expect(scannerMode('05e0', '0600')).toBe('hid');
    expect(scannerMode('0000', '0720')).toBeNull();
  });
});

describe('a chosen scanner', () => {
  it('is found under another port name', () => {
    const moved = { ...HONEYWELL, path: '/dev/ttyACM4', byPath: 'usb-9' };
    expect(findByIdentity([ZEBRA, moved], identityOf(HONEYWELL)!)).toBe(moved);
  });
  it('is not replaced by another of the same model, nor by a converter in another socket', () => {
    expect(findByIdentity([{ ...HONEYWELL, serialNumber: '18' }], identityOf(HONEYWELL)!)).toBeNull();
    expect(findByIdentity([{ ...CH340, byPath: 'usb-4' }], identityOf(CH340)!)).toBeNull();
  });
  it('with a serial number that all of its model bear is told apart by its socket', () => {
    const twins = [
      { ...HONEYWELL, path: 'a', pnpId: null, byPath: 'usb-1' },
      { ...HONEYWELL, path: 'b', pnpId: null, byPath: 'usb-2' },
    ];
    expect(findByIdentity(twins, identityOf(twins[1]!)!)).toBe(twins[1]);
    expect(findByIdentity(twins, { ...identityOf(twins[0]!)!, byPath: null })).toBeNull();
  });
  it('on a port without USB numbers has no identity to keep', () => expect(identityOf(BOARD)).toBeNull());
});

describe('a machine without udevadm', () => {
  const roots: string[] = [];
  afterEach(() => {
    for (const root of roots.splice(0)) rmSync(root, { recursive: true });
  });

  /** The folders Linux keeps of one CDC scanner, one converter and one port on the board. */
  function machine(): string {
    const root = mkdtempSync(join(tmpdir(), 'machine-'));
    roots.push(root);
    const file = (path: string, text: string) => {
      mkdirSync(join(root, path, '..'), { recursive: true });
      writeFileSync(join(root, path), `${text}\n`);
    };
    const link = (path: string, target: string) => {
      mkdirSync(join(root, path, '..'), { recursive: true });
      symlinkSync(target, join(root, path));
    };
    const tty = (name: string, device: string) => {
      mkdirSync(join(root, device), { recursive: true });
      link(`sys/class/tty/${name}/device`, join(root, device));
    };
    tty('ttyACM0', 'sys/devices/usb1/1-1/1-1:1.0');
    file('sys/devices/usb1/1-1/idVendor', '0c2e');
    file('sys/devices/usb1/1-1/idProduct', '0720');
    file('sys/devices/usb1/1-1/serial', '17');
    file('sys/devices/usb1/1-1/manufacturer', 'Honeywell');
    tty('ttyUSB0', 'sys/devices/usb1/1-2/1-2:1.0/ttyUSB0');
    file('sys/devices/usb1/1-2/idVendor', '1a86');
    file('sys/devices/usb1/1-2/idProduct', '7523');
    tty('ttyS0', 'sys/devices/platform/serial8250');
    mkdirSync(join(root, 'sys/class/tty/tty1'), { recursive: true });
    link('dev/serial/by-id/usb-Honeywell_17-if00', '../../ttyACM0');
    link('dev/serial/by-path/pci-usb-0:1:1.0', '../../ttyACM0');
    file('sys/bus/usb/devices/1-3/idVendor', '05e0');
    file('sys/bus/usb/devices/1-3/idProduct', '1200');
    file('sys/bus/usb/devices/1-1/idVendor', '0c2e');
    file('sys/bus/usb/devices/1-1/idProduct', '0720');
    return root;
  }
  const noUdevadm = () => Promise.reject(new Error('spawn udevadm ENOENT'));

  it('still lists its ports with all that tells them apart', async () => {
    const root = machine();
    expect(await createPortList({ list: noUdevadm, root })()).toEqual([
      {
        path: join(root, 'dev/ttyACM0'),
        vid: '0c2e',
        pid: '0720',
        serialNumber: '17',
        pnpId: 'usb-Honeywell_17-if00',
        byPath: 'pci-usb-0:1:1.0',
        maker: 'Honeywell',
      },
      listedPort(join(root, 'dev/ttyS0')),
      listedPort(join(root, 'dev/ttyUSB0'), { vid: '1a86', pid: '7523' }),
    ]);
  });
  it('and one whose udevadm knows nothing gives the same list', async () => {
    const root = machine();
    const list = createPortList({ list: async () => [], root });
    expect(await list()).toEqual(await createPortList({ list: noUdevadm, root })());
  });
  it('where nothing can be listed at all rejects with the first reason', async () => {
    const root = join(machine(), 'sys/devices');
    await expect(createPortList({ list: noUdevadm, root })()).rejects.toThrow('udevadm');
    expect(await createPortList({ list: async () => [], root })()).toEqual([]);
  });
  it('names a scanner that is set to type, but not one with a port', async () => {
    expect(await scannersInWrongMode(machine())).toEqual([{ maker: 'Zebra / Symbol', mode: 'keyboard' }]);
    expect(await scannersInWrongMode(join(machine(), 'none'))).toEqual([]);
  });
  it('takes what serialport lists, in lower case and with the socket', async () => {
    const root = machine();
    const port = {
      path: '/dev/ttyACM0',
      manufacturer: 'Honeywell',
      serialNumber: '17',
      pnpId: 'usb-Honeywell_17-if00',
      locationId: undefined,
      vendorId: '0C2E',
      productId: '0720',
    };
    expect(await createPortList({ list: async () => [port], root })()).toMatchObject([
      { path: '/dev/ttyACM0', vid: '0c2e', pid: '0720', byPath: 'pci-usb-0:1:1.0' },
    ]);
  });
  it('and this very machine list without an accident', async () => {
    const ports = await listSerialPorts().catch((error: Error) => error.message);
    expect(typeof ports === 'string' ? ports : 'udevadm').toContain('udevadm');
  });
});
