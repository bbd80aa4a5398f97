import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SlideList } from '../../core/wire/notice-api.ts';
import { pictureKind } from '../../server/picture-kind.ts';
import { openBoard } from './sockets/screen.ts';
import { quietClinic, TestHouse } from './test-house.ts';

/** The head of a picture of that size, as far as anybody looks. */
function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(33);
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(head);
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return Buffer.concat([head, deflateSync(Buffer.alloc(64))]);
}
/** APP0, a table (C4 is no size), then the frame. */
const jpeg = Buffer.from(
  'ffd8ffe000104a46494600010100000100010000ffc400040000ffffffc00011080438078003012200021101031101ffda0000',
  'hex',
);
const webp = (chunk: string, rest: string): Buffer =>
  Buffer.concat([Buffer.from('RIFF....WEBP'), Buffer.from(chunk), Buffer.from(rest, 'hex'), Buffer.alloc(8)]);

describe('a picture', () => {
  it('is known by its bytes, with its size', () => {
    expect(pictureKind(png(1920, 1080))).toEqual({ type: 'png', width: 1920, height: 1080 });
    expect(pictureKind(jpeg)).toEqual({ type: 'jpeg', width: 1920, height: 1080 });
    const lossy = webp('VP8 ', '000000000000009d012a80073804');
    expect(pictureKind(lossy)).toMatchObject({ type: 'webp', width: 1920, height: 1080 });
    const large = webp('VP8X', '0a000000000000007f0700370400');
    expect(pictureKind(large)).toEqual({ type: 'webp', width: 1920, height: 1080 });
    const lossless = webp('VP8L', '000000002f7fc70d01');
    expect(pictureKind(lossless)).toEqual({ type: 'webp', width: 1920, height: 1080 });
  });

  it('is nothing else, whole or cut off', () => {
    for (const other of [
      '',
      'GIF89a',
      '<svg onload="alert(1)">',
      '%PDF-1.7',
      'RIFF....WAVEfmt ',
      '\u0000'.repeat(64),
    ])
      expect(pictureKind(Buffer.from(other))).toBeNull();
    for (const whole of [png(10, 10), jpeg, webp('VP8X', '0a000000000000007f0700370400')])
      for (let length = 0; length < 20; length += 1)
        expect(pictureKind(whole.subarray(0, length))).toBeNull();
    expect(pictureKind(Buffer.concat([Buffer.from('ffd8', 'hex'), Buffer.alloc(5_000, 0xff)]))).toBeNull();
  });
});

describe('the folder of pictures', () => {
  let house: TestHouse;
  let dir = '';
  let desk = '';
  beforeEach(async () => {
    house = new TestHouse(quietClinic());
    dir = join(house.dir, 'data', 'slides');
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, '2.png'), png(1920, 1080));
    writeFileSync(join(dir, '10.jpg'), jpeg);
    await house.start();
    desk = house.device('console', 'dieu-phoi', null).token;
  });
  afterEach(() => house.end());
  const list = async () => (await house.get(desk, '/slides')).body as unknown as SlideList;

  it('is shown on the boards by the order of names, each picture by its hash', async () => {
    const board = await openBoard(house, 'hall');
    const { slides, faults } = await list();
    expect([slides.map(({ file }) => file), faults]).toEqual([['2.png', '10.jpg'], []]);
    expect(board.held?.state.slides).toEqual(slides.map(({ url }) => url));
    const got = await fetch(house.base + slides[0]!.url);
    expect([got.status, got.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
    expect(Buffer.from(await got.arrayBuffer())).toEqual(png(1920, 1080));
  });

  it('names each file that is not shown, with its reason, at the desk and in the technical log', async () => {
    writeFileSync(join(dir, 'a.png'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    writeFileSync(join(dir, 'b.png'), png(8_000, 100));
    writeFileSync(join(dir, 'c.png'), png(100, 100));
    truncateSync(join(dir, 'c.png'), 3_000_001);
    symlinkSync(join(house.dir, 'data', 'master.key'), join(dir, 'd.png'));
    writeFileSync(join(dir, '.hidden.png'), png(1, 1));
    const { slides, faults } = await list();
    expect(slides).toHaveLength(2);
    expect(faults).toEqual([
      { file: 'a.png', fault: 'no-picture' },
      { file: 'b.png', fault: 'too-many-pixels' },
      { file: 'c.png', fault: 'too-large' },
    ]);
    await list();
    expect(house.logLines.filter((line) => line.includes('slide-refused'))).toHaveLength(3);
  });

  it('shows thirty pictures at most', async () => {
    for (let i = 0; i < 40; i += 1) writeFileSync(join(dir, `x${i}.png`), png(i + 1, 9));
    const { slides, faults } = await list();
    expect([slides.length, faults.length, faults[0]?.fault]).toEqual([30, 12, 'too-many']);
  });

  it('serves nothing that has changed or was never there', async () => {
    const { slides } = await list();
    writeFileSync(join(dir, '2.png'), png(1, 1));
    for (const path of [
      slides[0]!.url,
      `/slides/${'0'.repeat(64)}.png`,
      '/slides/..%2fmaster.key',
      '/slides/2.png',
    ])
      expect((await fetch(house.base + path)).status, path).toBe(404);
  });
});
