import type { Day, HandedIn } from './day.ts';

/** Papers handed in under a name (`2026-11-29 K3-001`), in the order in which they came; more than one: a twin. */
export function papersOf(day: Day, name: string): readonly HandedIn[] {
  return day.handedIn.get(name) ?? [];
}

/** The paper that this line of a journal proves, if it was handed in before. */
export function paperOf(day: Day, name: string, proof: string): HandedIn | null {
  return papersOf(day, name).find((paper) => paper.proof === null || paper.proof === proof) ?? null;
}

export function notePaper(day: Day, name: string, paper: HandedIn): void {
  day.handedIn.set(name, [...papersOf(day, name), paper]);
}

/** Numbers of today that stand on two papers or more: two stations gave them out that take themselves for one. */
export function twinNumbers(day: Day): { name: string; stations: readonly string[] }[] {
  return [...day.handedIn].flatMap(([name, papers]) =>
    papers.length > 1 ? [{ name, stations: [...new Set(papers.map(({ station }) => station))] }] : [],
  );
}
