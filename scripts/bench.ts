import { cpus, loadavg } from 'node:os';
import type { Row } from './bench-row.ts';
import { type Program, programs, providePrograms } from './debian-packages.ts';
import { checkRuntime, refuse } from './runtime.ts';

checkRuntime();

type Bench = { does: string; needs: readonly Program[]; run: () => Promise<Row[]> };
const benches: Record<string, Bench> = {
  visit: {
    does: 'a patient’s way: check-ins a second, first byte at the printer, call to board, start, memory (five minutes)',
    needs: ['chromium', 'espeak-ng'],
    run: async () => (await import('./bench-visit.ts')).benchVisit(),
  },
  queue: {
    does: 'choosing the next, rebuilding a day, a press of next before a log of five million (one minute)',
    needs: [],
    run: async () => (await import('./bench-queue.ts')).benchQueue(),
  },
  store: {
    does: 'durable check-ins a second: SQLite and PostgreSQL against the flushes of this disk',
    needs: ['pg_ctlcluster'],
    run: async () => (await import('./bench-store.ts')).benchStore(),
  },
  http: {
    does: 'check-ins through HTTP at 64 connections: rate, CPU of server and client, share of express',
    needs: [],
    run: async () => (await import('./bench-http.ts')).benchHttp(),
  },
  province: {
    does: 'a hundred hospitals on one PostgreSQL at the fullest minute of their morning (one minute)',
    needs: ['pg_ctlcluster'],
    run: async () => (await import('./bench-province.ts')).benchProvince(),
  },
  kiosk: {
    does: 'a scan on a serial line to its verdict; weight and first paint of the kiosk page (two minutes)',
    needs: ['chromium', 'socat'],
    run: async () => (await import('./bench-kiosk.ts')).benchKiosk(),
  },
  board: {
    does: 'board on a slow television: script, first paint, rows, a call until it is shown (one minute)',
    needs: ['chromium'],
    run: async () => (await import('./bench-board.ts')).benchBoard(),
  },
  call: {
    does: 'next to the first sound of a speaker page (three minutes)',
    needs: ['chromium', 'espeak-ng'],
    run: async () => (await import('./bench-call.ts')).benchCall(),
  },
  fanout: {
    does: 'next to the last of 1,000 boards against a bare WebSocket broadcast, event-loop stalls (four minutes)',
    needs: [],
    run: async () => (await import('./bench-fanout.ts')).benchFanout(),
  },
  comeback: {
    does: 'a restart under 1,000 boards: from the first answer until the last of them has its state (a minute)',
    needs: [],
    run: async () => (await import('./bench-comeback.ts')).benchComeback(),
  },
  camera: {
    does: '480 camera frames: decoded, wrong, CPU a frame; first hit in Chromium',
    needs: ['chromium'],
    run: async () => (await import('./bench-camera.ts')).benchCamera(),
  },
  speech: {
    does: 'announcements assembled from clips and by espeak-ng; the default pack made (two minutes)',
    needs: ['espeak-ng'],
    run: async () => (await import('./bench-speech.ts')).benchSpeech(),
  },
  printing: {
    does: 'ticket to bytes, lengths, memory',
    needs: [],
    run: async () => (await import('./bench-printing.ts')).benchPrinting(),
  },
};

const [name = ''] = process.argv.slice(2);
if (name === '--help' || (name !== '' && !benches[name])) {
  console.log(
    `npm run bench [name]\n${Object.entries(benches)
      .map(([key, { does }]) => `  ${key.padEnd(10)} ${does}`)
      .join('\n')}`,
  );
  process.exit(name === '--help' ? 0 : 1);
}
for (const [key, { run, needs }] of Object.entries(benches)) {
  if (name !== '' && name !== key) continue;
  const missing = providePrograms(needs);
  if (missing.length > 0)
    refuse(`bench ${key} needs: apt-get install ${missing.map((program) => programs[program]).join(' ')}`);
  const before = loadavg()[0]!;
  const rows = await run().catch((error: Error) => refuse(`bench ${key}: ${error.stack ?? error.message}`));
  print(key, rows, before, loadavg()[0]!);
}
process.exit(0);

function print(key: string, rows: readonly Row[], before: number, after: number): void {
  const machine = `${cpus().length} cores, ${cpus()[0]?.model.trim() ?? ''}, Node ${process.versions.node}`;
  console.log(
    `\n## bench ${key}\n${new Date().toISOString().slice(0, 10)} · ${machine} · load ${before.toFixed(2)} before, ${after.toFixed(2)} after\n`,
  );
  console.log('| what | measured | bar | met |\n|---|---|---|---|');
  for (const { what, measured, bar, met } of rows)
    console.log(`| ${what} | ${measured} | ${bar} | ${met === null ? '–' : met ? 'yes' : '**no**'} |`);
}
