import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Demultiplexer, type Saying } from '../../printer-drivers/demultiplexer.ts';
import { ALL_WELL, healthOf, signsOfAnswer, signsOfAsb, signsOfFence } from '../../printer-drivers/status.ts';

const ASB = [0x18, 0x00, 0x0c, 0x0f];
const ECHO = [0x37, 0x22, 0x61, 0x36, 0x12 + 0x20, 0x7e, 0x00];
const ECHO_ID = 'a62~';

function listen() {
  const heard: Saying[] = [];
  return { heard, line: new Demultiplexer((saying) => heard.push(saying)) };
}

const of = (kind: Saying['kind']) => (saying: Saying) => saying.kind === kind;

describe('a printer that says everything at once', () => {
  it('a flood of statuses, an echo and a real-time answer are told apart in every order, byte by byte', () => {
    const messages = [ASB, ECHO, [0x16], ASB, ASB];
    fc.assert(
      fc.property(fc.shuffledSubarray(messages, { minLength: 5 }), (order) => {
        const { heard, line } = listen();
        line.asked(1);
        for (const byte of order.flat()) line.feed(Uint8Array.of(byte), 1000);
        expect(heard.filter(of('asb'))).toHaveLength(3);
        expect(heard.filter(of('processId'))).toEqual([{ kind: 'processId', id: ECHO_ID }]);
        expect(heard.filter(of('answer'))).toEqual([{ kind: 'answer', n: 1, byte: 0x16 }]);
        expect(line.dropped).toBe(0);
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it('a real-time answer may cut into a status or an echo at any byte', () => {
    for (const message of [ASB, ECHO]) {
      for (let at = 1; at < message.length; at++) {
        const { heard, line } = listen();
        line.asked(4);
        line.feed(Uint8Array.from([...message.slice(0, at), 0x1e, ...message.slice(at)]), 1000);
        expect(heard).toHaveLength(2);
        expect(heard).toContainEqual({ kind: 'answer', n: 4, byte: 0x1e });
        expect(line.dropped).toBe(0);
      }
    }
  });

  it('an answer nobody asked for is noise', () => {
    const { heard, line } = listen();
    line.feed(Uint8Array.of(0x12, 0x00), 1000);
    expect(heard).toEqual([]);
    expect(line.dropped).toBe(2);
  });

  it('the answer to GS r is told from the second byte of a status', () => {
    const { heard, line } = listen();
    line.fenced();
    line.feed(Uint8Array.from([...ASB, 0x03]), 1000);
    expect(heard.map(({ kind }) => kind)).toEqual(['asb', 'fence']);
    expect(heard[1]).toEqual({ kind: 'fence', byte: 3 });
  });

  it('half a message is given up after 50 ms of silence', () => {
    const { heard, line } = listen();
    line.fenced();
    line.feed(Uint8Array.of(0x10, 0x00), 1000);
    line.feed(Uint8Array.of(0x00), 1051);
    expect(heard).toEqual([{ kind: 'fence', byte: 0 }]);
    expect(line.dropped).toBe(2);
  });

  it('names itself', () => {
    const { heard, line } = listen();
    line.feed(Uint8Array.from([0x5f, ...Buffer.from('TM-T20III'), 0]), 1000);
    expect(heard).toEqual([{ kind: 'identity', text: 'TM-T20III' }]);
  });

  it('garbage is counted and dropped, and what follows is understood', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        const { heard, line } = listen();
        line.feed(noise, 1000);
        line.feed(Uint8Array.from(ECHO), 1100);
        expect(heard.at(-1)).toEqual({ kind: 'processId', id: ECHO_ID });
      }),
      { numRuns: 200, seed: 4 },
    );
  });

  it('a hundred megabytes of one endless name keep no memory', () => {
    const { heard, line } = listen();
    const chunk = new Uint8Array(1 << 20).fill(0x41);
    line.feed(Uint8Array.of(0x5f), 1000);
    for (let i = 0; i < 100; i++) line.feed(chunk, 1000);
    expect(heard).toEqual([]);
    expect(line.dropped).toBeGreaterThan(100_000_000);
  });
});

describe('what a status means', () => {
  const health = (signs: Partial<typeof ALL_WELL>) => healthOf({ ...ALL_WELL, ...signs });

  it('good answers mean ready, with the drawer pin either way', () => {
    for (const byte of [0x12, 0x16]) expect(health(signsOfAnswer(1, byte))).toBe('ready');
    for (const n of [2, 3, 4] as const) expect(health(signsOfAnswer(n, 0x12))).toBe('ready');
  });

  it.each([
    [2, 0x16, 'coverOpen'],
    [2, 0x32, 'paperOut'],
    [4, 0x72, 'paperOut'],
    [4, 0x1e, 'paperLow'],
    [3, 0x1a, 'cutterError'],
    [3, 0x32, 'offline'],
    [1, 0x1a, 'offline'],
  ] as const)('DLE EOT %i answered %i means %s', (n, byte, state) => {
    expect(health(signsOfAnswer(n, byte))).toBe(state);
  });

  it('a hot head counts only while the printer is offline', () => {
    expect(health(signsOfAnswer(3, 0x52))).toBe('ready');
    expect(health({ ...signsOfAnswer(1, 0x1a), ...signsOfAnswer(3, 0x52) })).toBe('overheated');
  });

  it.each([
    [[0x10, 0, 0, 0x0f], 'ready'],
    [[0x14, 0, 3, 0x0f], 'paperLow'],
    [[0x18, 0, 0x0c, 0x0f], 'paperOut'],
    [[0x38, 0, 0x0c, 0x0f], 'coverOpen'],
    [[0x18, 8, 0, 0x0f], 'cutterError'],
    [[0x18, 0x40, 0, 0x0f], 'overheated'],
    [[0x18, 0x20, 0, 0x0f], 'offline'],
  ] as const)('the automatic status %j means %s', (bytes, state) => {
    expect(healthOf(signsOfAsb(bytes))).toBe(state);
  });

  it('a fence may say that the roll is near its end', () => {
    expect(health(signsOfFence(0x03))).toBe('paperLow');
    expect(health(signsOfFence(0x00))).toBe('ready');
  });
});
