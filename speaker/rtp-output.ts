import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import type { Ending } from '../core/speaker/player.ts';
import { openCutSwitch } from './cut-switch.ts';
import type { Output } from './output.ts';
import type { Pcm } from './pcm.ts';
import { PACKET_MS, packetsOf, RTP_RATE, type RtpStream } from './rtp-stream.ts';
import { muLaw, resampled } from './telephone-sound.ts';

export type RtpTarget = {
  /** A multicast group, or the address of one loudspeaker. */
  address: string;
  port: number;
  /** Routers that a packet may pass. */
  ttl: number;
  /** The own address of the network it leaves by; null lets the system choose. */
  via: string | null;
};

/** Receivers keep about a tenth of a second in hand; more than this at once would run over. */
const MOST_AT_ONCE = 5;
const WAKE_MS = 5;

/**
 * IP paging: G.711 µ-law over RTP to a multicast group. Nobody answers on this way, so `heard` says no more than
 * that the network card took every packet at its time.
 */
export function openRtpOutput(target: RtpTarget): Output {
  const stream: RtpStream = {
    sequence: randomBytes(2).readUInt16BE(),
    timestamp: randomBytes(4).readUInt32BE(),
    ssrc: randomBytes(4).readUInt32BE(),
  };
  const order = openCutSwitch();
  let endedAt = performance.now();
  return {
    name: `rtp:${target.address}:${target.port}`,
    prepare: () => undefined,
    async play(sound) {
      order.begin();
      // Between two announcements the stream's time goes on like the clock.
      const silentMs = performance.now() - endedAt;
      stream.timestamp = (stream.timestamp + Math.round((silentMs * RTP_RATE) / 1000)) >>> 0;
      const packets = packetsOf(stream, telephone(sound));
      const socket = await openSocket(target);
      if (socket === null) return 'device';
      const ending = await paced(socket, packets, (cancel) => order.whenCut(cancel));
      order.end();
      endedAt = performance.now();
      socket.close();
      return ending;
    },
    cut: () => order.cut(),
    async close() {
      order.cut();
    },
  };
}

const telephone = (sound: Pcm): Uint8Array => Uint8Array.from(resampled(sound, RTP_RATE), muLaw);

function openSocket({ address, port, ttl, via }: RtpTarget): Promise<Socket | null> {
  return new Promise((done) => {
    const socket = createSocket('udp4');
    const fail = (): void => {
      socket.close();
      done(null);
    };
    socket.once('error', fail);
    socket.bind(0, () => {
      try {
        socket.setMulticastTTL(ttl);
        socket.setTTL(Math.max(ttl, 1));
        if (via !== null) socket.setMulticastInterface(via);
      } catch {
        return fail();
      }
      socket.connect(port, address, () => {
        socket.off('error', fail);
        done(socket);
      });
    });
  });
}

/**
 * Sends each packet at its time by the clock: packet n at n × 20 ms after the first, however late a timer fires,
 * so that nothing drifts over a sentence. A machine that was held up for longer than receivers keep in hand goes on
 * from there instead of sending all at once.
 */
function paced(
  socket: Socket,
  packets: readonly Uint8Array[],
  onStart: (cancel: () => void) => void,
): Promise<Ending> {
  return new Promise((done) => {
    let next = 0;
    let startedAt = performance.now();
    const end = (ending: Ending): void => {
      clearInterval(timer);
      socket.removeAllListeners('error');
      socket.on('error', () => undefined);
      done(ending);
    };
    const sendDue = (): void => {
      const due = Math.floor((performance.now() - startedAt) / PACKET_MS) + 1;
      if (due - next > MOST_AT_ONCE) startedAt += (due - next - MOST_AT_ONCE) * PACKET_MS;
      for (let sent = 0; sent < MOST_AT_ONCE && next < due && next < packets.length; sent += 1) {
        socket.send(packets[next]!, (fault) => fault && end('device'));
        next += 1;
      }
      if (next === packets.length && due > packets.length) end('heard');
    };
    const timer = setInterval(sendDue, WAKE_MS);
    socket.on('error', () => end('device'));
    let over = false;
    onStart(() => {
      over = true;
      end('cut');
    });
    if (!over) sendDue();
  });
}
