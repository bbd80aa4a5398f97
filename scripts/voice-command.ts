import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Clinic } from '../core/queue/clinic-file.ts';
import { styleOf } from '../core/queue/words/call-style.ts';
import { completeLines, neededLines, type Tongue } from '../core/queue/words/vocabulary.ts';
import type { Settings } from '../server/settings.ts';
import { createEspeak, USUAL_ESPEAK } from '../server/speech/espeak.ts';
import { importPack } from '../server/speech/import/import-pack.ts';
import { readSource } from '../server/speech/import/import-source.ts';
import { recordingScript } from '../server/speech/import/recording-script.ts';
import { openDefaultPack } from '../server/speech/pack/default-pack.ts';
import type { Pack } from '../server/speech/pack/pack.ts';
import { activatePack } from '../server/speech/pack/pack-activate.ts';
import { tongueName } from '../server/speech/pack/pack-engine.ts';
import {
  listPacks,
  readActive,
  readConfirmed,
  setActive,
  unconfirmedTokens,
} from '../server/speech/pack/pack-store.ts';
import { scriptPage } from './recording-script-page.ts';
import { activationLine, reportLines } from './voice-words.ts';

type Work = { clinic: Clinic; settings: Settings; words: readonly string[] };

const OPTIONS = {
  lang: { type: 'string', default: 'vi' },
  region: { type: 'string', default: 'north' },
  id: { type: 'string' },
  speaker: { type: 'string' },
  licence: { type: 'string' },
  consent: { type: 'string' },
  out: { type: 'string' },
} as const;

const fault = (line: string): number => {
  console.error(`tiepdon: ${line}`);
  return 1;
};

type Words = {
  readonly tongue: Tongue;
  readonly positionals: readonly string[];
  readonly values: Readonly<Partial<Record<keyof typeof OPTIONS, string>>>;
};

function wordsOf(words: readonly string[]): Words | string {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
    const { lang, region } = values;
    if (lang !== 'vi' && lang !== 'en') return '--lang: should be vi or en';
    if (region !== 'north' && region !== 'south') return '--region: should be north or south';
    return { tongue: { lang, region }, positionals, values };
  } catch (error) {
    return (error as Error).message;
  }
}

const voiceDirOf = ({ dataDir }: Settings): string => join(dataDir, 'voice');
const linesOf = (clinic: Clinic, tongue: Tongue) => neededLines(clinic, styleOf(clinic), tongue);

/** `voice script`: the lines to be read aloud, as a page to print. */
export function voiceScript({ clinic, words }: Work): number {
  const read = wordsOf(words);
  if (typeof read === 'string') return fault(read);
  const script = recordingScript(linesOf(clinic, read.tongue));
  const out = resolve(read.values.out ?? `ban-doc-${tongueName(read.tongue)}.html`);
  writeFileSync(out, scriptPage(clinic.name, read.tongue, script));
  for (const { n, name, words: said } of script)
    console.log(`${String(n).padStart(3)}  ${name}.wav  ${said}`);
  console.log(`\n${script.length} câu. Trang để in: ${out}`);
  return 0;
}

/** The product's own voice, for the hint of changed places; null where there is no synthesiser. */
async function referenceOf({ clinic, settings }: Work, tongue: Tongue): Promise<Pack | null> {
  const made = await openDefaultPack({
    engine: createEspeak(USUAL_ESPEAK),
    dir: join(voiceDirOf(settings), 'default'),
    tongue,
    lines: completeLines(clinic, styleOf(clinic), tongue),
    atOnce: 2,
    onBegin: () => console.log('Đang tạo giọng mẫu để so sánh …'),
    stop: new AbortController().signal,
  });
  return made.ok ? made.pack : null;
}

/** `voice import`: recordings become a pack; nothing is put into use. */
export async function voiceImport(work: Work): Promise<number> {
  const read = wordsOf(work.words);
  if (typeof read === 'string') return fault(read);
  const { positionals, values, tongue } = read;
  const [path] = positionals;
  if (!path) return fault('voice import: a folder or zip is missing');
  const earlier = (await listPacks(voiceDirOf(work.settings))).find(({ id }) => id === values.id);
  const id = values.id ?? '';
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(id))
    return fault('--id: should be lower-case letters, digits and hyphens');
  const [speaker, licence] = [values.speaker ?? earlier?.speaker, values.licence ?? earlier?.licence];
  if (!speaker) return fault('--speaker: should be who has spoken');
  if (!licence) return fault('--licence: should say under which terms the voice may be used');
  const source = await readSource(path);
  if (!source.ok) return fault(`${source.file || path}: ${source.fault}`);
  const region = tongue.lang === 'en' ? null : tongue.region;
  const consent = values.consent ?? earlier?.consent ?? null;
  const report = await importPack({
    voiceDir: voiceDirOf(work.settings),
    head: { id, lang: tongue.lang, region, speaker, licence, consent },
    lines: linesOf(work.clinic, tongue),
    files: source.files,
    reference: await referenceOf(work, tongue),
  });
  for (const line of reportLines(report)) console.log(line);
  const { port } = work.settings;
  console.log(
    `Bước tiếp: nghe từng câu ở http://localhost:${port}/setup/voice trên máy chủ, rồi dùng giọng này.`,
  );
  return report.missing.length > 0 || report.clips.some(({ faults }) => faults.length > 0) ? 2 : 0;
}

/** `voice list`: one JSON line a pack. */
export async function voiceList({ settings }: Work): Promise<number> {
  const dir = voiceDirOf(settings);
  const active = Object.values(await readActive(dir));
  for (const pack of await listPacks(dir)) {
    const { id, lang, region, speaker, licence, consent, clips } = pack;
    const open = unconfirmedTokens(pack, await readConfirmed(dir, id)).length;
    const confirmed = Object.keys(clips).length - open;
    const counts = { clips: Object.keys(clips).length, confirmed, active: active.includes(id) };
    console.log(JSON.stringify({ id, lang, region, speaker, licence, consent, ...counts }));
  }
  return 0;
}

/** `voice activate`: a pack without any fault, heard through and agreed to, speaks from now on. */
export async function voiceActivate({ clinic, settings, words: [id = ''] }: Work): Promise<number> {
  const done = await activatePack(voiceDirOf(settings), id, (tongue) => linesOf(clinic, tongue));
  if (done.ok) {
    console.log(`${id}: dùng cho ${done.tongue}; máy chủ đang chạy đổi giọng trong hai giây`);
    return 0;
  }
  for (const each of done.faults) console.error(activationLine(each));
  return fault(`${id}: chưa dùng được, còn ${done.faults.length} điều ở trên`);
}

/** `voice default`: the product's own voice again. */
export async function voiceDefault({ settings, words: [tongue = ''] }: Work): Promise<number> {
  if (!/^(vi-north|vi-south|en)$/.test(tongue)) return fault('voice default: vi-north, vi-south or en');
  await setActive(voiceDirOf(settings), tongue, null);
  console.log(`${tongue}: giọng của phần mềm`);
  return 0;
}
