import { Socket } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';

/** The port on which network printers take raw data. */
export const RAW_PORT = 9100;
/** As many connections at once as a small switch does not mind, and as long as a printer near by needs. */
const AT_ONCE = 64;
const ANSWER_MS = 300;
/** Never more than the 254 neighbours of one address, however wide its network is. */
const WIDEST_PREFIX = 24;

type Interfaces = { readonly [name: string]: readonly NetworkInterfaceInfo[] | undefined };

/**
 * The addresses beside this machine's own ones: for each IPv4 interface those of its network, at most those of the
 * same first three numbers; this machine itself left out.
 * @param loopback whether this machine's inner interface counts too
 */
export function neighbours(interfaces: Interfaces, loopback: boolean): string[] {
  const own = Object.values(interfaces)
    .flatMap((each) => each ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && (loopback || !internal));
  const all = new Set(own.flatMap(({ address, netmask }) => networkOf(address, netmask)));
  for (const { address, internal } of own) if (!internal) all.delete(address);
  return [...all];
}

function networkOf(address: string, netmask: string): string[] {
  const prefix = Math.max(
    WIDEST_PREFIX,
    [...numberOf(netmask).toString(2)].filter((bit) => bit === '1').length,
  );
  // Two machines on a cable have neither a network's name nor an address of all.
  if (prefix > 30) return [];
  const size = 2 ** (32 - prefix);
  const first = numberOf(address) - (numberOf(address) % size);
  return Array.from({ length: size - 2 }, (_each, at) => textOf(first + at + 1));
}

const numberOf = (address: string): number =>
  address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const textOf = (number: number): string =>
  [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(number / unit) % 256).join('.');

export type NetworkSearch = {
  readonly hosts: readonly string[];
  readonly port: number;
  readonly signal: AbortSignal;
  readonly onHost: (host: string, isOpen: boolean) => void;
};

/**
 * Knocks at one port of each host, at most 64 at once and 300 ms each, and says nothing: a connection that stands is
 * ended again at once. Fulfilled when all were tried or the search was called off.
 */
export async function searchNetwork({ hosts, port, signal, onHost }: NetworkSearch): Promise<void> {
  const left = [...hosts];
  const knockOn = async (): Promise<void> => {
    for (let host = left.shift(); host !== undefined && !signal.aborted; host = left.shift()) {
      const isOpen = await knock(host, port, signal);
      if (!signal.aborted) onHost(host, isOpen);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, hosts.length) }, knockOn));
}

function knock(host: string, port: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new Socket();
    const done = (isOpen: boolean): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      socket.destroy();
      resolve(isOpen);
    };
    const stop = (): void => done(false);
    const timer = setTimeout(stop, ANSWER_MS);
    signal.addEventListener('abort', stop);
    socket.on('error', stop);
    socket.once('connect', () => done(true));
    socket.connect(port, host);
  });
}
