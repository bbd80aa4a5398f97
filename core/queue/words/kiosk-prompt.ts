import type { Clinic } from '../clinic-file.ts';
import { placeOf } from '../place.ts';
import { PROMPTS_EN, PROMPTS_VI, type PromptKey } from './kiosk-prompt-table.ts';
import { spokenRoom } from './room-words.ts';
import { type Lang, phrase, type Region, type Sentence } from './sentence.ts';
import { readCode } from './ticket-code.ts';

/** One thing the kiosk can be asked to say; the key's form is `service-noi`, `code-A005` or that of a phrase. */
export type Prompt =
  | { readonly kind: 'phrase'; readonly key: PromptKey }
  | { readonly kind: 'service' | 'place' | 'room'; readonly id: string }
  | { readonly kind: 'code'; readonly code: string };

/** Words of the clinic file; English is missing where the hospital wrote none. */
type Names = { readonly vi: string; readonly en?: string | null | undefined };

const OF_CLINIC = /^(service|place|room)-([a-z0-9][a-z0-9-]{0,39})$/;
/* As tickets carry it: no separator, no lower case, nothing that would have to be guessed. */
const OF_TICKET = /^code-([A-Z]{1,2}[0-9]{1,6})$/;
/* Said as they stand; anything else (digits, lone or doubled capitals, signs) is put into words first. */
const PLAIN = /^[\p{L}\p{M}'’. -]+$/u;
const SPELLED = /\p{Lu}{2}|(?<!\p{L})\p{Lu}(?!\p{L})/u;

/** What a key stands for; null for a key that no kiosk asks for. */
export function parsePrompt(key: string): Prompt | null {
  if (Object.hasOwn(PROMPTS_VI, key)) return { kind: 'phrase', key: key as PromptKey };
  const named = OF_CLINIC.exec(key);
  if (named) return { kind: named[1] as 'service' | 'place' | 'room', id: named[2]! };
  const ticket = OF_TICKET.exec(key);
  return ticket && { kind: 'code', code: ticket[1]! };
}

/** Every key that a hospital may record itself; ticket codes are left to the synthesiser. */
export function recordableKeys(clinic: Clinic): string[] {
  return [
    ...Object.keys(PROMPTS_VI),
    ...clinic.services.flatMap(({ id }) => [`service-${id}`, `place-${id}`]),
    ...clinic.rooms.map(({ id }) => `room-${id}`),
  ];
}

/**
 * The sentence of a prompt in words, all of it from the catalogue and the clinic file. What has no English name is
 * said in Vietnamese. Null: the clinic has no such service, room or series, or the name cannot be put into words.
 */
export function promptSentence(clinic: Clinic, prompt: Prompt, lang: Lang, region: Region): Sentence | null {
  if (prompt.kind === 'phrase') {
    return sentence(lang, (lang === 'vi' ? PROMPTS_VI : PROMPTS_EN)[prompt.key]);
  }
  if (prompt.kind === 'code') {
    const series = prompt.code.replace(/[0-9]+$/, '');
    if (!clinic.services.some((service) => service.series === series)) return null;
    const read = readCode(prompt.code, { lang, region, mode: 'auto' });
    return read.ok ? sentence(lang, `${read.words}.`) : null;
  }
  const names = namesOf(clinic, prompt.kind, prompt.id);
  if (!names) return null;
  const english = lang === 'en' && names.en ? names.en : null;
  const spoken = spokenName(english ?? names.vi, english === null ? 'vi' : 'en');
  return spoken === null ? null : sentence(english === null ? 'vi' : 'en', `${spoken}.`);
}

function namesOf(clinic: Clinic, kind: 'service' | 'place' | 'room', id: string): Names | null {
  if (kind === 'room') return clinic.rooms.find((room) => room.id === id)?.label ?? null;
  const service = clinic.services.find((each) => each.id === id);
  if (!service) return null;
  return kind === 'service' ? service.name : placeOf(clinic, id);
}

/** A name part by part, so that its commas stay pauses; null when a part cannot be put into words. */
function spokenName(name: string, lang: Lang): string | null {
  const parts = name.split(/\s*[,;–—…]\s*|\s+-\s+/u).filter((part) => part !== '');
  const said = parts.map((part) => {
    if (PLAIN.test(part) && !SPELLED.test(part)) return part;
    const read = spokenRoom(part, lang);
    return read.ok ? read.words : null;
  });
  return said.length === 0 || said.includes(null) ? null : said.join(', ');
}

function sentence(lang: Lang, text: string): Sentence {
  return { lang, text: text.normalize('NFC'), tokens: [phrase(text).token] };
}
