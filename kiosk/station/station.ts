import { identityKey } from '../../core/identity/identity-key.ts';
import { type ScanAnswer, scanAnswer } from '../../core/identity/person.ts';
import { readCard } from '../../core/identity/read-card.ts';
import { localDate } from '../../core/queue/local-time.ts';
import type { StationScan, StationState } from '../../core/wire/protocol.ts';
import { createHeldScans, type HeldScan } from './held-scans.ts';
import { openPaper, type Paper, type Slip, type SlipOutcome } from './paper.ts';
import { createScanGate } from './scanner/scan-intake.ts';
import { parseScannerAddresses } from './scanner/scanner-address.ts';
import {
  MACHINE_PORTS,
  openSerialScanner,
  SCANNER_TIMING,
  type ScannerStatus,
} from './scanner/serial-scanner.ts';

const SAME_CARD_MS = 5_000;
const TWO_CARDS_MS = 1_500;

type Judged =
  | ScanAnswer
  | { verdict: 'reject'; code: string; codes: readonly string[]; kind: null; person: null };

/** A scan that no card reader has to judge: two cards at once, or a code that broke off. */
const refused = (code: string): Judged => ({
  verdict: 'reject',
  code,
  codes: [code],
  kind: null,
  person: null,
});

type News = { scan(scan: StationScan): void; state(): void };

/** The machine beside the kiosk: its scanners, its printer, and the scans it holds in memory. */
export type Station = {
  print(slip: Slip): Promise<SlipOutcome>;
  takeScan(scanId: string): HeldScan | null;
  state(): StationState;
  listen(news: News): () => void;
  /** Called for every scan with its verdict; nothing of the card is in it. */
  countScans(on: (answer: { verdict: string; code: string | null }, source: 'serial') => void): void;
  close(): Promise<void>;
};

export type StationOptions = {
  name: string;
  /** Settings as in the table of settings: addresses, or null for none. */
  scanner: string | null;
  printer: string;
  clock: { timeZone: string; now: () => number };
  /** Events for the log: names, codes and lengths, never contents. */
  note: (event: { event: string } & Record<string, string | number | boolean | null>) => void;
};

/** Opens scanners and printer. A device that is away is no fault (it may come); a wrong setting is one line. */
export function openStation(
  options: StationOptions,
): { ok: true; station: Station } | { ok: false; fault: string } {
  const scanners = parseScannerAddresses(options.scanner ?? '');
  if (!scanners.ok)
    return { ok: false, fault: `SCANNER: should be ${scanners.fault.wanted} (${scanners.fault.code})` };
  const listeners = new Set<News>();
  const changed = (): void => listeners.forEach((news) => void news.state());
  const paper = openPaper(options.printer, changed, options.note);
  if (!paper.ok) return { ok: false, fault: `PRINTER: ${paper.fault}` };
  const statuses = new Map<string, ScannerStatus>();
  const intake = openIntake(options, (scan) => listeners.forEach((news) => void news.scan(scan)));
  const stops = scanners.addresses.map((address) =>
    openSerialScanner({
      address,
      ports: MACHINE_PORTS,
      timing: SCANNER_TIMING,
      onFrame: (bytes) => intake.take(bytes),
      onDrop: ({ reason, length }) => intake.dropped(reason, length),
      onStatus(status) {
        statuses.set(status.source, status);
        options.note({ event: 'scanner', source: status.source, state: status.state });
        changed();
      },
    }),
  );
  return {
    ok: true,
    station: {
      print: paper.paper.print,
      takeScan: intake.held.take,
      state: () => stateOf(options.name, scanners.addresses.length, [...statuses.values()], paper.paper),
      listen(news) {
        listeners.add(news);
        return () => void listeners.delete(news);
      },
      countScans: intake.countScans,
      async close() {
        await Promise.all([...stops.map((stop) => stop()), paper.paper.close()]);
      },
    },
  };
}

/** From whole frames to verdicts: reads the card, judges repeats, keeps the text for the moment of the yes. */
function openIntake(options: StationOptions, tell: (scan: StationScan) => void) {
  const held = createHeldScans(() => performance.now());
  const gate = createScanGate({ sameCardMs: SAME_CARD_MS, twoCardsMs: TWO_CARDS_MS });
  const counters: ((answer: Judged, source: 'serial') => void)[] = [];
  const say = (answer: Judged, bytes: Uint8Array | null, length: number): void => {
    for (const count of counters) count(answer, 'serial');
    options.note({ event: 'scan', verdict: answer.verdict, code: answer.code, length });
    const scanId = bytes && answer.verdict !== 'reject' ? held.keep({ text: bytes, source: 'serial' }) : '';
    tell({ scanId, at: options.clock.now(), answer });
  };
  return {
    held,
    countScans: (on: (typeof counters)[number]) => void counters.push(on),
    take(bytes: Uint8Array) {
      const reading = readCard(bytes, localDate(options.clock.now(), options.clock.timeZone));
      // A scanner's bare CR is noise: nothing was shown to it.
      if (reading.status === 'reject' && reading.err === 'empty') return;
      const seen = gate({ key: identityKey(reading), at: performance.now() });
      // A presentation scanner reads a card left lying every second.
      if (seen === 'same') return;
      say(seen === 'two-cards' ? refused('two_cards') : scanAnswer(reading, 'serial'), bytes, bytes.length);
    },
    dropped(reason: string, length: number) {
      if (reason === 'partial' || reason === 'overflow') say(refused(reason), null, length);
      else options.note({ event: 'scan-dropped', reason, length });
    },
  };
}

function stateOf(
  name: string,
  attached: number,
  statuses: readonly ScannerStatus[],
  paper: Paper,
): StationState {
  const trouble = statuses.find(({ state }) => state !== 'connected');
  const away = trouble !== undefined || statuses.length < attached;
  return {
    station: name,
    scanner: {
      attached: !away,
      state: attached === 0 ? 'none' : (trouble?.state ?? (away ? 'missing' : 'connected')),
      advice: trouble?.advice ?? '',
    },
    printer: paper.state(),
    houseAway: false,
  };
}
