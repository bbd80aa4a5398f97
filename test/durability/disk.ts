import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Act } from './trace.ts';

type Change = Exclude<Act, { kind: 'ack' | 'sync' }>;

/**
 * A disk whose power can be cut: what was written is pending until its file is synced, and of what is pending any
 * part may be there afterwards, whole or torn.
 */
export class Disk {
  readonly #kept: Map<string, Buffer | null>;
  readonly #pending = new Map<string, Change[]>();

  constructor(files: ReadonlyMap<string, Buffer | null>) {
    this.#kept = new Map(files);
  }

  take(act: Act): void {
    if (act.kind === 'ack') return;
    const pending = this.#pending.get(act.file) ?? [];
    if (act.kind !== 'sync') return void this.#pending.set(act.file, [...pending, act]);
    this.#kept.set(act.file, changed(this.#kept.get(act.file) ?? null, pending));
    this.#pending.set(act.file, []);
  }

  pendingOf(file: string): number {
    return this.#pending.get(file)?.length ?? 0;
  }

  /** Puts into a folder what a power cut may leave: of the pending changes those that `survives` lets through. */
  leave(folder: string, survives: (change: Change) => Change | null): void {
    for (const [file, kept] of this.#kept) {
      const pending = (this.#pending.get(file) ?? []).flatMap((change) => survives(change) ?? []);
      const content = changed(kept, pending);
      if (content === null) rmSync(join(folder, file), { force: true });
      else writeFileSync(join(folder, file), content);
    }
  }
}

function changed(content: Buffer | null, changes: readonly Change[]): Buffer | null {
  if (changes.length === 0) return content;
  let size = content?.length ?? 0;
  let buffer = content;
  for (const change of changes) {
    if (change.kind === 'remove') {
      buffer = null;
      size = 0;
      continue;
    }
    const needed = change.kind === 'write' ? Math.max(size, change.at + change.bytes.length) : change.size;
    // Never in place: the buffer may be what was kept.
    const next: Buffer = Buffer.alloc(needed);
    buffer?.copy(next, 0, 0, Math.min(size, needed));
    if (change.kind === 'write') change.bytes.copy(next, change.at);
    buffer = next;
    size = needed;
  }
  return buffer;
}
