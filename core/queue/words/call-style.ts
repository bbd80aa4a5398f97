import type { Clinic } from '../clinic-file.ts';
import type { CallStyle } from './call-sentence.ts';
import { editTemplates } from './template.ts';
import { TEMPLATES } from './template-table.ts';

/** How this hospital calls, as its clinic file says; the file has been checked, so its sentences hold. */
export function styleOf({ speech }: Clinic): CallStyle {
  const edited = (lang: 'vi' | 'en') => {
    const made = editTemplates(TEMPLATES[lang], speech.templates[lang]);
    return made.ok ? made.templates : TEMPLATES[lang];
  };
  const letters = Object.entries(speech.letters).map(([letter, name]) => [letter, name.normalize('NFC')]);
  return {
    mode: speech.mode,
    letters: Object.fromEntries(letters),
    templates: { vi: edited('vi'), en: edited('en') },
  };
}
