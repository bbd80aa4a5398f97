import type { IncomingMessage } from 'node:http';
import { networkInterfaces } from 'node:os';

/**
 * Which names this server answers to and which pages may speak with it. A page of another site can make a
 * browser send requests and open WebSockets to us; it cannot forge `Origin` and `Host`.
 */
export type Gate = {
  /** The Host header is one of ours; guards against names that a foreign DNS points at this machine. */
  knowsHost(request: IncomingMessage): boolean;
  /** No Origin at all (not a browser), or one of ours. */
  knowsOrigin(request: IncomingMessage): boolean;
};

/** `port` is read late: it is known only after listening when the setting was 0. */
export function openGate(options: { host: string; port: () => number; origins: readonly string[] }): Gate {
  const hosts = (): Set<string> => {
    const names = ['localhost', '127.0.0.1', '[::1]', options.host];
    if (options.host === '0.0.0.0' || options.host === '::') {
      for (const addresses of Object.values(networkInterfaces())) {
        for (const { address, family } of addresses ?? [])
          names.push(family === 'IPv6' ? `[${address}]` : address);
      }
    }
    const own = names.map((name) => `${name}:${options.port()}`);
    // Port 80 is left out by browsers.
    const bare = options.port() === 80 ? names : [];
    return new Set(
      [...own, ...bare, ...options.origins.map((origin) => new URL(origin).host)].map((name) =>
        name.toLowerCase(),
      ),
    );
  };
  let known: Set<string> | null = null;
  const all = (): Set<string> => {
    known ??= hosts();
    return known;
  };
  // Addresses of a laptop change with the network it is in.
  setInterval(() => {
    known = null;
  }, 30_000).unref();
  return {
    knowsHost: ({ headers }) => headers.host !== undefined && all().has(headers.host.toLowerCase()),
    knowsOrigin: ({ headers }) => {
      const { origin } = headers;
      if (headers['sec-fetch-site'] === 'cross-site') return false;
      if (origin === undefined) return true;
      const parsed = URL.canParse(origin) ? new URL(origin) : null;
      return parsed !== null && /^https?:$/.test(parsed.protocol) && all().has(parsed.host.toLowerCase());
    },
  };
}
