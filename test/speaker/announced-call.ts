import type { Announce } from '../../core/wire/protocol.ts';
import type { FakeLiveServer } from '../web/fake-live-server.ts';

/** An announcement to the speaker `hall` as the server would send it now, good for a minute. */
export function announcedCall(
  server: FakeLiveServer,
  seq: number,
  audio: Announce['audio'],
  more: Partial<Announce>,
): Announce {
  const now = server.now();
  return {
    id: `n${seq}`,
    callId: `c${seq}`,
    rev: 1,
    seq,
    createdAt: now,
    expiresAt: now + 60_000,
    zone: 'hall',
    lang: 'vi',
    text: `Mời số A không một ${seq}, vào phòng khám một`,
    audio,
    repeat: 1,
    ...more,
  };
}

/** What a speaker told the server of an announcement, as `dropped expired`. */
export function acksOf(server: FakeLiveServer, id: string): string[] {
  return server.heard
    .filter(({ event, message }) => event === 'ack' && message.id === id)
    .map(({ message: { phase, reason } }) => (reason === null ? String(phase) : `${phase} ${reason}`));
}
