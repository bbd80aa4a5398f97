import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readZip } from '../../../../server/speech/import/zip.ts';
import { zipOf } from './zip-made.ts';

const one = Buffer.from('một '.repeat(500));
const two = randomBytes(3000);
const verdict = (zip: Uint8Array): string => {
  const read = readZip(zip);
  return read.ok ? [...read.files.keys()].join(' ') : `${read.fault} ${read.file}`.trim();
};

describe('A zip with recordings', () => {
  it('gives its files, packed or not, without folders and what a Mac adds', () => {
    const read = readZip(
      zipOf([
        { name: 'giong/', bytes: Buffer.alloc(0), stored: true },
        { name: 'giong/n1.wav', bytes: one },
        { name: 'giong/n2.wav', bytes: two, stored: true },
        { name: '__MACOSX/giong/._n1.wav', bytes: one },
        { name: 'giong/.DS_Store', bytes: one },
      ]),
    );
    expect(read.ok && [...read.files].map(([name, bytes]) => [name, Buffer.from(bytes)])).toEqual([
      ['n1.wav', one],
      ['n2.wav', two],
    ]);
  });

  it('as another program writes it is understood', () => {
    const script = `import zipfile,sys,io
b=io.BytesIO()
z=zipfile.ZipFile(b,'w',zipfile.ZIP_DEFLATED)
z.writestr('thư mục/n1.wav','x'*9000)
z.close()
sys.stdout.buffer.write(b.getvalue())`;
    let zip: Buffer;
    try {
      zip = execFileSync('python3', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    } catch {
      // No Python on this machine: the zips of the other cases are all there is.
      zip = zipOf([{ name: 'thư mục/n1.wav', bytes: one }]);
    }
    expect(verdict(zip)).toBe('n1.wav');
  });

  it.each([
    ['climbs out', [{ name: '../n1.wav', bytes: one }], 'zip_unsafe_name ../n1.wav'],
    ['climbs out inside', [{ name: 'a/../../n1.wav', bytes: one }], 'zip_unsafe_name a/../../n1.wav'],
    ['starts at the root', [{ name: '/etc/n1.wav', bytes: one }], 'zip_unsafe_name /etc/n1.wav'],
    ['names a drive', [{ name: 'C:\\n1.wav', bytes: one }], 'zip_unsafe_name C:\\n1.wav'],
    [
      'has control signs in a name',
      [{ name: 'n1\u001b[2J.wav', bytes: one }],
      'zip_unsafe_name n1\u001b[2J.wav',
    ],
    ['has a password', [{ name: 'n1.wav', bytes: one, flags: 1 }], 'zip_encrypted'],
    ['is damaged', [{ name: 'n1.wav', bytes: one, crc: 1 }], 'zip_damaged n1.wav'],
    [
      'has one name twice',
      [
        { name: 'a/n1.wav', bytes: one },
        { name: 'b/n1.wav', bytes: two },
      ],
      'zip_damaged n1.wav',
    ],
    ['says that it is huge', [{ name: 'n1.wav', bytes: one, claimed: 16_000_000 }], 'zip_too_large n1.wav'],
    [
      'is a bomb that says it is small',
      [{ name: 'n1.wav', bytes: Buffer.alloc(40_000_000), claimed: 1000 }],
      'zip_damaged n1.wav',
    ],
    [
      'is many large ones',
      Array.from({ length: 25 }, (_, n) => ({ name: `n${n}.wav`, bytes: one, claimed: 14_000_000 })),
      'zip_damaged n0.wav',
    ],
    [
      'is 501 files',
      Array.from({ length: 501 }, (_, n) => ({ name: `n${n}.wav`, bytes: two.subarray(0, 9) })),
      'zip_too_large',
    ],
  ])('that %s is refused', (_, members, fault) => {
    expect(verdict(zipOf(members))).toBe(fault);
  });

  it('that is none, or is cut anywhere, is refused without a fall', () => {
    const zip = zipOf([
      { name: 'n1.wav', bytes: one },
      { name: 'n2.wav', bytes: two },
    ]);
    expect(verdict(Buffer.from('PK'))).toBe('zip_malformed');
    expect(verdict(randomBytes(5000))).toBe('zip_malformed');
    for (let length = 0; length < zip.length; length += 7)
      expect(verdict(zip.subarray(0, length))).toMatch(/^zip_/);
    for (let n = 0; n < 3000; n++) {
      const hurt = Buffer.from(zip);
      hurt[(n * 7919) % zip.length]! ^= 1 << (n % 8);
      expect(() => verdict(hurt)).not.toThrow();
    }
  });
});
