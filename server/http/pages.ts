import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Express, Request, Response } from 'express';

/** Addresses of the pages and the file behind each; what stands after the id is read by the page itself. */
const pageTable: readonly [path: string, file: string][] = [
  ['/', 'home.html'],
  ['/kiosk', 'kiosk.html'],
  ['/console', 'console.html'],
  ['/admin', 'admin.html'],
  ['/rules', 'rules.html'],
  ['/setup', 'setup.html'],
  ['/setup/printer', 'setup-printer.html'],
  ['/setup/voice', 'setup-voice.html'],
  ['/setup/sheet', 'setup-sheet.html'],
  ['/board/:id', 'board.html'],
  ['/speaker/:id', 'speaker.html'],
  ['/t/:token', 'ticket.html'],
];

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

/** Held once: zipped where that helps; who cannot read that gets it unzipped, which costs time and no memory. */
type Ready = { type: string; bytes: Buffer; zipped: boolean };

export type Pages = { build: string; mount(app: Express): void };

/**
 * The built pages, held in memory: a later build or an update in the same folder never disturbs a running
 * server, and no address can reach a file that was not there at the start.
 */
export function openPages(dir: string): Pages {
  const files = new Map<string, Ready>();
  for (const name of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!name.isFile()) continue;
    const path = join(name.parentPath, name.name);
    const type = types[extname(name.name)];
    if (type) files.set(path.slice(dir.length).replaceAll('\\', '/'), ready(path, type));
  }
  const build = createHash('sha256')
    .update([...files.keys()].sort().join('\n'))
    .digest('hex')
    .slice(0, 12);
  return {
    build,
    mount(app) {
      for (const [path, file] of pageTable) {
        app.get(path, (request, response, next) => {
          const page = files.get(`/${file}`);
          if (page) answer(request, response, page, 'no-cache');
          else next();
        });
      }
      // Browsers ask for it on every page; a missing one would be an error line on each.
      app.get('/favicon.ico', (_request, response) => void response.status(204).end());
      app.get('/assets/*rest', (request, response, next) => {
        const asset = files.get(request.path);
        // Names carry a hash of the content.
        if (asset) answer(request, response, asset, 'public, max-age=31536000, immutable');
        else next();
      });
    },
  };
}

/** The build zips its files once; a folder without that is zipped at each start. */
function ready(path: string, type: string): Ready {
  const zipped = !/font|image\/png/.test(type);
  if (!zipped) return { type, bytes: readFileSync(path), zipped };
  const bytes = existsSync(`${path}.gz`) ? readFileSync(`${path}.gz`) : gzipSync(readFileSync(path));
  return { type, bytes, zipped };
}

function answer(request: Request, response: Response, { type, bytes, zipped }: Ready, cache: string): void {
  response.setHeader('content-type', type);
  response.setHeader('cache-control', cache);
  response.setHeader('vary', 'accept-encoding');
  const takesZipped = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  if (zipped && takesZipped) response.setHeader('content-encoding', 'gzip');
  response.end(zipped && !takesZipped ? gunzipSync(bytes) : bytes);
}
