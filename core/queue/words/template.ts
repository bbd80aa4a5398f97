import { PLACEHOLDERS, type TemplateKey, type Templates, WAY } from './template-table.ts';

export type TemplateFault = {
  readonly code:
    | 'template_unknown'
    | 'template_too_long'
    | 'placeholder_missing'
    | 'placeholder_unknown'
    | 'placeholder_order'
    | 'template_not_words';
  readonly key: string;
};
export type TemplateCheck = { readonly ok: true } | { readonly ok: false; readonly fault: TemplateFault };
export type EditedTemplates =
  | { readonly ok: true; readonly templates: Templates }
  | { readonly ok: false; readonly faults: readonly TemplateFault[] };

const LONGEST = 200;
const MARK = /\{[^{}]*\}|…/g;
/* Words and the punctuation of a sentence. Digits, capitals in a row, mark-up and the signs of a shell have
   no sound of their own or a wrong one. */
const WORDS = /^[\p{L}\p{M} ,.;:!?'’-]*$/u;
const SHOUTED = /\p{Lu}{2,}/u;
const STUCK = /\p{L}[{…]|[}…]\p{L}/u;

const tidy = (text: string): string =>
  text.normalize('NFC').replaceAll('...', WAY).replace(/\s+/g, ' ').trim();
const isKey = (key: string): key is TemplateKey => Object.hasOwn(PLACEHOLDERS, key);

/**
 * Whether a hospital's own wording of a template can be spoken: it holds each of its placeholders once and in
 * order (the code first), no other, and between them words only. 200 characters at most.
 */
export function checkTemplate(key: string, text: string): TemplateCheck {
  const fault = (code: TemplateFault['code']): TemplateCheck => ({ ok: false, fault: { code, key } });
  if (!isKey(key)) return fault('template_unknown');
  const tidied = tidy(text);
  if (tidied.length > LONGEST) return fault('template_too_long');
  const wanted = PLACEHOLDERS[key];
  const held: readonly string[] = tidied.match(MARK) ?? [];
  if (wanted.some((mark) => !held.includes(mark))) return fault('placeholder_missing');
  if (held.some((mark) => !wanted.includes(mark))) return fault('placeholder_unknown');
  if (held.join() !== wanted.join()) return fault('placeholder_order');
  const words = tidied.replace(MARK, ' ');
  // The shortest call needs no word of its own.
  if (!WORDS.test(words) || !(key === 'short' || /\p{L}/u.test(words))) return fault('template_not_words');
  if (SHOUTED.test(words) || STUCK.test(tidied)) return fault('template_not_words');
  return { ok: true };
}

/** The usual templates with a hospital's edits laid over them, or every fault of the edits. */
export function editTemplates(usual: Templates, edits: Readonly<Record<string, string>>): EditedTemplates {
  const faults = Object.entries(edits).flatMap(([key, text]) => {
    const check = checkTemplate(key, text);
    return check.ok ? [] : [check.fault];
  });
  if (faults.length > 0) return { ok: false, faults };
  const tidied = Object.entries(edits).map(([key, text]) => [key, tidy(text)]);
  return { ok: true, templates: { ...usual, ...Object.fromEntries(tidied) } };
}

/** An opening with the rest of the call's sentence in the place of its "…". Both have passed the check. */
export function joinWay(opening: string, call: string): string {
  const way = call.slice(call.indexOf('{code}') + '{code}'.length).replace(/^[\s,;:.!-]+/, '');
  return opening.replace(/…\s*[.]?/, () => way);
}
