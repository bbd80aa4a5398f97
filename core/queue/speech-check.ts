import type { Clinic, ClinicFault } from './clinic-file.ts';
import { checkLetterNames } from './words/letter-names.ts';
import { editTemplates, type TemplateFault } from './words/template.ts';
import { PLACEHOLDERS, TEMPLATES } from './words/template-table.ts';

/** What is wrong with the hospital's own sentences and names of letters, or null. */
export function speechFault({ speech }: Clinic): ClinicFault | null {
  const names = checkLetterNames(speech.letters);
  if (names) return { path: ['speech', 'letters', names.letter], should: LETTER_SHOULD[names.code] };
  for (const lang of ['vi', 'en'] as const) {
    const edited = editTemplates(TEMPLATES[lang], speech.templates[lang]);
    const fault = edited.ok ? null : edited.faults[0]!;
    if (fault) return { path: ['speech', 'templates', lang, fault.key], should: templateShould(fault) };
  }
  return null;
}

const LETTER_SHOULD = {
  letter_unknown: 'a letter of a code, such as "B"',
  letter_not_words: 'a Vietnamese name in lower-case letters, such as "bờ"',
  letter_doubled: 'a name that no other letter has',
} as const;

function templateShould({ code, key }: TemplateFault): string {
  const marks = Object.hasOwn(PLACEHOLDERS, key) ? PLACEHOLDERS[key as keyof typeof PLACEHOLDERS] : [];
  switch (code) {
    case 'template_unknown':
      return `no such key; there are ${Object.keys(PLACEHOLDERS).join(', ')}`;
    case 'template_too_long':
      return 'at most 200 letters';
    case 'template_not_words':
      return 'words and commas only: no digits, no abbreviations, no signs';
    case 'placeholder_missing':
    case 'placeholder_unknown':
    case 'placeholder_order':
      return marks.length > 0
        ? `a sentence with ${marks.join(' then ')}, each once`
        : 'a sentence without {…}';
  }
}
