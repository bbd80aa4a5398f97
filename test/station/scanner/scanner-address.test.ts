import { describe, expect, it } from 'vitest';
import {
  parseScannerAddresses,
  type ScannerAddress,
  sourceName,
} from '../../../kiosk/station/scanner/scanner-address.ts';

const path = (path: string, baud = 9600): ScannerAddress => ({ place: { by: 'path', path }, baud });

describe('the SCANNER setting', () => {
  it.each([
    ['', []],
    [' , ', []],
    ['serial:/dev/ttyACM0?baud=9600', [path('/dev/ttyACM0')]],
    ['serial:COM3', [path('COM3')]],
    [
      'serial:/dev/serial/by-path/pci-0000:00:14.0-usb-0:1:1.0 , serial:/dev/ttyUSB0?baud=115200',
      [path('/dev/serial/by-path/pci-0000:00:14.0-usb-0:1:1.0'), path('/dev/ttyUSB0', 115200)],
    ],
  ])('%j names its scanners', (text, addresses) =>
    expect(parseScannerAddresses(text)).toEqual({ ok: true, addresses }),
  );

  it.each([
    ['/dev/ttyACM0', 'bad_scheme', '/dev/ttyACM0'],
    ['serial:COM3,tcp://10.0.0.9', 'bad_scheme', 'tcp://10.0.0.9'],
    ['serial:', 'no_device', 'serial:'],
    ['serial:?baud=9600', 'no_device', 'serial:?baud=9600'],
    ['serial:COM3?speed=9600', 'bad_option', 'serial:COM3?speed=9600'],
    ['serial:COM3?baud=fast', 'bad_baud', 'serial:COM3?baud=fast'],
    ['serial:COM3?baud=0', 'bad_baud', 'serial:COM3?baud=0'],
    ['serial:COM3?baud=-9600', 'bad_baud', 'serial:COM3?baud=-9600'],
    ['serial:COM3?baud=99999999', 'bad_baud', 'serial:COM3?baud=99999999'],
    ['serial:COM3,serial:COM3?baud=115200', 'device_twice', 'serial:COM3?baud=115200'],
  ])('%j is refused by name', (text, code, entry) => {
    const read = parseScannerAddresses(text);
    expect(read).toMatchObject({ ok: false, fault: { code, entry } });
    expect(!read.ok && read.fault.wanted).toMatch(/baud=/);
  });

  it('gives a scan the name of its port without the speed', () => {
    expect(sourceName(path('COM3', 115200))).toBe('serial:COM3');
  });
});
