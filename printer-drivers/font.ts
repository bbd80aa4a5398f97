import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import opentype from 'opentype.js';
import { unpackWoff } from './woff.ts';

/** Regular or bold. */
export type Weight = 400 | 700;

/** A piece of a letter's outline, in font units, y upwards: start, straight line, curve, end. */
export type PathCommand =
  | { readonly type: 'M' | 'L'; readonly x: number; readonly y: number }
  | { readonly type: 'Q'; readonly x1: number; readonly y1: number; readonly x: number; readonly y: number }
  | { readonly type: 'Z' };

/** A letter: its outline in font units, and how far the pen moves on, in em. */
export type Outline = {
  readonly commands: readonly PathCommand[];
  readonly unitsPerEm: number;
  readonly advance: number;
};

/** Height of a capital in Noto Sans, in em (OS/2 sCapHeight 714 of 1000). */
export const CAP_HEIGHT = 0.714;

/**
 * Noto Sans, because at 22 px and 203 dpi its double-storey `a` is not taken for an `o`. The files stay in
 * @fontsource/noto-sans, where the text of their licence (SIL OFL 1.1) lies beside them. The package cuts the
 * face into subsets; the first that has the letter draws it.
 */
const SUBSETS = ['latin', 'vietnamese', 'latin-ext'] as const;

const resolve = createRequire(import.meta.url).resolve;
type Font = ReturnType<typeof opentype.parse>;

const faces = new Map<string, Font>();
const outlines: Record<Weight, Map<string, Outline>> = { 400: new Map(), 700: new Map() };

function face(subset: string, weight: Weight): Font {
  const name = `noto-sans-${subset}-${weight}-normal.woff`;
  const known = faces.get(name);
  if (known) return known;
  const file = readFileSync(resolve(`@fontsource/noto-sans/files/${name}`));
  const font = opentype.parse(unpackWoff(file), { lowMemory: true });
  faces.set(name, font);
  return font;
}

function findOutline(char: string, weight: Weight): Outline | null {
  for (const subset of SUBSETS) {
    const font = face(subset, weight);
    const index = font.charToGlyphIndex(char);
    if (index === 0) continue;
    const glyph = font.glyphs.get(index);
    const { unitsPerEm } = font;
    return { commands: glyph.path.commands, unitsPerEm, advance: glyph.advanceWidth / unitsPerEm };
  }
  return null;
}

/** The outline of one character (a code point), or null when Noto Sans Latin has no such letter. */
export function outlineOf(char: string, weight: Weight): Outline | null {
  const known = outlines[weight].get(char);
  if (known) return known;
  const found = findOutline(char, weight);
  // A morning of odd names must not fill the memory: what the font lacks is looked up again each time.
  if (found) outlines[weight].set(char, found);
  return found;
}

/**
 * The characters of a text that cannot be printed, each once. For checking a clinic file at its door:
 * what it lets through never stops a ticket.
 */
export function unprintableCharacters(text: string): string[] {
  return [...new Set(text.normalize('NFC'))].filter((char) => outlineOf(char, 400) === null);
}
