import { describe, expect, it } from 'vitest';
import { readClinic } from '../../../core/queue/clinic-check.ts';
import {
  composeCall,
  sayInvitation,
  sayShort,
  sayStyledCall,
  sayTest,
  USUAL_STYLE,
} from '../../../core/queue/words/call-sentence.ts';
import { styleOf } from '../../../core/queue/words/call-style.ts';
import { LETTERS } from '../../../core/queue/words/letter-table.ts';
import { completeLines, neededLines } from '../../../core/queue/words/vocabulary.ts';
import { sampleClinic } from '../../sound/default-voice.ts';
import { GOLDEN } from './golden-sentence-cases.ts';

const clinic = sampleClinic();
const said = (sentence: { ok: true; text: string } | { ok: false; fault: { code: string } }): string =>
  sentence.ok ? sentence.text : sentence.fault.code;
/** The sample clinic with `speech` as it stands in the file, or the fault that refuses it. */
function speaking(speech: object) {
  const read = readClinic({ ...clinic, speech });
  return read.ok ? read.clinic : `${read.fault.path.join('.')}: ${read.fault.should}`;
}
const exam = { kind: 'exam', number: 12 } as const;
const call = {
  code: 'B105',
  lang: 'vi',
  region: 'north',
  room: exam,
  priority: false,
  recall: false,
} as const;

describe('Golden sentences', () => {
  it.each(GOLDEN)('%s %s %s', (lang, occasion, code, room, sentence) => {
    const made = composeCall(USUAL_STYLE, occasion, { code, room, lang, region: 'north' });
    expect(said(made)).toBe(sentence.normalize('NFC'));
  });

  it('invitations, the short call and the test', () => {
    const where = { room: exam, lang: 'vi', region: 'north' } as const;
    expect(said(sayInvitation(USUAL_STYLE, 'L021', 'L030', where))).toBe(
      'Xin mời các số, từ e lờ không hai một, đến e lờ không ba không, đến gần phòng khám số mười hai.',
    );
    expect(said(sayInvitation(USUAL_STYLE, 'L021', 'L021', where))).toBe(
      'Xin mời số e lờ không hai một, đến gần phòng khám số mười hai.',
    );
    expect(said(sayShort(USUAL_STYLE, { ...where, code: 'A105' }))).toBe(
      'a một không năm, phòng khám số mười hai.',
    );
    expect(sayTest(USUAL_STYLE, 'vi').text).toBe('Đây là thông báo kiểm tra loa.');
  });
});

