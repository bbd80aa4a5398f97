/** Payload type 0 is G.711 µ-law at 8 kHz (RFC 3551); nothing needs to be agreed on beforehand. */
const PCMU = 0;
const VERSION_2 = 0x80;
const MARKER = 0x80;
const HEADER = 12;

export const RTP_RATE = 8_000;
/** Samples, and so bytes, of a packet of 20 ms. */
export const PACKET_SAMPLES = 160;
export const PACKET_MS = 20;
const MU_LAW_SILENCE = 0xff;

/** Numbers that go on from one announcement to the next, so that a receiver sees one stream with pauses. */
export type RtpStream = { sequence: number; timestamp: number; readonly ssrc: number };

/**
 * The packets of one announcement (RFC 3550: twelve bytes of header, then the samples); `stream` is moved on. The
 * first is marked as the beginning of speech, the last is filled up with silence.
 */
export function packetsOf(stream: RtpStream, samples: Uint8Array): Uint8Array[] {
  const count = Math.ceil(samples.length / PACKET_SAMPLES);
  return Array.from({ length: count }, (_, index) => {
    const packet = new Uint8Array(HEADER + PACKET_SAMPLES).fill(MU_LAW_SILENCE);
    const view = new DataView(packet.buffer);
    view.setUint8(0, VERSION_2);
    view.setUint8(1, PCMU | (index === 0 ? MARKER : 0));
    view.setUint16(2, stream.sequence);
    view.setUint32(4, stream.timestamp);
    view.setUint32(8, stream.ssrc);
    packet.set(samples.subarray(index * PACKET_SAMPLES, (index + 1) * PACKET_SAMPLES), HEADER);
    stream.sequence = (stream.sequence + 1) & 0xffff;
    stream.timestamp = (stream.timestamp + PACKET_SAMPLES) >>> 0;
    return packet;
  });
}
