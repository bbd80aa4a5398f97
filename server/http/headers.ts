import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** One content policy for all pages: nothing from elsewhere, nothing inline, no framing. */
export function securityHeaders(): RequestHandler {
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
function ownSockets({ headers }: IncomingMessage): string {
  const host = /^[\w.:[\]-]+$/.test(headers.host ?? '') ? headers.host : '';
  return host ? `ws://${host} wss://${host}` : "'self'";
}
