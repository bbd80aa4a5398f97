/** Width of a text in em of its own size. */
export type WidthOf = (text: string) => number;

/** One way to set a label: letter size in rem, and how many lines of it there is room for. */
export type Step = { readonly name: string; readonly rem: number; readonly lines: number };

/** Lines that a text takes when it is broken at its spaces; Infinity when one word is wider than the line. */
export function linesOf(text: string, widthEm: number, widthOf: WidthOf): number {
  let lines = 1;
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (widthOf(word) > widthEm) return Number.POSITIVE_INFINITY;
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= widthEm) line = longer;
    else {
      lines += 1;
      line = word;
    }
  }
  return lines;
}

/** The first step, largest first, at which the text has room; the last when it has room at none. */
export function fitText(text: string, widthRem: number, steps: readonly Step[], widthOf: WidthOf): Step {
  const found = steps.find(({ rem, lines }) => linesOf(text, widthRem / rem, widthOf) <= lines);
  return found ?? steps[steps.length - 1]!;
}

/** Measures by the page's own font in one weight. Without a canvas 0.62 em a letter, which errs to the wide side. */
export function measureBy(weight: 400 | 700, face: string): WidthOf {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return (text) => text.length * 0.62;
  const known = new Map<string, number>();
  context.font = `${weight} 100px ${face}`;
  return (text) => {
    const width = known.get(text) ?? context.measureText(text).width / 100;
    if (known.size < 500) known.set(text, width);
    return width;
  };
}
