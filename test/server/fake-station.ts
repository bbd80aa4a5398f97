import type { StationScan, StationState } from '../../core/wire/protocol.ts';
import type {
  ScanSource,
  SlipFacts,
  SlipOutcome,
  StationLink,
  StationNews,
} from '../../server/station-link.ts';

/** A station without machines: it keeps the slips it was asked for and can be told to fail or to be slow. */
export class FakeStation implements StationLink {
  readonly slips: SlipFacts[] = [];
  outcome: SlipOutcome = { state: 'confirmed', picture: null, printer: null };
  breaks = false;
  readonly #held = new Map<string, { text: string; source: ScanSource }>();
  readonly #news = new Set<StationNews>();
  #state: StationState = {
    station: 'kiosk',
    scanner: { attached: true, state: 'connected', advice: '' },
    printer: { left: null, leftWords: '', kind: 'paper', state: 'ready', staff: '', patient: '' },
    houseAway: false,
  };

  async print(slip: SlipFacts): Promise<SlipOutcome> {
    this.slips.push(slip);
    if (this.breaks) throw new Error('the printer driver has a bug');
    return this.outcome;
  }

  /** A card was read by the station's own scanner. */
  scan(scan: StationScan, text: string): void {
    this.#held.set(scan.scanId, { text, source: 'serial' });
    for (const news of this.#news) news.scan(scan);
  }

  /** Two minutes have passed: the texts of all scans are gone. */
  forget(): void {
    this.#held.clear();
  }

  takeScan(scanId: string) {
    return this.#held.get(scanId) ?? null;
  }

  /** Something about the machines is different from now on. */
  change(change: Partial<StationState>): void {
    this.#state = { ...this.#state, ...change };
    for (const news of this.#news) news.state();
  }

  state(): StationState {
    return this.#state;
  }

  listen(news: StationNews): () => void {
    this.#news.add(news);
    return () => void this.#news.delete(news);
  }
}
