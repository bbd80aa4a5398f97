import { HOUSE_VIEW } from '../../core/wire/protocol.ts';
import type { Announcements } from '../followers/announcements.ts';
import type { Hub } from './hub.ts';

/** News of speakers closer together than this is told as one. */
const TELL_MS = 300;

/** Tells the supervisor how every speaker speaks. */
export class SpeakerNews {
  readonly #hub: Hub;
  readonly #announcements: Announcements;
  #timer: NodeJS.Timeout | null = null;

  constructor(hub: Hub, announcements: Announcements) {
    this.#hub = hub;
    this.#announcements = announcements;
  }

  /** Within a moment, once for all that has changed until then. */
  soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#tell();
    }, TELL_MS).unref();
  }

  #tell(): void {
    const watching = [...this.#hub.space('/console').sockets.values()].filter(
      ({ data }) => data.view?.name === HOUSE_VIEW,
    );
    if (watching.length === 0) return;
    const speakers = this.#announcements.health();
    for (const socket of watching) socket.emit('speakers', { speakers });
  }
}
