/** Things to come in the order of their time; of equal times, whoever was noted first comes first. */
export class Agenda<T> {
  readonly #heap: { at: number; order: number; item: T }[] = [];
  #noted = 0;

  /** Notes something for `at`, a time of any unit. */
  note(at: number, item: T): void {
    this.#heap.push({ at, order: this.#noted, item });
    this.#noted += 1;
    let child = this.#heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#before(child, parent)) return;
      this.#swap(child, parent);
      child = parent;
    }
  }

  /** Takes out the next thing; null when there is none. */
  take(): { at: number; item: T } | null {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (!first || !last) return null;
    if (this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink();
    }
    return { at: first.at, item: first.item };
  }

  #sink(): void {
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= this.#heap.length) return;
      if (child + 1 < this.#heap.length && this.#before(child + 1, child)) child += 1;
      if (!this.#before(child, parent)) return;
      this.#swap(child, parent);
      parent = child;
    }
  }

  #before(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one]!, this.#heap[other]!];
    return a.at === b.at ? a.order < b.order : a.at < b.at;
  }

  #swap(one: number, other: number): void {
    [this.#heap[one], this.#heap[other]] = [this.#heap[other]!, this.#heap[one]!];
  }
}
