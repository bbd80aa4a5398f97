import { outlineOf, type Weight } from '../font.ts';
import { drawGlyph, type GlyphPicture } from './scanline.ts';

/**
 * Room for the letters of every size a ticket uses (231 characters × 12 sizes) and as many again. Numbers
 * fit themselves to the paper, so sizes are not bounded by the layouts alone: the oldest pictures leave.
 */
const CAPACITY = 6000;

const pictures = new Map<string, GlyphPicture>();

/** How one run of letters is drawn: pixels per em, weight, and width against the drawn width (1 = as it is). */
export type Face = { readonly size: number; readonly weight: Weight; readonly squeeze: number };

/** The picture of one character, drawn once and kept; null when the font lacks it. */
export function glyphPicture(char: string, face: Face): GlyphPicture | null {
  const key = `${char}${face.size} ${face.weight} ${face.squeeze}`;
  const known = pictures.get(key);
  if (known) return known;
  const outline = outlineOf(char, face.weight);
  if (!outline) return null;
  if (pictures.size >= CAPACITY) {
    for (const oldest of pictures.keys()) {
      pictures.delete(oldest);
      break;
    }
  }
  const picture = drawGlyph(outline, face.size, face.squeeze);
  pictures.set(key, picture);
  return picture;
}

/** Width of a text in dots (not rounded). A letter the font lacks counts nothing: lay out checks that first. */
export function textWidth(text: string, face: Face): number {
  let em = 0;
  for (const char of text) em += outlineOf(char, face.weight)?.advance ?? 0;
  return em * face.size * face.squeeze;
}
