import { join } from 'node:path';
import type { Clinic } from '../core/queue/clinic-file.ts';
import {
  type Prompt,
  parsePrompt,
  promptSentence,
  recordableKeys,
} from '../core/queue/words/kiosk-prompt.ts';
import { kioskVi } from '../core/queue/words/kiosk-word-table.ts';
import type { Lang } from '../core/queue/words/sentence.ts';
import type { PlaceAnswer } from '../core/wire/api.ts';
import { BUILT_IN, type KioskWords, LANGUAGE_CODE, readKioskWords } from './kiosk-words.ts';
import type { Announcer } from './speech/announcement.ts';
import { openRecordings, type PromptAudio, type RecordingShelf } from './speech/recording-shelf.ts';
import type { SpeechEngine } from './speech/speech-engine.ts';

export type KioskLanguage = PlaceAnswer['kiosk']['languages'][number];

/** The languages of the kiosk, in text and in sound. */
export type KioskLanguages = {
  /** What the kiosk offers, Vietnamese first, at most six. */
  list(): KioskLanguage[];
  /** Texts of a further language, and of Vietnamese as what is to be translated; null for one that has none. */
  words(code: string): Readonly<Record<string, string>> | null;
  /**
   * A prompt as sound: a recording of that language, else (vi and en) the synthesiser. A further language that has
   * recordings borrows what it lacks from Vietnamese. Null: no such prompt, or no voice for it.
   */
  prompt(code: string, key: string): Promise<PromptAudio | null>;
};

type Parts = {
  readonly clinic: Clinic;
  /** Holds `kiosk-words/` and `kiosk-voice/`; both may be absent. */
  readonly dataDir: string;
  readonly announcer: Announcer;
  readonly engine: SpeechEngine;
  readonly elapsed: () => number;
  readonly note: (event: { event: string } & Record<string, string>) => void;
};

/** More choices than these are not read, they are guessed. */
const MOST_LANGUAGES = 6;
const OWN_NAMES: Readonly<Record<string, string>> = {
  vi: 'Tiếng Việt',
  en: 'English',
  tyz: 'Tày',
  nut: 'Nùng',
  hmn: 'Hmông',
  km: 'Khmer',
  rad: 'Êđê',
};

/** Reads what the hospital has brought; every fault in it is one line in the log and stops nothing. */
export function openKioskLanguages(parts: Parts): KioskLanguages {
  const { languages: texts, faults } = readKioskWords(join(parts.dataDir, 'kiosk-words'));
  for (const { file, key, should } of faults)
    parts.note({ event: 'kiosk-words', file, key, fault: `should be ${should}` });
  const keys = new Set(recordableKeys(parts.clinic));
  const recordings = openRecordings({
    dir: join(parts.dataDir, 'kiosk-voice'),
    knows: (key) => keys.has(key),
    elapsed: parts.elapsed,
  });
  for (const { file, should } of recordings.faults())
    parts.note({ event: 'kiosk-voice', file, fault: `should be ${should}` });
  const speaks = openVoiceWatch(parts.engine);
  const offered = (): KioskLanguage[] => {
    const recorded = recordings.languages();
    const more = [...new Set([...texts.keys(), ...recorded])].filter((code) => !BUILT_IN.includes(code));
    return [...BUILT_IN, ...more.sort()]
      .map((code) => languageOf(code, texts.get(code), recorded.includes(code) || speaks(code)))
      .filter(({ text, audio }) => text || audio);
  };
  for (const { code } of offered().slice(MOST_LANGUAGES))
    parts.note({
      event: 'kiosk-words',
      file: `${code}.json`,
      key: '(file)',
      fault: 'should be one of the first six',
    });
  return {
    list: () => offered().slice(0, MOST_LANGUAGES),
    words: (code) => (code === 'vi' ? kioskVi : (texts.get(code)?.words ?? null)),
    prompt: (code, key) => findPrompt(parts, recordings, code, key),
  };
}

function languageOf(code: string, texts: KioskWords | undefined, audio: boolean): KioskLanguage {
  const text = BUILT_IN.includes(code) || Object.keys(texts?.words ?? {}).length > 0;
  return { code, name: texts?.name ?? OWN_NAMES[code] ?? code.toUpperCase(), text, audio };
}

/** Whether the synthesiser is there; asked again as long as it is not, without making anybody wait. */
function openVoiceWatch(engine: SpeechEngine): (code: string) => boolean {
  let there = false;
  const ask = (): void =>
    void engine.version().then((version) => {
      there = version !== null;
    });
  ask();
  return (code) => {
    if (!there) ask();
    return there && BUILT_IN.includes(code);
  };
}

async function findPrompt(
  parts: Parts,
  recordings: RecordingShelf,
  code: string,
  key: string,
): Promise<PromptAudio | null> {
  const prompt = LANGUAGE_CODE.test(code) ? parsePrompt(key) : null;
  if (!prompt) return null;
  if (BUILT_IN.includes(code)) {
    return (await recordings.find(code, key)) ?? (await synthesised(parts, code as Lang, prompt));
  }
  if (!recordings.languages().includes(code)) return null;
  return (
    (await recordings.find(code, key)) ??
    (await recordings.find('vi', key)) ??
    (await synthesised(parts, 'vi', prompt))
  );
}

async function synthesised(
  { clinic, announcer }: Parts,
  lang: Lang,
  prompt: Prompt,
): Promise<PromptAudio | null> {
  const region = clinic.speakers[0]?.region ?? 'north';
  const sentence = promptSentence(clinic, prompt, lang, region);
  if (!sentence) return null;
  const order = {
    sentences: [sentence],
    voice: { region, timbre: 'female' },
    leadMs: 0,
    chime: 'none',
  } as const;
  const rendered = await announcer.render(order);
  if (!rendered.ok) return null;
  const read = await announcer.readAudio(rendered.sha256);
  return read.ok ? { bytes: read.bytes, type: 'audio/wav', sha256: rendered.sha256 } : null;
}
