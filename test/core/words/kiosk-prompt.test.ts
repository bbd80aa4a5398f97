import { describe, expect, it } from 'vitest';
import { ClinicFile } from '../../../core/queue/clinic-file.ts';
import {
  type Prompt,
  parsePrompt,
  promptSentence,
  recordableKeys,
} from '../../../core/queue/words/kiosk-prompt.ts';
import { PROMPTS_EN, PROMPTS_VI } from '../../../core/queue/words/kiosk-prompt-table.ts';
import type { Lang } from '../../../core/queue/words/sentence.ts';

const clinic = ClinicFile.parse({
  site: 'minh-hoa',
  name: 'Bệnh viện Đa khoa Minh Họa',
  services: [
    { id: 'noi', name: { vi: 'Khám Nội 2', en: "Women's health" }, series: 'A' },
    { id: 'yhct', name: { vi: 'Khám Phục hồi chức năng – Y học cổ truyền' }, series: 'P' },
    { id: 'sign', name: { vi: 'Khám ♥' }, series: 'B' },
  ],
  rooms: [
    { id: 'pk1', label: { vi: 'Phòng khám 1' }, services: ['noi'], place: { vi: 'Tầng 2, nhà A' } },
    { id: 'pk2', label: { vi: 'P.101', en: 'Room 101' }, services: ['yhct', 'sign'] },
  ],
});

function said(key: string, lang: Lang): string | null {
  const prompt = parsePrompt(key);
  return prompt && (promptSentence(clinic, prompt, lang, 'north')?.text ?? null);
}

describe('what the kiosk says aloud', () => {
  const both = {
    ...PROMPTS_VI,
    ...Object.fromEntries(Object.entries(PROMPTS_EN).map(([k, t]) => [`${k}/en`, t])),
  };

  it('has the same phrases in both languages', () => {
    expect(Object.keys(PROMPTS_EN).sort()).toEqual(Object.keys(PROMPTS_VI).sort());
  });

  it.each(Object.entries(both))('%s is words only, short, and composed', (_key, text) => {
    expect(text).toMatch(/^\p{Lu}[\p{L}\p{M} ,.:?-]*$/u);
    expect(text).not.toMatch(/\p{Lu}{2}|\p{N}/u);
    expect(text.length).toBeLessThanOrEqual(160);
    expect(text).toBe(text.normalize('NFC'));
  });

  it('names services, places and rooms as a nurse would, never a digit or a sign', () => {
    expect(said('service-noi', 'vi')).toBe('khám nội hai.');
    expect(said('service-noi', 'en')).toBe("Women's health.");
    expect(said('place-noi', 'vi')).toBe('phòng khám một, tầng hai, nhà a.');
    expect(said('service-yhct', 'vi')).toBe('Khám Phục hồi chức năng, y học cổ truyền.');
    expect(said('room-pk2', 'vi')).toBe('phòng một không một.');
    expect(said('room-pk2', 'en')).toBe('room one zero one.');
  });

  it('says in Vietnamese what has no English name, with the Vietnamese voice', () => {
    const prompt: Prompt = { kind: 'service', id: 'yhct' };
    expect(promptSentence(clinic, prompt, 'en', 'north')?.lang).toBe('vi');
  });

  it('says a number of this hospital digit by digit', () => {
    expect(said('code-A005', 'vi')).toBe('a không không năm.');
    expect(said('code-A005', 'en')).toBe('A zero zero five.');
    expect(said('code-P1000', 'vi')).toBe('pê một không không không.');
  });

  it.each([
    'code-X005',
    'code-a005',
    'code-A 005',
    'code-A005 và nói thêm',
    'code-A1B2',
    'code-',
    'service-gone',
    'service-sign',
    'room-',
    'room-../pk1',
    'place-gone',
    'Xin chào',
    '__proto__',
    'constructor',
    '',
  ])('does not say %s', (key) => expect(said(key, 'vi')).toBeNull());

  it.each(['a005', 'A 005', 'A-005', 'A1B', 'AAA1', 'A1234567', '', 'A005!'])(
    'takes no "%s" for a ticket',
    (code) => expect(parsePrompt(`code-${code}`)).toBeNull(),
  );

  it('lets a hospital record every phrase and name, and no ticket code', () => {
    const keys = recordableKeys(clinic);
    expect(keys).toEqual(expect.arrayContaining(['idle.title', 'service-noi', 'place-yhct', 'room-pk2']));
    expect(keys.every((key) => parsePrompt(key) !== null)).toBe(true);
    expect(keys.some((key) => key.startsWith('code-'))).toBe(false);
  });
});
