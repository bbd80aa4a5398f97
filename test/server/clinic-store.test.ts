import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepClinic, loadClinic, loadServersClinic } from '../../server/clinic-store.ts';
import { tempFolder } from './log/sqlite-store.ts';

const sample = readFileSync(new URL('../../server/sample/clinic.json', import.meta.url), 'utf8');

describe('the clinic file', () => {
  let dir: string;
  let file: string;
  beforeEach(() => {
    dir = tempFolder();
    file = join(dir, 'data', 'clinic.json');
    mkdirSync(join(dir, 'data'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));
  const load = (text: string | Buffer) => {
    writeFileSync(file, text);
    return loadClinic(file);
  };
  const faultOf = (text: string | Buffer): string => {
    const read = load(text);
    return read.ok ? '' : read.fault;
  };
  /** The sample with one piece of its text replaced; the piece must be there. */
  const changed = (from: string, to: string): string => {
    expect(sample).toContain(from);
    return sample.replace(from, to);
  };
  const lineOf = (piece: string): number => sample.slice(0, sample.indexOf(piece)).split('\n').length;

  it('is made from the sample where there is none, with the folder around it', () => {
    const fresh = join(dir, 'a', 'b', 'clinic.json');
    expect(loadClinic(fresh)).toMatchObject({ ok: true, created: true, clinic: { site: 'minh-hoa' } });
    expect(readFileSync(fresh, 'utf8')).toBe(sample);
    expect(loadClinic(fresh)).toMatchObject({ ok: true, created: false });
  });

  it.each(['tiepdon.sqlite', 'places.json'])(
    'is not made from the sample beside data of a hospital (%s): that would be another hospital',
    (sign) => {
      const data = join(dir, 'data');
      writeFileSync(join(data, sign), '');
      const read = loadServersClinic(file, data);
      expect(read).toMatchObject({
        ok: false,
        fault: `CLINIC: ${file} is missing, but ${data} holds the data of a hospital`,
      });
      expect(existsSync(file)).toBe(false);
      writeFileSync(file, sample);
      expect(loadServersClinic(file, data)).toMatchObject({ ok: true, created: false });
    },
  );

  it('lies as it was at the last start, for whoever lost or broke it', () => {
    const data = join(dir, 'data');
    const last = join(data, 'clinic.last.json');
    expect(loadServersClinic(file, data)).toMatchObject({ ok: true, created: true });
    keepClinic(file, data);
    expect(readFileSync(last, 'utf8')).toBe(sample);
    writeFileSync(file, sample.slice(0, -9));
    expect(loadServersClinic(file, data)).toMatchObject({
      ok: false,
      fault: expect.stringMatching(
        /no valid JSON .*; as it was at the last start it lies at .*clinic\.last\.json$/,
      ),
    });
  });

  it('may come from a Windows editor, with a byte-order mark and CR LF', () => {
    const read = load(`\uFEFF${sample.replaceAll('\n', '\r\n')}`);
    expect(read).toMatchObject({ ok: true, clinic: { name: 'Bệnh viện Đa khoa Minh Họa' } });
  });

  it.each([
    ['an unknown key', '"boards":', '"boardz": [], "boards":', 'boardz'],
    ['a misspelt key deep inside', '"minutes": 8', '"minuets": 8', 'services[2].minuets'],
    ['a number that is a text', '"minutes": 8', '"minutes": "8"', 'services[2].minutes'],
    ['a series that is not said well', '"series": "H"', '"series": "O"', 'services[2].series'],
    ['a series given twice', '"series": "H"', '"series": "A"', 'services[2].series'],
    ['a service that does not exist', '"services": ["nhi"]', '"services": ["nhii"]', 'rooms[3].services[0]'],
    [
      'a rule that does not exist',
      '"policy": "target", "minutes": 8',
      '"policy": "luck"',
      'services[2].policy',
    ],
    ['an id used twice', '"id": "nhi"', '"id": "noi"', 'services[2].id'],
    ['an id with capitals', '"id": "nhi"', '"id": "Nhi"', 'services[2].id'],
    ['a zone that does not exist', 'Asia/Ho_Chi_Minh', 'Asia/Saigon2', 'timeZone'],
    ['a time that is none', '"dayStartsAt": "00:00"', '"dayStartsAt": "24:00"', 'dayStartsAt'],
    [
      'a board of a room that does not exist',
      '"rooms": ["pk1"], "rows"',
      '"rooms": ["pk9"], "rows"',
      'boards[1].rooms[0]',
    ],
    ['a language that is not spoken', '["vi"]', '["fr"]', 'speakers[0].languages[0]'],
  ])('with %s is refused in one line that names line and key', (_what, from, to, key) => {
    const fault = faultOf(changed(from, to));
    expect(fault).toMatch(/^[^\n]+$/);
    expect(fault.startsWith(`${file}: line ${lineOf(from)}: ${key}: should be `), fault).toBe(true);
  });

  it('that lacks a key names it, at the line of what it belongs to', () => {
    const fault = faultOf(changed('"id": "nhi", ', ''));
    expect(fault.startsWith(`${file}: line ${lineOf('"Khám Nhi"')}: services[2].id: should be `), fault).toBe(
      true,
    );
    expect(faultOf('{}').startsWith(`${file}: line 1: site: should be `)).toBe(true);
  });

  it('with one key twice is refused: the later would win in silence', () => {
    const fault = faultOf(changed('"dayStartsAt"', '"site": "x",\n  "dayStartsAt"'));
    expect(fault).toBe(`${file}: line ${lineOf('"dayStartsAt"')}: site: stands twice`);
  });

  it.each([
    ['is empty', '', 1],
    ['is cut off', '{\n"site": "min', 2],
    ['has a comma too many', '{\n"site": "a",\n}', 3],
    ['has a comment', '{\n// hello\n"site": "a" }', 2],
    ['is no JSON', 'site: minh-hoa', 1],
  ])('that %s is refused with the line', (_what, text, line) => {
    expect(faultOf(text)).toMatch(new RegExp(`: line ${line}: no valid JSON \\(\\w+\\)$`));
  });

  it('that is a list or a text is refused as a whole', () => {
    for (const text of ['[]', '"x"', 'null', '7'])
      expect(faultOf(text)).toMatch(/^[^\n]+: line 1: \(file\): should be [^\n]+$/);
  });

  it('that cannot be read or made is named with its setting', () => {
    mkdirSync(file);
    expect(loadClinic(file)).toEqual({
      ok: false,
      fault: `CLINIC: ${file}: should be a file that can be read (EISDIR)`,
    });
    const behind = join(dir, 'a-file', 'clinic.json');
    writeFileSync(join(dir, 'a-file'), '');
    expect(loadClinic(behind)).toMatchObject({
      ok: false,
      fault: expect.stringMatching(/^CLINIC: .*\(E\w+\)$/),
    });
    expect(existsSync(behind)).toBe(false);
  });
});
