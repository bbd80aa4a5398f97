import type { ScanSource } from '../core/identity/person.ts';
import type { StationScan, StationState } from '../core/wire/protocol.ts';

export type { ScanSource } from '../core/identity/person.ts';

/** Everything a slip says. `maskedName` is the only thing of a person on it. */
export type SlipFacts = {
  ticket: string;
  facility: string;
  code: string;
  serviceName: { vi: string; en: string | null };
  place: { vi: string; en: string | null };
  priority: boolean;
  maskedName: string | null;
  ahead: number;
  /** Expected time of the call as shown, `09:30`; null without data. */
  window: { from: string; to: string } | null;
  url: string;
  issuedAt: string;
  kiosk: string;
  /** 0 for the first slip, then 1, 2 …: the paper says "IN LẠI". */
  reprint: number;
  instructions: readonly string[];
};

/** How the printing ended, the slip as a PNG where the printer is a preview, and whether another one printed. */
export type SlipOutcome = { state: string; picture: Uint8Array | null; printer: 'fallback' | null };

/** What a station tells the house of its own accord. */
export type StationNews = { scan(scan: StationScan): void; state(): void };

/**
 * The station beside the kiosk as the house sees it: its scanners and its printer. In one-PC mode it is in this
 * process. Raw card text stays behind `takeScan`; it lives in memory for two minutes at most.
 */
export type StationLink = {
  print(slip: SlipFacts): Promise<SlipOutcome>;
  /** The text of a scan held by the station; null when it is unknown or too old. */
  takeScan(scanId: string): { text: string | Uint8Array; source: ScanSource } | null;
  state(): StationState;
  listen(news: StationNews): () => void;
};
