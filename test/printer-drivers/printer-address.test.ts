import { describe, expect, it } from 'vitest';
import { adviceFor, type HealthState } from '../../printer-drivers/health-words.ts';
import { createPrinter } from '../../printer-drivers/printer.ts';
import { isSlowLine, parsePrinterAddress } from '../../printer-drivers/printer-address.ts';
import { allProfiles, findProfile, provenanceOf } from '../../printer-drivers/profile.ts';

function placeOf(text: string) {
  const parsed = parsePrinterAddress(text);
  return parsed.ok ? parsed.place : parsed.fault.code;
}

describe('the address of a printer', () => {
  it.each([
    ['tcp://10.1.2.3:9100?profile=generic-80', { kind: 'tcp', host: '10.1.2.3', port: 9100 }],
    ['tcp://may-in-1.benhvien.local', { kind: 'tcp', host: 'may-in-1.benhvien.local', port: 9100 }],
    ['tcp://[::1]:9101', { kind: 'tcp', host: '::1', port: 9101 }],
    [
      'serial:/dev/ttyUSB0?baud=38400&profile=generic-58',
      { kind: 'serial', path: '/dev/ttyUSB0', baud: 38400, rtscts: true },
    ],
    ['serial:COM3?flow=none', { kind: 'serial', path: 'COM3', baud: 115200, rtscts: false }],
    ['file:/dev/usb/lp0?profile=epson-tm-t20iii', { kind: 'file', path: '/dev/usb/lp0' }],
    ['preview:', { kind: 'preview' }],
    ['  preview:?profile=generic-58 ', { kind: 'preview' }],
  ])('%s is understood', (text, place) => {
    expect(placeOf(text)).toEqual(place);
  });

  it.each([
    ['', 'address_kind'],
    ['usb:0x04b8', 'address_kind'],
    ['http://10.1.2.3', 'address_kind'],
    ['tcp://', 'address_place'],
    ['tcp://host:0', 'address_place'],
    ['tcp://host:70000', 'address_place'],
    ['tcp://ho st', 'address_place'],
    ['tcp://user@host', 'address_place'],
    ['serial:', 'address_place'],
    ['file:?profile=file', 'address_place'],
    ['preview:/tmp', 'address_place'],
    ['serial:/dev/ttyUSB0?baud=fast', 'address_option'],
    ['tcp://host?porfile=generic-80', 'address_option'],
    ['tcp://host?layout=tiny', 'address_option'],
    ['tcp://host?profile=generic-81', 'address_profile'],
    ['tcp://host?cut=scissors', 'address_option'],
    ['tcp://host?dots=wide', 'address_option'],
    ['tcp://host?dots=100', 'address_option'],
    ['tcp://host?dots=6400', 'address_option'],
    ['tcp://host?bands=0', 'address_option'],
    ['tcp://host?buzzer=loud', 'address_option'],
    ['tcp://host?raster=gs8l', 'address_option'],
  ])('%s is refused with a name and what it should be', (text, code) => {
    const parsed = parsePrinterAddress(text);
    expect(parsed.ok ? null : parsed.fault.code).toBe(code);
    expect(parsed.ok ? '' : parsed.fault.detail).not.toBe('');
  });

  it('what was found out at one printer may stand in its address', () => {
    const parsed = parsePrinterAddress(
      'tcp://host?profile=generic-80&completion=gsr&connection=perJob&mode=hybrid&layout=compact',
    );
    expect(parsed).toMatchObject({ ok: true, mode: 'hybrid', layout: 'compact' });
    expect(parsed.ok && parsed.profile).toMatchObject({
      id: 'generic-80',
      completion: 'gsr',
      connection: 'perJob',
    });
  });

  it('head, knife, buzzer and pictures are what the address says, and count as seen at this printer', () => {
    const parsed = parsePrinterAddress('tcp://host?dots=420&bands=64&cut=none&buzzer=escB&raster=escstar');
    expect(parsed.ok && parsed.profile).toMatchObject({
      id: 'generic-80',
      dotsPerLine: 420,
      bandRows: 64,
      cut: 'none',
      feedBeforeCut: 100,
      buzzer: 'escB',
      raster: 'escstar',
      proven: { dotsPerLine: 'probed', cut: 'probed', buzzer: 'probed' },
    });
    const knife = parsePrinterAddress('tcp://host?profile=xprinter-58&cut=gsv1');
    expect(knife.ok && knife.profile.cut).toBe('gsv1');
    const plain = parsePrinterAddress('tcp://host');
    expect(plain.ok && plain.profile.proven).toEqual({});
  });

  it('pictures over a slow serial line are worth a warning', () => {
    const isSlow = (text: string): boolean => {
      const parsed = parsePrinterAddress(text);
      return parsed.ok && isSlowLine(parsed);
    };
    expect(isSlow('serial:/dev/ttyS0?baud=9600')).toBe(true);
    expect(isSlow('serial:/dev/ttyS0?baud=9600&mode=hybrid&profile=generic-80')).toBe(true);
    expect(isSlow('serial:/dev/ttyS0?baud=9600&mode=hybrid&profile=epson-tm-t20iii')).toBe(false);
    expect(isSlow('serial:/dev/ttyS0?baud=9600&mode=ascii')).toBe(false);
    expect(isSlow('serial:/dev/ttyS0?baud=115200')).toBe(false);
    expect(isSlow('tcp://host')).toBe(false);
  });

  it('a printer at a wrong address is a bug of whoever made it', () => {
    expect(() => createPrinter({ address: 'lpt1', onHealth: () => undefined })).toThrow('address_kind');
  });
});

describe('profiles', () => {
  it('of the facts are all there, each once, old names included', () => {
    const names = allProfiles().flatMap(({ id, aliases }) => [id, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    for (const name of [
      'generic-80-576',
      'generic-58-384',
      'epson-tm-t20iii',
      'epson-tm-t82iii',
      'epson-tm-t88-180dpi-512',
      'xprinter-80',
      'xprinter-58',
      'bixolon-srp',
      'citizen-cts',
      'rongta-80',
      'star-escpos-mode',
      'file',
    ]) {
      expect(findProfile(name), name).not.toBeNull();
    }
    expect(findProfile('toString')).toBeNull();
  });

  it('a generic one claims nothing and promises nothing', () => {
    for (const id of ['generic-80', 'generic-58']) {
      const profile = findProfile(id);
      expect(profile?.proven).toEqual({});
      expect(profile).toMatchObject({ raster: 'gsv0', completion: 'none', backChannel: 'probe', text: null });
    }
  });

  it('says where it has its knowledge from', () => {
    const epson = findProfile('epson-tm-t20iii');
    expect(epson && provenanceOf(epson, 'completion')).toBe('documented');
    expect(epson && provenanceOf(epson, 'bandRows')).toBe('unverified');
  });
});

describe('words for trouble', () => {
  const states: HealthState[] = [
    'ready',
    'paperLow',
    'paperOut',
    'coverOpen',
    'cutterError',
    'overheated',
    'offline',
    'unreachable',
    'unknown',
  ];

  it('staff always hear what to do; patients hear another sentence, and only when it concerns them', () => {
    for (const state of states) {
      const { staff, patient } = adviceFor(state);
      expect(staff).toMatch(/\.$/);
      expect(patient).not.toBe(staff);
      expect(patient === null).toBe(['ready', 'paperLow', 'unknown'].includes(state));
    }
  });
});
