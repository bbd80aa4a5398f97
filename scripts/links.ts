import type { Clinic } from '../core/queue/clinic-file.ts';
import type { Role } from '../core/wire/protocol.ts';
import type { Devices } from '../server/devices/devices.ts';

export type Link = { what: string; url: string };

/**
 * One-time links that enrol the browser they are opened in: the kiosk, every board and speaker, one desk a room,
 * and the desk of who leads the house.
 * The code stands behind the `#`, so it reaches no server log and no other site.
 */
export async function makeLinks(clinic: Clinic, devices: Devices, base: string): Promise<Link[]> {
  const link = async (
    what: string,
    role: Role,
    name: string,
    room: string | null,
    path: string,
  ): Promise<Link> => ({
    what,
    url: `${base}${path}#enrol=${await devices.invite({ role, name, room })}`,
  });
  return Promise.all([
    link('Kiosk', 'kiosk', 'kiosk', null, '/kiosk'),
    ...clinic.boards.map(({ id }) => link(`Bảng ${id}`, 'board', id, null, `/board/${id}`)),
    ...clinic.speakers.map(({ id }) => link(`Loa ${id}`, 'speaker', id, null, `/speaker/${id}`)),
    ...clinic.rooms.map(({ id, label }) =>
      link(`Bàn gọi ${label.vi}`, 'console', `desk-${id}`, id, '/console'),
    ),
    link('Bàn điều phối', 'console', 'dieu-phoi', null, '/console'),
  ]);
}

/** The links as lines for a terminal. */
export function linkLines(links: readonly Link[]): string {
  const width = Math.max(...links.map(({ what }) => what.length));
  return links.map(({ what, url }) => `  ${what.padEnd(width)}  ${url}`).join('\n');
}
