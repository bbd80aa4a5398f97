import { createServer, type Server } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { neighbours, searchNetwork } from '../../../kiosk/station/setup/network-search.ts';
import { freePort } from '../../visit/product.ts';

const card = (address: string, netmask: string, internal = false): NetworkInterfaceInfo => ({
  ...{ address, netmask, internal, mac: '00:00:00:00:00:00', cidr: null },
  family: 'IPv4',
});

describe('the addresses beside this machine', () => {
  it('are those of its own networks, itself left out, never more than 254 of one', () => {
    const wide = neighbours({ eth0: [card('10.20.30.40', '255.255.0.0')] }, false);
    expect([wide.length, wide[0], wide.at(-1)]).toEqual([253, '10.20.30.1', '10.20.30.254']);
    expect(wide).not.toContain('10.20.30.40');
    const small = neighbours({ eth0: [card('192.168.1.70', '255.255.255.192')] }, false);
    expect([small.length, small[0], small.at(-1)]).toEqual([61, '192.168.1.65', '192.168.1.126']);
  });

  it('count once where two interfaces share a network, and not at all on loopback or a cable of two', () => {
    const two = {
      eth0: [card('192.168.1.2', '255.255.255.0')],
      wlan0: [card('192.168.1.3', '255.255.255.0')],
    };
    expect(neighbours(two, false)).toHaveLength(252);
    const none = { lo: [card('127.0.0.1', '255.0.0.0', true)], tun0: [card('10.8.0.1', '255.255.255.254')] };
    expect(neighbours(none, false)).toEqual([]);
    expect(neighbours(none, true)).toHaveLength(254);
    const six = { ...card('fe80::1', 'ffff:ffff:ffff:ffff::'), family: 'IPv6', scopeid: 2 } as const;
    expect(neighbours({ eth0: [six as NetworkInterfaceInfo] }, false)).toEqual([]);
  });
});

describe('a search of the network', () => {
  const hosts = neighbours({ lo: [card('127.0.0.1', '255.0.0.0', true)] }, true);
  let server: Server | null = null;
  let heard = 0;
  afterEach(() => {
    server?.close();
    server = null;
    heard = 0;
  });

  /** Listens on the whole loopback network, or on one address of it. */
  async function listen(address: string): Promise<number> {
    const port = await freePort();
    server = createServer((socket) => {
      socket.on('data', () => (heard += 1));
      socket.on('error', () => {});
    });
    await new Promise<void>((resolve) => server!.listen(port, address, resolve));
    return port;
  }

  it('finds who listens, tells each address once, and says nothing to anybody', async () => {
    const port = await listen('127.0.0.77');
    const told = new Map<string, boolean>();
    const { signal } = new AbortController();
    await searchNetwork({ hosts, port, signal, onHost: (host, isOpen) => void told.set(host, isOpen) });
    expect(told.size).toBe(254);
    expect([...told].filter(([, isOpen]) => isOpen)).toEqual([['127.0.0.77', true]]);
    expect(heard).toBe(0);
  });

  it('keeps at most 64 doors knocked at, and ends when it is called off', async () => {
    const port = await listen('127.0.0.1');
    const leave = new AbortController();
    let told = 0;
    await searchNetwork({
      ...{ hosts, port, signal: leave.signal },
      onHost() {
        told += 1;
        if (told === 20) leave.abort();
      },
    });
    expect(told).toBe(20);
  });
});
