/** The two languages a speaker knows. Vietnamese is always spoken, English comes after it when wanted. */
export type Lang = 'vi' | 'en';

/** How Vietnamese numbers are put: north says "linh" and "nghìn", south says "lẻ" and "ngàn". */
export type Region = 'north' | 'south';

/**
 * One thing said without a break: its words, and the name of the recorded clip that says the same. A phrase
 * without a clip name of its own has the token `say:<words>`, so that a pack can be asked what it lacks.
 */
export type Piece = { readonly token: string; readonly words: string };

/** A finished sentence in words only: no digit, no lone consonant, no abbreviation; NFC. */
export type Sentence = { readonly lang: Lang; readonly text: string; readonly tokens: readonly string[] };

export type WordsFaultCode =
  | 'number_out_of_range'
  | 'code_unreadable'
  | 'label_empty'
  | 'label_too_long'
  | 'label_unreadable';

export type WordsFault = { readonly code: WordsFaultCode };
export type Refusal = { readonly ok: false; readonly fault: WordsFault };
export type Spoken = { readonly ok: true; readonly words: string } | Refusal;
export type Pieces = { readonly ok: true; readonly pieces: readonly Piece[] } | Refusal;

/** A refusal as a value. */
export function refuse(code: WordsFaultCode): Refusal {
  return { ok: false, fault: { code } };
}

/** A piece whose clip has no name of its own. */
export function phrase(words: string): Piece {
  return { token: `say:${words}`, words };
}

/** The words of pieces in a row, one space between them. */
export function wordsOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.words).join(' ');
}

/** Pieces as the words that callers see; a refusal passes through. */
export function spoken(read: Pieces): Spoken {
  return read.ok ? { ok: true, words: wordsOf(read.pieces) } : read;
}