describe("A hospital's own words in the clinic file", () => {
  it('change the sentences, the reading and the names of letters, and nothing else', () => {
    const own = speaking({
      mode: 'natural',
      letters: { B: 'bờ' },
      templates: { vi: { 'call.exam': 'Mời số {code} vào phòng {room} ạ.' }, en: {} },
    });
    if (typeof own === 'string') throw new Error(own);
    const style = styleOf(own);
    expect(said(sayStyledCall(style, call))).toBe('Mời số bờ một trăm linh năm vào phòng mười hai ạ.');
    expect(said(sayStyledCall(style, { ...call, region: 'south' }))).toBe(
      'Mời số bờ một trăm lẻ năm vào phòng mười hai ạ.',
    );
    expect(said(sayStyledCall(style, { ...call, recall: true }))).toBe(
      'Xin nhắc lại, số bờ một trăm linh năm, vào phòng mười hai ạ.',
    );
    expect(said(sayStyledCall(style, { ...call, lang: 'en' }))).toBe(
      'Ticket B one zero five, please go to examination room twelve.',
    );
    expect(said(sayStyledCall(styleOf(clinic), call))).toBe(
      'Xin mời bệnh nhân có số bê một không năm, đến phòng khám số mười hai.',
    );
  });

  it.each([
    [{ mode: 'fast' }, 'speech.mode: one of auto, digits, natural'],
    [{ letters: { B: 'xê' } }, 'speech.letters.B: a name that no other letter has'],
    [{ letters: { b: 'bờ' } }, 'speech.letters.b: a letter of a code, such as "B"'],
    [
      { letters: { B: 'bờ; reboot' } },
      'speech.letters.B: a Vietnamese name in lower-case letters, such as "bờ"',
    ],
    [{ letters: { constructor: 'bờ' } }, 'speech.letters.constructor: '],
    [{ templates: { vi: { 'call.vip': 'x {code}' }, en: {} } }, 'speech.templates.vi.call.vip: no such key'],
    [
      { templates: { vi: { recall: 'Nhắc lại {code}.' }, en: {} } },
      'speech.templates.vi.recall: a sentence with {code} then …, each once',
    ],
    [
      { templates: { vi: {}, en: { test: 'This is <break time="1s"/> a test.' } } },
      'speech.templates.en.test: words and commas only',
    ],
    [
      { templates: { vi: { test: 'Thử loa $(reboot)' }, en: {} } },
      'speech.templates.vi.test: words and commas only',
    ],
    [
      { templates: { vi: { test: 'Thử `id` loa' }, en: {} } },
      'speech.templates.vi.test: words and commas only',
    ],
    [
      { templates: { vi: { test: 'Thử\u0007 loa' }, en: {} } },
      'speech.templates.vi.test: words and commas only',
    ],
    [
      { templates: { vi: { test: 'Thử loa {name}' }, en: {} } },
      'speech.templates.vi.test: a sentence without {…}',
    ],
    [
      { templates: { vi: { test: 'loa '.repeat(60) }, en: {} } },
      'speech.templates.vi.test: at most 200 letters',
    ],
    [{ voice: 'x' }, 'speech.voice: no such key'],
  ])('%j is refused by its key', (speech, fault) => {
    const refused = speaking(speech);
    expect(typeof refused).toBe('string');
    expect(String(refused)).toContain(fault);
  });
});

describe('What a voice must be able to say', () => {
  const north = { lang: 'vi', region: 'north' } as const;
  const words = (lines: readonly { words: string }[]): string[] => lines.map(({ words: each }) => each);

  it('follows the clinic file: its rooms, its letters, its sentences, its reading', () => {
    const needed = words(neededLines(clinic, styleOf(clinic), north));
    for (const line of [
      'bàn lấy máu',
      'phòng siêu âm',
      'ét xì',
      'ca',
      'mốt',
      'đến gần',
      'xin mời số ưu tiên',
    ])
      expect(needed).toContain(line);
    for (const line of ['trăm', 'quy', 'hai mươi mốt']) expect(needed).not.toContain(line);
    const own = speaking({
      mode: 'natural',
      letters: { S: 'sờ' },
      templates: { vi: { test: 'Thử loa.' }, en: {} },
    });
    if (typeof own === 'string') throw new Error(own);
    const others = words(neededLines(own, styleOf(own), north));
    for (const line of ['trăm', 'linh', 'nghìn', 'sờ', 'thử loa']) expect(others).toContain(line);
    expect(others).not.toContain('ét xì');
    const south = {
      ...own,
      speakers: own.speakers.map((speaker) => ({ ...speaker, region: 'south' as const })),
    };
    expect(words(neededLines(south, styleOf(south), { ...north, region: 'south' }))).toContain('lẻ');
  });

  it('is each thing once, and for the product itself every letter that a code can have', () => {
    for (const lines of [neededLines, completeLines]) {
      const all = words(lines(clinic, USUAL_STYLE, north)).map((line) => line.toLowerCase());
      expect(new Set(all).size).toBe(all.length);
    }
    const tokens = new Set(completeLines(clinic, USUAL_STYLE, north).map(({ token }) => token));
    for (const letter of 'ABCDĐEGHIKLMNOPQRSTUVXY') expect(tokens).toContain(LETTERS[letter]!.token);
  });
});
