import type { Clinic } from '../core/queue/clinic-file.ts';
import type { DeskSound } from '../core/wire/protocol.ts';
import type { AirClaims } from './announcing/air-right.ts';
import { airName } from './announcing/speakers.ts';
import type { Announcements } from './followers/announcements.ts';
import type { Peers } from './peers.ts';
import type { Screens } from './screens.ts';
import type { Hub } from './sockets/hub.ts';

/** What is told to the screens of all servers, wherever it was noticed. */
export type Outcry = Pick<Screens, 'tellDesk' | 'tellBoards' | 'ring'>;

/**
 * The desks of a room may be at another server than the speaker that says how far a call got, or the kiosk that
 * asks for help: what is not in the log is called across. It may be lost, as a message to a screen may be.
 */
export function toAllServers(screens: Outcry, peers: Peers): Outcry {
  peers.hear(({ kind, room, sound, callId, kiosk }) => {
    if (kind === 'sound') screens.tellDesk(room as string, sound as DeskSound);
    if (kind === 'begun') screens.tellBoards(room as string, callId as string);
    if (kind === 'help') screens.ring(kiosk as string);
  });
  return {
    tellDesk(room, sound) {
      screens.tellDesk(room, sound);
      peers.say({ kind: 'sound', room, sound });
    },
    tellBoards(room, callId) {
      screens.tellBoards(room, callId);
      peers.say({ kind: 'begun', room, callId });
    },
    ring(kiosk) {
      screens.ring(kiosk);
      peers.say({ kind: 'help', kiosk });
    },
  };
}

/**
 * Whether a speaker is another server's to speak through. Of two that have pages of it the one with the lesser
 * name speaks; a device that is here has left the other, of which nobody has told yet.
 */
export function speaksElsewhere(peers: Peers, hub: Hub): (speaker: string) => boolean {
  return (speaker) => {
    const here = hub
      .of('/speaker', ({ name }) => name === speaker)
      .map(({ data }) => data.device.id as string);
    const others = peers
      .elsewhere()
      .filter(({ space, name, id }) => space === '/speaker' && name === speaker && !here.includes(id));
    return here.length === 0 ? others.length > 0 : others.some(({ server }) => server < peers.id);
  };
}

/**
 * What this server asks the others about rooms of air; null: there are none, ever.
 */
export function airClaims(peers: Peers, clinic: Clinic): AirClaims | null {
  const { claimAir } = peers;
  if (claimAir === null) return null;
  const speakersIn = (air: string): string[] =>
    clinic.speakers.filter((speaker) => airName(speaker) === air).map(({ id }) => id);
  return {
    claim: claimAir,
    async free(air) {
      await peers.freeAir(air);
      peers.say({ kind: 'air-free', air });
    },
    urge: (air) => peers.say({ kind: 'air-emergency', air }),
    isShared: (air) => {
      const own = speakersIn(air);
      return peers.elsewhere().some(({ space, name }) => space === '/speaker' && own.includes(name));
    },
  };
}

/** Lets the speakers of this server know what those of others do; returns the stop. */
export function hearOfSpeakers(
  peers: Peers,
  announcements: Pick<Announcements, 'freed' | 'makeRoom' | 'heardElsewhere'>,
): () => void {
  return peers.hear(({ kind, air, sound }) => {
    if (kind === 'air-free') announcements.freed(air as string);
    if (kind === 'air-emergency') announcements.makeRoom(air as string);
    if (kind !== 'sound') return;
    const { phase, callId } = sound as DeskSound;
    if (phase === 'audible' || phase === 'done') announcements.heardElsewhere(callId);
  });
}
