import type { ListedPort } from '../../../kiosk/station/scanner/port-list.ts';
import type { LineEvents } from '../../../kiosk/station/scanner/serial-line.ts';
import type { SerialPorts } from '../../../kiosk/station/scanner/serial-scanner.ts';

export function listedPort(path: string, known: Partial<ListedPort> = {}): ListedPort {
  const unknown = { vid: null, pid: null, serialNumber: null, pnpId: null, byPath: null, maker: null };
  return { path, ...unknown, ...known };
}

/**
 * The ports of a Windows PC whose driver misbehaves: pulling a device out closes nothing, and closing such a
 * dead handle is answered only when `letGo` is called. Until then the port is busy.
 */
export class StubbornPorts implements SerialPorts {
  plugged: ListedPort[] = [];
  listFails = false;
  opened = 0;
  #held = new Map<string, LineEvents>();
  #closing = new Set<string>();

  readonly list = async () => {
    if (this.listFails) throw new Error('the list is not to be had');
    return this.plugged;
  };

  readonly open: SerialPorts['open'] = ({ path }, events) => {
    const there = this.plugged.some((port) => port.path === path);
    const free = there && !this.#held.has(path);
    if (free) {
      this.opened++;
      this.#held.set(path, events);
      queueMicrotask(events.onOpen);
    } else queueMicrotask(() => events.onEnd(there ? 'busy' : 'missing'));
    return {
      close: () => {
        if (this.#held.get(path) !== events) return;
        this.#closing.add(path);
        if (this.plugged.some((port) => port.path === path)) this.letGo();
      },
    };
  };

  say(path: string, text: string): void {
    this.#held.get(path)?.onBytes(new TextEncoder().encode(text));
  }

  letGo(): void {
    for (const path of this.#closing) {
      const events = this.#held.get(path);
      this.#held.delete(path);
      events?.onEnd('closed');
    }
    this.#closing.clear();
  }
}
