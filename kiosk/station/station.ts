import { identityKey } from '../../core/identity/identity-key.ts';
import { type ScanAnswer, scanAnswer } from '../../core/identity/person.ts';
import { readCard } from '../../core/identity/read-card.ts';
import { localDate } from '../../core/queue/local-time.ts';
import type { StationScan, StationState } from '../../core/wire/protocol.ts';
import { createHeldScans, type HeldScan } from './held-scans.ts';
import { openPaper, type Paper, type Slip, type SlipOutcome } from './paper.ts';
import { createScanRecord, type ScanFacts, type ScanRecord, textFacts } from './scan-record.ts';
import type { FrameDrop } from './scanner/frame.ts';
import { createScanGate } from './scanner/scan-intake.ts';
import { parseScannerAddresses } from './scanner/scanner-address.ts';
import { MACHINE_PORTS, SCANNER_TIMING, type ScanOrigin } from './scanner/serial-scanner.ts';
import { createScannerRack, type RackedScanner, type ScannerRack } from './scanner-rack.ts';

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
  /** For the set-up pages: scanners, which may change while the station runs, printer, and how the last scans were. */
  scanners: ScannerRack;
  paper: Paper;
  record: ScanRecord;
  close(): Promise<void>;
};

export type StationOptions = {
  name: string;
  /** Settings as in the table of settings: addresses, or null for none. */
  scanner: string | null;
  printer: string;
  /** The printer that takes over; null for none. */
  fallback: string | null;
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
  const { printer: address, fallback, note } = options;
  const paper = openPaper({ address, fallback, note, onHealth: changed });
  if (!paper.ok) return paper;
  const intake = openIntake(options, (scan) => listeners.forEach((news) => void news.scan(scan)));
  const rack = createScannerRack({
    timing: SCANNER_TIMING,
    onFrame: intake.take,
    onDrop: intake.dropped,
    onChange(status) {
      if (status) options.note({ event: 'scanner', source: status.source, state: status.state });
      changed();
    },
  });
  for (const address of scanners.addresses) rack.add(address, 'setting', MACHINE_PORTS);
  return {
    ok: true,
    station: {
      print: (slip) => paper.paper.print(slip),
      takeScan: intake.held.take,
      state: () => stateOf(options.name, rack.list(), paper.paper),
      listen(news) {
        listeners.add(news);
        return () => void listeners.delete(news);
      },
      countScans: intake.countScans,
      scanners: rack,
      paper: paper.paper,
      record: intake.record,
      async close() {
        await Promise.all([rack.close(), paper.paper.close()]);
      },
    },
  };
}

/** From whole frames to verdicts: reads the card, judges repeats, keeps the text for the moment of the yes. */
function openIntake(options: StationOptions, tell: (scan: StationScan) => void) {
  const held = createHeldScans(() => performance.now());
  const gate = createScanGate({ sameCardMs: SAME_CARD_MS, twoCardsMs: TWO_CARDS_MS });
  const record = createScanRecord();
  const counters: ((answer: Judged, source: 'serial') => void)[] = [];
  const write = (
    { verdict, code, kind }: Judged,
    scan: Pick<ScanFacts, 'source' | 'end' | 'bytes' | 'fields' | 'quality' | 'repair'>,
    again: boolean,
  ): void => record.add({ at: options.clock.now(), verdict, code, kind, ...scan }, again);
  const say = (answer: Judged, bytes: Uint8Array | null, length: number): void => {
    for (const count of counters) count(answer, 'serial');
    options.note({ event: 'scan', verdict: answer.verdict, code: answer.code, length });
    const scanId = bytes && answer.verdict !== 'reject' ? held.keep({ text: bytes, source: 'serial' }) : '';
    tell({ scanId, at: options.clock.now(), answer });
  };
  return {
    held,
    record,
    countScans: (on: (typeof counters)[number]) => void counters.push(on),
    take(bytes: Uint8Array, { source, end }: ScanOrigin) {
      const reading = readCard(bytes, localDate(options.clock.now(), options.clock.timeZone));
      // A scanner's bare CR is noise: nothing was shown to it.
      if (reading.status === 'reject' && reading.err === 'empty') return;
      const seen = gate({ key: identityKey(reading), at: performance.now() });
      const answer = seen === 'two-cards' ? refused('two_cards') : scanAnswer(reading, 'serial');
      write(answer, { source, end, ...textFacts(bytes, reading) }, seen === 'same');
      // A presentation scanner reads a card left lying every second.
      if (seen !== 'same') say(answer, bytes, bytes.length);
    },
    dropped({ reason, length }: FrameDrop, source: string) {
      if (reason !== 'partial' && reason !== 'overflow')
        return options.note({ event: 'scan-dropped', reason, length });
      const answer = refused(reason);
      write(answer, { source, end: null, bytes: length, fields: [], quality: null, repair: [] }, false);
      say(answer, null, length);
    },
  };
}

function stateOf(name: string, scanners: readonly RackedScanner[], paper: Paper): StationState {
  const trouble = scanners.find(({ status }) => status?.state !== 'connected');
  return {
    station: name,
    scanner: {
      attached: trouble === undefined,
      state: scanners.length === 0 ? 'none' : (trouble?.status?.state ?? (trouble ? 'missing' : 'connected')),
      advice: trouble?.status?.advice ?? '',
    },
    printer: paper.state(),
    houseAway: false,
  };
}
