import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { JournalId, OfflineSeries, Permit, type PermitAnswer } from '../../../core/wire/offline.ts';
import { readIfThere, writeDurably } from './durable-file.ts';
import { isSigned, type StationMac } from './station-keys.ts';

/** A station that has not heard its house since its start may be so far behind it and still be believed, in ms. */
const CLOCK_SLACK_MS = 300_000;

/** What a station knows of itself: its journal, and after the first permit its device, series and the house's key. */
const Self = z.strictObject({
  journal: JournalId,
  device: z.string().nullable(),
  series: OfflineSeries.nullable(),
  key: z.string().nullable(),
});
type Self = z.infer<typeof Self>;
const Kept = z.strictObject({ permit: z.string(), signature: z.string(), ahead: z.number() });

/** Why there is no permit to work with. */
export type PermitFault = 'none' | 'tampered' | 'foreign' | 'expired';
export type PermitCheck = { ok: true; permit: Permit } | { ok: false; fault: PermitFault };

/**
 * The permit on the station's disk, and who the station is. Everything here is proven by the token, which is not on
 * this disk: what somebody changed in these files is not believed.
 */
export class PermitBook {
  readonly #folder: string;
  readonly #mac: StationMac;
  #self: Self;
  #kept: z.infer<typeof Kept> | null;

  constructor(folder: string, mac: StationMac) {
    this.#folder = folder;
    this.#mac = mac;
    this.#self = this.#readSelf() ?? this.#fresh();
    this.#kept = this.#readPermit();
  }

  get journal(): string {
    return this.#self.journal;
  }

  get series(): string | null {
    return this.#self.series;
  }

  /** Another journal, and with it another series: the one before can no longer be gone on with. */
  renew(): void {
    this.#self = this.#fresh();
    this.drop();
  }

  /** By how much the house's time was ahead of this PC's clock at the last permit, in ms. */
  get ahead(): number {
    return this.#kept?.ahead ?? 0;
  }

  /**
   * Keeps a permit that came from the house just now; `ahead`: its time less this PC's clock, in ms. False: it is not
   * for this station.
   */
  keep(
    { permit, signature, key }: Pick<PermitAnswer, 'permit' | 'signature' | 'key'>,
    ahead: number,
  ): boolean {
    const read = permitOf(permit);
    // The house's key is learned with the first permit, over the line that the token opens, and stays.
    const known = this.#self.key ?? key;
    if (!read || read.journal !== this.#self.journal || !isSigned(permit, signature, known)) return false;
    const { device, series } = read;
    if (this.#self.device !== device || this.#self.series !== series || this.#self.key !== known)
      this.#writeSelf({ ...this.#self, device, series, key: known });
    this.#kept = { permit, signature, ahead };
    writeDurably(join(this.#folder, 'permit.json'), JSON.stringify(this.#kept));
    return true;
  }

  /** Throws the permit away: the house does not know this station any more. */
  drop(): void {
    this.#kept = null;
    writeDurably(join(this.#folder, 'permit.json'), 'null');
  }

  /** The permit as it is at the house's time `now` (ms). */
  check(now: number): PermitCheck {
    if (!this.#kept) return { ok: false, fault: 'none' };
    const { permit: text, signature } = this.#kept;
    const { key, device, journal, series } = this.#self;
    if (key === null || !isSigned(text, signature, key)) return { ok: false, fault: 'tampered' };
    const permit = permitOf(text);
    if (!permit) return { ok: false, fault: 'tampered' };
    if (permit.device !== device || permit.journal !== journal || permit.series !== series)
      return { ok: false, fault: 'foreign' };
    const inTime = now >= permit.issuedAt - CLOCK_SLACK_MS && now < permit.notAfter;
    return inTime ? { ok: true, permit } : { ok: false, fault: 'expired' };
  }

  #fresh(): Self {
    return this.#writeSelf({
      journal: randomBytes(12).toString('hex'),
      device: null,
      series: null,
      key: null,
    });
  }

  #writeSelf(self: Self): Self {
    const text = JSON.stringify(self);
    writeDurably(join(this.#folder, 'self.json'), JSON.stringify({ self: text, mac: this.#mac.own(text) }));
    this.#self = self;
    return self;
  }

  #readSelf(): Self | null {
    const outer = z
      .strictObject({ self: z.string(), mac: z.string() })
      .safeParse(json(readIfThere(join(this.#folder, 'self.json')))).data;
    if (!outer || this.#mac.own(outer.self) !== outer.mac) return null;
    return Self.safeParse(json(outer.self)).data ?? null;
  }

  #readPermit(): z.infer<typeof Kept> | null {
    return Kept.safeParse(json(readIfThere(join(this.#folder, 'permit.json')))).data ?? null;
  }
}

const permitOf = (text: string): Permit | null => Permit.safeParse(json(text)).data ?? null;

function json(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
