import type { Profile } from '../../../printer-drivers/capability.ts';
import { type Slip, type SlipPart, textPart } from '../../../printer-drivers/slip.ts';

/** What the code of the sample sheet says to a phone or to the kiosk's own scanner. */
export const SAMPLE_CODE = 'TIEPDON-IN-THU';

/** The 67 letters that Vietnamese has beyond ASCII, by the vowel they grow from. */
const LOWER_CASE = [
  'à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ',
  'đ è ẻ ẽ é ẹ ê ề ể ễ ế ệ ì ỉ ĩ í ị',
  'ò ỏ õ ó ọ ô ồ ổ ỗ ố ộ ơ ờ ở ỡ ớ ợ',
  'ù ủ ũ ú ụ ư ừ ử ữ ứ ự ỳ ỷ ỹ ý ỵ',
];
const LETTERS = [...LOWER_CASE, ...LOWER_CASE.map((row) => row.toUpperCase())];

/** Repeated until it is as wide as any paper at its smallest size: the line then fills the paper edge to edge. */
const RULER = '|....|....|....|....|....|....|....|....|';

const space = (dots: number): SlipPart => ({ kind: 'space', dots });

/**
 * The sheet that shows whether printer and profile fit each other: both edges of the paper, all 134 Vietnamese
 * letters at the size of a ticket's small print, large figures, a code, the cut. Fictional throughout.
 */
export function sampleSheet({ id, dotsPerLine }: Pick<Profile, 'id' | 'dotsPerLine'>): Slip {
  return {
    dotsPerLine,
    parts: [
      textPart('TỜ THỬ MÁY IN', 32, { bold: true }),
      textPart(`${id} · ${dotsPerLine} điểm`, 24, { smallest: 18, data: true }),
      space(10),
      textPart(RULER, 60, { smallest: 16, bold: true }),
      textPart('|< mép trái', 24, { align: 'left' }),
      textPart('mép phải >|', 24, { align: 'right' }),
      space(10),
      ...LETTERS.map((row) => textPart(row, 22, { align: 'left', lines: 2 })),
      space(10),
      { kind: 'big', text: '01234', height: 96 },
      space(16),
      { kind: 'big', text: '56789', height: 96 },
      space(10),
      { kind: 'qr', text: SAMPLE_CODE, module: 5 },
      textPart(SAMPLE_CODE, 22, {}),
      { kind: 'cut' },
    ],
  };
}

/** The letters that printers get wrong first: two marks on one, capitals, and the one with a stroke. */
export const SAMPLE_LETTERS = 'Ắ ằ ẵ Ễ ộ ợ ự Đ';

/** A short sheet for the printer's own letters: the telling ones, then all of them. */
export function letterSheet({ dotsPerLine }: Pick<Profile, 'dotsPerLine'>): Slip {
  return {
    dotsPerLine,
    parts: [
      textPart('CHU CUA MAY IN', 24, {}),
      textPart(SAMPLE_LETTERS, 32, { bold: true }),
      ...LETTERS.map((row) => textPart(row, 22, { align: 'left', lines: 2 })),
      { kind: 'cut' },
    ],
  };
}
