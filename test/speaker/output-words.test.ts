import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readOutput } from '../../speaker/output-words.ts';
import { readPasswords } from '../../speaker/password-file.ts';

const dir = mkdtempSync(join(tmpdir(), 'tiepdon-words-'));
afterAll(() => rmSync(dir, { recursive: true }));
const nameOf = (words: string): string => {
  const read = readOutput(words, { passwords: new Map(), note: () => {} });
  return read.ok ? read.output.name : `should be ${read.should.slice(0, 8)}`;
};

describe('the words for an output', () => {
  it.each([
    ['default', 'alsa:default'],
    ['alsa:hw:0,3', 'alsa:hw:0,3'],
    ['plughw:CARD=vc4hdmi,DEV=0', 'alsa:plughw:CARD=vc4hdmi,DEV=0'],
    ['rtp:239.1.1.1:5004', 'rtp:239.1.1.1:5004'],
    ['rtp://239.1.1.1:5004?ttl=4&interface=10.0.0.2', 'rtp:239.1.1.1:5004'],
    ['axis:http://10.0.0.9', 'axis:http://10.0.0.9'],
    ['axis:https://loa-tang-2.bv.vn:8443/?volume=80', 'axis:https://loa-tang-2.bv.vn:8443'],
  ])('%s is understood', (words, name) => {
    expect(nameOf(words)).toBe(name);
  });

  it.each([
    ['--help', 'an ALSA '],
    ['', 'an ALSA '],
    ['default; reboot', 'an ALSA '],
    ['$(reboot)', 'an ALSA '],
    ['rtp:239.1.1.1', 'rtp:ADDR'],
    ['rtp:239.1.1.1:0', 'rtp:ADDR'],
    ['rtp:239.1.1.1:70000', 'rtp:ADDR'],
    ['rtp:239.1.1.999:5004', 'rtp:ADDR'],
    ['rtp:239.1.1.1:5004?ttl=0', 'rtp:ADDR'],
    ['rtp:239.1.1.1:5004?ttl=many', 'rtp:ADDR'],
    ['rtp:239.1.1.1:5004?interface=eth0', 'rtp:ADDR'],
    ['rtp:239.1.1.1:5004?hops=3', 'rtp:ADDR'],
    ['axis:10.0.0.9', 'axis:htt'],
    ['axis:ftp://10.0.0.9', 'axis:htt'],
    ['axis:http://root:pass@10.0.0.9', 'axis:htt'],
    ['axis:http://10.0.0.9/axis-cgi/', 'axis:htt'],
    ['axis:http://10.0.0.9?action=remove', 'axis:htt'],
    ['axis:http://10.0.0.9?volume=loud', 'axis:htt'],
  ])('%s is refused with what it should be', (words, should) => {
    expect(nameOf(words)).toBe(`should be ${should}`);
  });
});

describe('the file with the users of network loudspeakers', () => {
  const write = (text: string, mode: number): string => {
    const path = join(dir, 'users.json');
    writeFileSync(path, text);
    chmodSync(path, mode);
    return path;
  };

  it('names a user for each address', () => {
    const read = readPasswords(write('{"http://10.0.0.9/": {"user": "loa", "password": "x"}}', 0o600));
    expect(read).toEqual({
      ok: true,
      passwords: new Map([['http://10.0.0.9', { user: 'loa', password: 'x' }]]),
    });
  });

  it('is refused when others may read it, or it is something else', () => {
    const should = (path: string): string => {
      const read = readPasswords(path);
      return read.ok ? 'taken' : read.should.split(':')[0]!;
    };
    expect(should(write('{}', 0o644))).toBe('readable by its owner only');
    for (const text of [
      '',
      '[]',
      'null',
      '{"10.0.0.9": {}}',
      '{"http://a": {"user": "a"}}',
      '{"http://a": null}',
    ])
      expect(should(write(text, 0o600))).toMatch(/^a JSON file/);
    expect(should(join(dir, 'none.json'))).toMatch(/^a JSON file/);
  });
});
