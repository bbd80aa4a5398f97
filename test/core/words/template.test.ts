import { describe, expect, it } from 'vitest';
import { checkTemplate, editTemplates } from '../../../core/queue/words/template.ts';
import { TEMPLATES } from '../../../core/queue/words/template-table.ts';

const verdict = (key: string, text: string): string => {
  const check = checkTemplate(key, text);
  return check.ok ? 'ok' : check.fault.code;
};

describe("A hospital's own sentences", () => {
  it('the usual ones pass their own check', () => {
    for (const templates of Object.values(TEMPLATES))
      for (const [key, text] of Object.entries(templates))
        expect([key, verdict(key, text)]).toEqual([key, 'ok']);
  });

  it.each([
    ['call.exam', 'Mời số {code} vào phòng {room} ạ!', 'ok'],
    ['call.exam', 'Mời số {code} vào phòng khám.', 'placeholder_missing'],
    ['call.exam', 'Mời vào phòng {room}.', 'placeholder_missing'],
    ['call.exam', 'Phòng {room} mời số {code}.', 'placeholder_order'],
    ['call.exam', 'Mời số {code}, {code}, vào {room}.', 'placeholder_order'],
    ['call.counter', 'Mời số {code} đến quầy {room}.', 'placeholder_missing'],
    ['call.counter', 'Mời số {code} đến quầy {counter} {name}.', 'placeholder_unknown'],
    ['recall', 'Nhắc lại số {code}, ...', 'ok'],
    ['recall', 'Nhắc lại số {code}.', 'placeholder_missing'],
    ['test', 'Thử loa.', 'ok'],
    ['test', 'Thử loa 1 2 3.', 'template_not_words'],
    ['test', '{code}', 'placeholder_unknown'],
    ['short', '{code}, {roomClip}.', 'ok'],
    ['short', '{code}.', 'placeholder_missing'],
    ['test', '', 'template_not_words'],
    ['test', 'Loa <break time="1s"/> thử', 'template_not_words'],
    ['test', 'Thử loa; $(reboot)', 'template_not_words'],
    ['test', '[[a]]', 'template_not_words'],
    ['test', 'Bệnh nhân BHYT', 'template_not_words'],
    ['call.named', 'Mời số{code} đến {roomClip}', 'template_not_words'],
    ['test', 'loa '.repeat(60), 'template_too_long'],
    ['call.vip', 'Mời {code}', 'template_unknown'],
    ['toString', 'Mời {code}', 'template_unknown'],
  ])('%s "%s": %s', (key, text, expected) => {
    expect(verdict(key, text)).toBe(expected);
  });

  it('edits lie over the usual ones, or all their faults come back', () => {
    const edited = editTemplates(TEMPLATES.vi, { test: 'Thử  loa.', recall: 'Nhắc lại, số {code}, ...' });
    expect(edited).toEqual({
      ok: true,
      templates: { ...TEMPLATES.vi, test: 'Thử loa.', recall: 'Nhắc lại, số {code}, …' },
    });
    const faulty = editTemplates(TEMPLATES.vi, { test: '1', recall: 'x', lastCall: 'Lần cuối, {code}, …' });
    expect(faulty.ok ? [] : faulty.faults.map(({ key }) => key)).toEqual(['test', 'recall']);
  });
});
