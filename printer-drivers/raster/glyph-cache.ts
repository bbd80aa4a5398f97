import { outlineOf, type Weight } from '../font.ts';
import { drawGlyph, type GlyphPicture } from './scanline.ts';

/** How one run of letters is drawn: pixels per em, weight, and width against the drawn width (1 = as it is). */
export type Face = { readonly size: number; readonly weight: Weight; readonly squeeze: number };

/**
 * Faces kept: those of every ticket layout, and as many again for numbers and names that fit themselves to
 * the paper in sizes of their own. The oldest leaves; a letter more costs 0.1 ms once.
 */
const CAPACITY = 60;

const faces = new Map<string, Map<string, GlyphPicture>>();

function picturesOf(face: Face): Map<string, GlyphPicture> {
  const key = `${face.size} ${face.weight} ${face.squeeze}`;
  const known = faces.get(key);
  if (known) return known;
  if (faces.size >= CAPACITY) {
    for (const oldest of faces.keys()) {
      faces.delete(oldest);
      break;
    }
  }
  const pictures = new Map<string, GlyphPicture>();
  faces.set(key, pictures);
  return pictures;
}

/**
 * A drawer of letters in one face: each character is drawn once and kept. It answers null when the font
 * lacks the character.
 */
export function glyphDrawer(face: Face): (char: string) => GlyphPicture | null {
  const pictures = picturesOf(face);
  return (char) => {
    const known = pictures.get(char);
    if (known) return known;
    const outline = outlineOf(char, face.weight);
    if (!outline) return null;
    const picture = drawGlyph(outline, face.size, face.squeeze);
    pictures.set(char, picture);
    return picture;
  };
}
