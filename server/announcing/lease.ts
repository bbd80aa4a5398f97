import type { Lease, Sound } from '../../core/wire/protocol.ts';

/** One connection of a speaker's page or client. */
export type Mouth = { readonly key: string; readonly emit: (event: string, message: object) => void };

type Page = Mouth & {
  /** Null until it has said whether it may sound; then it is believed to. */
  sound: Sound['state'] | null;
  page: string | null;
  /** It had its turn and did not use it. */
  silent: boolean;
};

/** Who speaks for each speaker: of several open pages one, the others stand by and are silent. */
export class Leases {
  readonly #zones = new Map<string, Page[]>();
  readonly #owners = new Map<string, Page>();
  readonly #muted: (zone: string) => Lease['muted'];
  readonly #onOwner: (zone: string) => void;

  /** `onOwner` is called when another page has become the one that speaks, or may sound again. */
  constructor(muted: (zone: string) => Lease['muted'], onOwner: (zone: string) => void) {
    this.#muted = muted;
    this.#onOwner = onOwner;
  }

  join(zone: string, mouth: Mouth): void {
    this.#zones.set(zone, [...this.#pages(zone), { ...mouth, sound: null, page: null, silent: false }]);
    this.#settle(zone, false);
    this.tell(zone);
  }

  leave(zone: string, key: string): void {
    this.#keep(zone, (each) => each.key !== key);
    this.#settle(zone, false);
  }

  /** A page says whether it may sound, and which page it is. */
  sound(zone: string, key: string, said: Sound): void {
    const { state } = said;
    const page = said.page ?? null;
    const own = this.#pages(zone).find((each) => each.key === key);
    if (!own) return;
    const changed = own.sound !== state;
    Object.assign(own, { sound: state, page, silent: false });
    const old = this.#pages(zone).filter((each) => each !== own && page !== null && each.page === page);
    // The page's own older connections, dead without anybody knowing: the new one speaks in their place.
    const inherits = old.includes(this.#owners.get(zone)!);
    for (const each of old) this.#tellOne(zone, each, false);
    this.#keep(zone, (each) => !old.includes(each));
    if (inherits) this.#owners.set(zone, own);
    this.#settle(zone, inherits || (changed && this.#owners.get(zone) === own));
  }

  /** The page that speaks did not use its turn: true when another one takes over. */
  pass(zone: string): boolean {
    const now = this.#owners.get(zone);
    if (!now) return false;
    now.silent = true;
    this.#settle(zone, false);
    return this.#owners.get(zone) !== now;
  }

  owner(zone: string): Mouth | null {
    return this.#owners.get(zone) ?? null;
  }

  /** Whether the one that speaks may sound; null: there is none. */
  state(zone: string): 'running' | 'blocked' | null {
    const owner = this.#owners.get(zone);
    return owner ? (owner.sound ?? 'running') : null;
  }

  pages(zone: string): number {
    return this.#pages(zone).length;
  }

  /** To every page of a speaker. */
  toAll(zone: string, event: string, message: object): void {
    for (const page of this.#pages(zone)) page.emit(event, message);
  }

  /** Tells every page of a speaker where it stands. */
  tell(zone: string): void {
    for (const page of this.#pages(zone)) this.#tellOne(zone, page, this.#owners.get(zone) === page);
  }

  #tellOne(zone: string, page: Page, owner: boolean): void {
    page.emit('lease', { owner, muted: this.#muted(zone) } satisfies Lease);
  }

  #pages(zone: string): Page[] {
    return this.#zones.get(zone) ?? [];
  }

  #keep(zone: string, which: (page: Page) => boolean): void {
    this.#zones.set(zone, this.#pages(zone).filter(which));
  }

  /** The one that speaks stays it as long as it can; else the one that can and came first. */
  #settle(zone: string, news: boolean): void {
    const now = this.#owners.get(zone);
    const rank = (page: Page): number =>
      (page.sound === 'blocked' ? 4 : 0) + (page.silent ? 2 : 0) + (page === now ? 0 : 1);
    const [best] = [...this.#pages(zone)].sort((a, b) => rank(a) - rank(b));
    if (best) this.#owners.set(zone, best);
    else this.#owners.delete(zone);
    if (best === now && !news) return;
    this.tell(zone);
    if (best) this.#onOwner(zone);
  }
}
