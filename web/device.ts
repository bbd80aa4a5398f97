import type { EnrolAnswer } from '../core/wire/api.ts';
import type { Role } from '../core/wire/protocol.ts';
import { plainGet, plainSend } from './plain-http.ts';
import { openShelf } from './shelf.ts';

/** The enrolled device that this browser is: its token goes with every call. */
export type DeviceIdentity = { id: string; token: string; role: Role; name: string; room: string | null };

const PREFIX = 'tiepdon.device.';
const shelf = openShelf(() => localStorage);

/**
 * The device that this page is: enrolled just now by `#enrol=CODE` in the address (a one-time code), or
 * remembered from before. `name` null takes the one of this role that was enrolled last. Null: this browser is
 * not enrolled for the page. The code leaves the address as soon as the server has answered; when it could
 * not be reached the code is still good and stays for the next load.
 */
export async function openDevice(role: Role, name: string | null): Promise<DeviceIdentity | null> {
  window.addEventListener('hashchange', () => {
    if (enrolCode() !== null) location.reload();
  });
  const code = enrolCode();
  if (code !== null) await enrol(code);
  return (await stationDevice(role)) ?? read(keyOf(role, name));
}

/** Every device this browser is enrolled as, to offer links to their pages. */
export function rememberedDevices(): DeviceIdentity[] {
  return ownKeys().flatMap((key) => {
    const device = read(key);
    return device !== null && key === keyOf(device.role, device.name) ? [device] : [];
  });
}

/** Forgets a device that the server no longer knows (401), so that the page asks to be enrolled. */
export function forgetDevice(identity: DeviceIdentity): void {
  for (const key of ownKeys()) {
    if (read(key)?.id === identity.id) shelf.remove(key);
  }
}

/** On a kiosk PC the page comes from the station beside it, which knows its own screen without a code. */
async function stationDevice(role: Role): Promise<DeviceIdentity | null> {
  if (role !== 'kiosk') return null;
  const reply = await plainGet<DeviceIdentity | null>(null, '/api/v1/here');
  return reply.ok ? reply.body : null;
}

async function enrol(code: string): Promise<void> {
  const reply = await plainSend<EnrolAnswer>('/api/v1/enrol', { code });
  if (reply.ok) {
    const { role, name } = reply.body;
    const written = JSON.stringify(reply.body);
    shelf.write(keyOf(role, name), written);
    shelf.write(keyOf(role, null), written);
  }
  if (reply.status !== 0) history.replaceState(null, '', location.pathname + location.search);
}

function enrolCode(): string | null {
  return /^#enrol=([^&]{4,40})$/.exec(location.hash)?.[1] ?? null;
}

function keyOf(role: string, name: string | null): string {
  return name === null ? PREFIX + role : `${PREFIX}${role}.${name}`;
}

function ownKeys(): string[] {
  return shelf.keys().filter((key) => key.indexOf(PREFIX) === 0);
}

/** What stands on the shelf may be from an older version or cut short: then the page is simply not enrolled. */
function read(key: string): DeviceIdentity | null {
  try {
    const found: unknown = JSON.parse(shelf.read(key) ?? 'null');
    const isDevice = typeof found === 'object' && found !== null && 'token' in found && 'role' in found;
    return isDevice ? (found as DeviceIdentity) : null;
  } catch {
    return null;
  }
}
