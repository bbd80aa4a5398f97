import type { Capabilities, Profile } from './capability.ts';

/**
 * What may be said of one printer in its address, after it was seen or tried there: the words an option takes, null
 * where it takes figures. `pages=30/31`: TCVN-3 tables, small letters and capitals. `dots`: printable dots of a
 * line. `bands`: most rows of one picture command.
 */
export const WISHES: Record<string, readonly string[] | null> = {
  pages: null,
  dots: null,
  bands: null,
  cut: ['none', 'gsv66', 'gsv1', 'escm'],
  raster: ['gsv0', 'escstar'],
  buzzer: ['none', 'escB', 'escParenA', 'drawer'],
  completion: ['processId', 'gsr', 'dleeot', 'none'],
  connection: ['persistent', 'perJob'],
};

type Change = Partial<
  Pick<
    Capabilities,
    | 'text'
    | 'dotsPerLine'
    | 'bandRows'
    | 'cut'
    | 'feedBeforeCut'
    | 'raster'
    | 'buzzer'
    | 'completion'
    | 'connection'
  >
>;

type Answer =
  | { readonly ok: true; readonly change: Change; readonly proven: Profile['proven'] }
  | { readonly ok: false; readonly detail: string };

/** Without a knife the paper is torn off: the last line must be out of the lid, 12.5 mm above the print head. */
const TO_TEAR_BAR = 100;

/**
 * The wishes of an address whose words are known to be of `WISHES`. `proven`: whatever an address says was found out
 * at the printer. `detail` of a wrong figure: what it should be.
 */
export function readWishes(options: URLSearchParams): Answer {
  const pages = options.get('pages');
  const text = pagesIn(pages ?? '');
  if (pages !== null && !text) return { ok: false, detail: 'pages=30/31: lower case, capitals' };
  const dots = figureIn(options.get('dots'), 320, 640);
  if (dots === false) return { ok: false, detail: 'dots=320 to 640 printable dots of a line' };
  const rows = figureIn(options.get('bands'), 24, 255);
  if (rows === false) return { ok: false, detail: 'bands=24 to 255 rows of one picture command' };
  const cut = one(['none', 'gsv66', 'gsv1', 'escm'] as const, options.get('cut'));
  const raster = one(['gsv0', 'escstar'] as const, options.get('raster'));
  const buzzer = one(['none', 'escB', 'escParenA', 'drawer'] as const, options.get('buzzer'));
  const completion = one(['processId', 'gsr', 'dleeot', 'none'] as const, options.get('completion'));
  const connection = one(['persistent', 'perJob'] as const, options.get('connection'));
  const change: Change = {
    ...(text ? { text } : {}),
    ...(dots ? { dotsPerLine: dots } : {}),
    ...(rows ? { bandRows: rows } : {}),
    ...(cut ? { cut } : {}),
    ...(cut === 'none' ? { feedBeforeCut: TO_TEAR_BAR } : {}),
    ...(raster ? { raster } : {}),
    ...(buzzer ? { buzzer } : {}),
    ...(completion ? { completion } : {}),
    ...(connection ? { connection } : {}),
  };
  const proven = Object.fromEntries(Object.keys(change).map((name) => [name, 'probed' as const]));
  return { ok: true, change, proven };
}

function one<Word extends string>(words: readonly Word[], said: string | null): Word | null {
  return words.find((word) => word === said) ?? null;
}

/** A whole number within its limits, null when none was said, false when it is none. */
function figureIn(said: string | null, least: number, most: number): number | null | false {
  if (said === null) return null;
  const figure = /^\d{1,4}$/.test(said) ? Number(said) : Number.NaN;
  return figure >= least && figure <= most ? figure : false;
}

function pagesIn(text: string): Capabilities['text'] {
  const match = /^(\d{1,3})\/(\d{1,3})$/.exec(text);
  const [lower, upper] = [Number(match?.[1] ?? 256), Number(match?.[2] ?? 256)];
  return lower <= 255 && upper <= 255 ? { lower, upper } : null;
}
