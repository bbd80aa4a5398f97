import {
  Decoder as LibraryDecoder,
  Encoder as LibraryEncoder,
  type Packet as LibraryPacket,
} from 'socket.io-parser';
import { describe, expect, it } from 'vitest';
import { Decoder, Encoder, type Packet, PacketType } from '../../web/text-packets.ts';

/** Text as a server sends it or might by mistake; an empty one the library takes for a CONNECT, and we do not. */
const TEXTS = [
  ...['0/board,{"sid":"a"}', '0{"sid":"a"}', '0', '0/board,', '0/board', '0[]', '0"x"'],
  ...['1/board,', '1', '1/board,{}', '1[]'],
  ...['2/board,["hb",{"seq":7}]', '2["hb"]', '2/board,12["hb",1]', '212["hb"]', '2[1,2]', '2[]', '2{}', '2'],
  ...['2/board,["connect"]', '2["disconnect"]', '2["newListener"]', '2[null]', '2["hb"', '2/board,["hb"]x'],
  ...['3/board,7["ok"]', '37[]', '3{}', '3["x"]', '4/board,{"message":"unauthorized"}', '4"no"', '4[]', '47'],
  ...['2/a/b,["x"]', '2/,["x"]', '2["Ẵ ỳỵ","line\\nline"]', '2["a"]\n', '2/board,["x",{"a":[1,{"b":null}]}]'],
  ...['7', 'x', '9["a"]', '-1', '{}', '["hb"]', '0.5'],
];

const heardBy = (decoder: { on: Decoder['on']; add: (text: string) => void }, text: string): unknown => {
  let heard: unknown = 'nothing';
  decoder.on('decoded', (packet) => {
    heard = packet;
  });
  try {
    decoder.add(text);
  } catch {
    return 'refused';
  }
  return heard;
};

describe('a packet of text', () => {
  it('is read as the library reads it, and refused where that refuses it', () => {
    const both = TEXTS.map((text) => ({
      text,
      ours: heardBy(new Decoder(), text),
      library: heardBy(new LibraryDecoder() as unknown as Decoder, text),
    }));
    expect(both.filter(({ library }) => library === 'refused').length).toBeGreaterThan(15);
    expect(both.filter(({ library }) => library !== 'refused').length).toBeGreaterThan(15);
    for (const { text, ours, library } of both) expect(ours, text).toEqual(library);
  });

  it('is written as the library writes it', () => {
    const packets: Packet[] = [
      { type: PacketType.CONNECT, nsp: '/board', data: { token: 'ẴỆ"\n' } },
      { type: PacketType.CONNECT, nsp: '/' },
      { type: PacketType.EVENT, nsp: '/board', data: ['sub', { view: 'hall', epoch: null, seq: 0 }] },
      { type: PacketType.EVENT, nsp: '/speaker', id: 0, data: ['ack', 1] },
      { type: PacketType.DISCONNECT, nsp: '/board' },
    ];
    for (const packet of packets)
      expect(new Encoder().encode(packet)).toEqual(new LibraryEncoder().encode(packet as LibraryPacket));
  });

  it('with attachments is refused: nothing of ours has any', () => {
    for (const text of ['51-["x",{"_placeholder":true,"num":0}]', '61-1["x"]'])
      expect(heardBy(new Decoder(), text)).toBe('refused');
    expect(() => new Decoder().add(new ArrayBuffer(3))).toThrow('no packet');
  });
});
