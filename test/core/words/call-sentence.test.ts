import { describe, expect, it } from 'vitest';
import {
  type Call,
  type CalledRoom,
  composeCall,
  type SaidCall,
  sayCall,
  sayShort,
  sayTest,
  USUAL_STYLE,
} from '../../../core/queue/words/call-sentence.ts';
import { LETTERS } from '../../../core/queue/words/letter-table.ts';
import { NUMBER_CLIPS } from '../../../core/queue/words/number-table.ts';
import { PHRASE_CLIPS } from '../../../core/queue/words/room-word-table.ts';
import { TEMPLATES } from '../../../core/queue/words/template-table.ts';

const call = (code: string, room: CalledRoom, more: Partial<Call> = {}): Call => ({
  code,
  room,
  lang: 'vi',
  region: 'north',
  priority: false,
  recall: false,
  ...more,
});
const exam = (number: string | number): CalledRoom => ({ kind: 'exam', number });
const counter = (number: string | number): CalledRoom => ({ kind: 'counter', number });
const named = (name: string): CalledRoom => ({ kind: 'named', name });
const text = (said: SaidCall): string => (said.ok ? said.text : `refused: ${said.fault.code}`);
const tokens = (said: SaidCall): readonly string[] => (said.ok ? said.tokens : []);

describe('What the waiting room hears', () => {
  it.each([
    ['A105', exam(12), 'Xin mời bệnh nhân có số a một không năm, đến phòng khám số mười hai.'],
    ['7', counter(3), 'Xin mời số bảy, đến quầy số ba.'],
    ['B024', exam(21), 'Xin mời bệnh nhân có số bê không hai bốn, đến phòng khám số hai mươi mốt.'],
    ['C340', exam(105), 'Xin mời bệnh nhân có số xê ba bốn không, đến phòng khám số một không năm.'],
    ['A001', named('Phòng khám 1'), 'Xin mời số a không không một, đến phòng khám một.'],
    ['A001', named('Phòng X-quang'), 'Xin mời số a không không một, đến phòng ích quang.'],
  ])('%s: a first call', (code, room, sentence) => {
    expect(text(sayCall(call(code, room)))).toBe(sentence.normalize('NFC'));
  });

  it('a priority call, a recall and a last call keep the way of their room', () => {
    const to = call('A001', exam(2));
    const lines = (['priority', 'recall', 'last'] as const).map((when) =>
      text(composeCall(USUAL_STYLE, when, to)),
    );
    expect(lines).toEqual([
      'Xin mời số ưu tiên a không không một, đến phòng khám số hai.',
      'Xin nhắc lại, số a không không một, đến phòng khám số hai.',
      'Lần gọi cuối, số a không không một, đến phòng khám số hai.',
    ]);
    expect(text(sayCall({ ...to, priority: true }))).toBe(lines[0]);
    expect(text(sayCall({ ...to, priority: true, recall: true }))).toBe(lines[1]);
  });

  it('when many wait is the code and the place, or what the hospital says then, with its own letters', () => {
    const to = { code: 'B024', room: counter(3), lang: 'vi', region: 'north' } as const;
    expect(text(sayShort(USUAL_STYLE, to))).toBe('bê không hai bốn, quầy số ba.');
    const vi = { ...TEMPLATES.vi, short: 'Số {code} vào {roomClip} ạ.' };
    const own = { ...USUAL_STYLE, letters: { B: 'bờ' }, templates: { ...TEMPLATES, vi } };
    expect(text(sayShort(own, to))).toBe('Số bờ không hai bốn vào quầy số ba ạ.');
    expect(text(sayShort(own, { ...to, lang: 'en' }))).toBe('B zero two four, counter three.');
  });

  it('and the same in English', () => {
    const en = { lang: 'en' } as const;
    expect(text(sayCall(call('A105', exam(12), en)))).toBe(
      'Ticket A one zero five, please go to examination room twelve.',
    );
    expect(text(sayCall(call('7', counter(3), { ...en, priority: true })))).toBe(
      'Priority ticket seven, please go to counter three.',
    );
    expect(text(sayCall(call('A001', named('Room 1'), { ...en, recall: true })))).toBe(
      'Second call. Ticket A zero zero one, please go to room one.',
    );
    expect(text(composeCall(USUAL_STYLE, 'last', call('A001', counter(9), en)))).toBe(
      'Final call. Ticket A zero zero one, please go to counter nine.',
    );
    expect(sayTest(USUAL_STYLE, 'en').text).toBe('This is a speaker test.');
  });

  it("a hospital's own sentence and reading are used", () => {
    const templates = {
      ...TEMPLATES,
      vi: { ...TEMPLATES.vi, 'call.counter': 'Mời {code} lại quầy {counter} ạ.' },
    };
    const style = { mode: 'natural', templates, letters: {} } as const;
    const to = call('A105', counter(1), { region: 'south' });
    expect(text(composeCall(style, 'first', to))).toBe('Mời a một trăm lẻ năm lại quầy một ạ.');
    expect(text(composeCall(style, 'recall', to))).toBe(
      'Xin nhắc lại, số a một trăm lẻ năm, lại quầy một ạ.',
    );
  });

  it('a wrong code or room is refused by name', () => {
    expect(text(sayCall(call('A１２', exam(1))))).toBe('refused: code_unreadable');
    expect(text(sayCall(call('A12', exam(-1))))).toBe('refused: code_unreadable');
    expect(text(sayCall(call('A12', named(''))))).toBe('refused: label_empty');
  });
});

describe('Clip names', () => {
  it('say the same as the words', () => {
    expect(tokens(sayCall(call('L105', exam(24))))).toEqual(
      'p_moi lL n1 n0 n5 p_den n2 ntens n4b'.split(' '),
    );
    expect(tokens(sayCall(call('7', counter(3))))).toEqual(['p_so', 'n7', 'p_quay', 'n3']);
    expect(tokens(sayCall(call('Đ1', named('Phòng siêu âm'), { recall: true })))).toEqual(
      'p_nhac lDD n1 p_toi r_sieuam'.split(' '),
    );
    expect(tokens(sayCall(call('7', named('Phòng lấy máu 2'))))).toEqual(
      ['p_so', 'n7', 'p_toi', 'say:phòng lấy máu', 'n2'].map((token) => token.normalize('NFC')),
    );
    expect(sayTest(USUAL_STYLE, 'vi').tokens).toEqual(['p_test']);
  });

  it('put together, they give back every sentence but for its commas', () => {
    const clips = new Map(Object.entries(NUMBER_CLIPS).map(([token, { north }]) => [token, north]));
    for (const { name, token } of Object.values(LETTERS)) clips.set(token, name);
    for (const [words, token] of Object.entries(PHRASE_CLIPS)) clips.set(token, words);
    const bare = (words: string): string => words.toLowerCase().replace(/[,.]/g, '');
    for (let n = 1; n < 1200; n += 7)
      for (const room of [
        exam(n),
        counter(n % 90),
        named(`Quầy phát thuốc ${n % 9}`),
        named('Phòng X-quang'),
      ]) {
        const said = sayCall(
          call(`${'AHBSMXLCKN'[n % 10]}${n}`, room, { priority: n % 2 === 0, recall: n % 3 === 0 }),
        );
        const heard = tokens(said).map((token) => clips.get(token) ?? token.replace(/^say:/, ''));
        expect(bare(heard.join(' '))).toBe(bare(text(said)));
      }
  });
});
