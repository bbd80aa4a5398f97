import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Names under which a house is reached; somebody who makes up more of them costs no memory. */
const MOST_NAMES = 100;

/**
 * One content policy for all pages: nothing from elsewhere, nothing inline, no framing. The headers depend on the
 * name alone under which the house is asked, so they are made once for each.
 */
export function securityHeaders(): RequestHandler {
  const make = maker();
  const made = new Map<string, ReadonlyMap<string, string>>();
  return (request, response, next) => {
    const name = hostOf(request);
    let headers = made.get(name);
    if (!headers) {
      if (made.size >= MOST_NAMES) made.clear();
      headers = headersBy(make, request);
      made.set(name, headers);
    }
    for (const [header, value] of headers) response.setHeader(header, value);
    next();
  };
}

type Make = ReturnType<typeof helmet>;

/** What helmet would set. */
function headersBy(make: Make, request: IncomingMessage): Map<string, string> {
  const headers = new Map<string, string>();
  const taker = {
    setHeader: (name: string, value: string) => void headers.set(name, value),
    removeHeader: (name: string) => void headers.delete(name),
  };
  make(request, taker as unknown as ServerResponse, (error) => {
    if (error) throw error;
  });
  return headers;
}

function maker(): Make {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        // The camera's decoder is WebAssembly; nothing looser than this is needed for it.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'"],
        mediaSrc: ["'self'"],
        connectSrc: ["'self'", ownSockets],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
    // Plain http on the LAN is allowed: these two would be ignored there with a warning on every page.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });
}

/** Older televisions do not count WebSockets to the page's own host as 'self'. */
function ownSockets(request: IncomingMessage): string {
  const host = hostOf(request);
  return host ? `ws://${host} wss://${host}` : "'self'";
}

/** The name by which the house was asked; '' for one that belongs into no header. */
function hostOf({ headers: { host = '' } }: IncomingMessage): string {
  return /^[\w.:[\]-]+$/.test(host) ? host : '';
}
