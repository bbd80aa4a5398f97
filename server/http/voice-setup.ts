import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import type { Clinic } from '../../core/queue/clinic-file.ts';
import { styleOf } from '../../core/queue/words/call-style.ts';
import { neededLines, type Tongue } from '../../core/queue/words/vocabulary.ts';
import type { VoicePack, VoiceState } from '../../core/wire/voice-setup.ts';
import { tongueOf } from '../speech/pack/pack.ts';
import { type Activation, activatePack, lackingLines } from '../speech/pack/pack-activate.ts';
import { tongueName } from '../speech/pack/pack-engine.ts';
import type { PackFile } from '../speech/pack/pack-file.ts';
import { loadPack } from '../speech/pack/pack-load.ts';
import {
  listPacks,
  packDir,
  readActive,
  readConfirmed,
  setActive,
  verdictOn,
  writeConfirmed,
} from '../speech/pack/pack-store.ts';
import type { HouseVoice } from '../speech/voice.ts';
import { problem } from './problem.ts';

export type VoiceSetupParts = {
  readonly clinic: Clinic;
  readonly voiceDir: string;
  /** The voices of the house as they stand, and a call by them. */
  readonly voice: Pick<HouseVoice, 'state' | 'sample'>;
  /** Who may come in: this machine itself. */
  readonly isFromHere: (request: Request) => boolean;
  readonly now: () => number;
};

const Verdict = z.strictObject({
  pack: z.string().max(40),
  token: z.string().max(60),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  right: z.boolean().nullable(),
});
const Use = z.strictObject({ pack: z.string().max(40) });
const Default = z.strictObject({ tongue: z.enum(['vi-north', 'vi-south', 'en']) });

const refuse = (response: Response, code: Parameters<typeof problem>[0], detail: string): void => {
  const { status, body } = problem(code, detail);
  response.status(status).type('application/problem+json').send(JSON.stringify(body));
};

const tongueOfFile = ({ lang, region }: PackFile): Tongue => ({ lang, region: region ?? 'north' });

type Obstacles = (file: PackFile) => Promise<string[]>;

/** Looked for once a pack, not at every press; when it is put into use every clip is looked at again. */
function rememberedObstacles(parts: VoiceSetupParts): Obstacles {
  const known = new Map<string, { state: string; obstacles: Promise<string[]> }>();
  return (file) => {
    const state = JSON.stringify(file);
    const before = known.get(file.id);
    if (before?.state === state) return before.obstacles;
    const obstacles = obstaclesOf(parts, file);
    known.set(file.id, { state, obstacles });
    return obstacles;
  };
}

/** What keeps a pack from being used, but for what has not been heard yet. */
async function obstaclesOf({ clinic, voiceDir }: VoiceSetupParts, file: PackFile): Promise<string[]> {
  const loaded = await loadPack(packDir(voiceDir, file.id));
  if (!loaded.ok) return loaded.faults.map((fault) => `${fault.file}: ${fault.code}`);
  const lacks = lackingLines(loaded.pack, neededLines(clinic, styleOf(clinic), tongueOf(loaded.pack)));
  return [
    ...lacks.map(({ code, detail }) =>
      code === 'words_missing' ? `Thiếu câu “${detail}”` : `Đọc khác: ${detail}`,
    ),
    ...(file.consent === null ? ['Chưa ghi giấy đồng ý của người đọc'] : []),
  ];
}

async function packView(
  parts: VoiceSetupParts,
  obstaclesIn: Obstacles,
  file: PackFile,
  active: boolean,
): Promise<VoicePack> {
  const confirmed = await readConfirmed(parts.voiceDir, file.id);
  const verdicts = { true: 'right', false: 'again', null: null } as const;
  const { id, lang, region, speaker, licence, consent } = file;
  const lines = Object.entries(file.clips).map(([token, clip]) => ({
    ...{ token, text: clip.text, file: clip.file, sha256: clip.sha256 ?? '', ms: clip.ms },
    verdict: verdicts[`${verdictOn(clip, confirmed[token])}`],
  }));
  return {
    id,
    lang,
    region,
    speaker,
    licence,
    consent,
    active,
    lines,
    obstacles: await obstaclesIn(file),
  };
}

async function stateOf(parts: VoiceSetupParts, obstaclesIn: Obstacles): Promise<VoiceState> {
  const active = await readActive(parts.voiceDir);
  const files = await listPacks(parts.voiceDir);
  const packs = files.map((file) =>
    packView(parts, obstaclesIn, file, active[tongueName(tongueOfFile(file))] === file.id),
  );
  return { chain: await parts.voice.state(), packs: await Promise.all(packs) };
}

/** Notes what was decided on a clip, if it is still the sound that was heard. */
async function decide(
  { voiceDir, now }: VoiceSetupParts,
  verdict: z.infer<typeof Verdict>,
): Promise<boolean> {
  const { pack, token, sha256, right } = verdict;
  const file = (await listPacks(voiceDir)).find(({ id }) => id === pack);
  if (file?.clips[token]?.sha256 !== sha256) return false;
  const { [token]: _before, ...others } = await readConfirmed(voiceDir, pack);
  const heard = right === null ? {} : { [token]: { sha256, at: new Date(now()).toISOString(), right } };
  await writeConfirmed(voiceDir, pack, { ...others, ...heard });
  return true;
}

/** The bytes of a clip by its pack and token, both of which must be known ones; null otherwise. */
async function clipBytes({ voiceDir }: VoiceSetupParts, pack: string, token: string): Promise<Buffer | null> {
  const file = (await listPacks(voiceDir)).find(({ id }) => id === pack);
  const clip = file && Object.hasOwn(file.clips, token) ? file.clips[token] : undefined;
  return clip ? readFile(join(packDir(voiceDir, pack), clip.file)).catch(() => null) : null;
}

const activationDetail = (done: Extract<Activation, { ok: false }>): string =>
  `${done.faults.length}: ${done.faults
    .slice(0, 3)
    .map(({ file, code }) => `${file} ${code}`)
    .join(', ')}`;

/** What was asked for one after the other: two presses in a row must not write over each other. */
function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

/**
 * The page on which a person hears a recorded voice through: `GET /setup/voice/packs`, `/setup/voice/sample` (a call
 * as it sounds now), `/setup/voice/clip/<pack>/<token>`, and `POST /setup/voice/verdict {pack, token, sha256, right}` (null takes it
 * back), `/setup/voice/use {pack}`, `/setup/voice/default {tongue}`, each answered with the state. Only for this
 * machine itself; faults: 403 `not-allowed`, 400 `bad-request`, 404 `not-found`, 422 `needs-confirmation` (with what
 * stands against it), 503 `storage-unavailable`.
 */
export function voiceSetupRoutes(parts: VoiceSetupParts): express.Router {
  const routes = express.Router();
  const turn = inTurn();
  const obstacles = rememberedObstacles(parts);
  const guard: RequestHandler[] = [
    (request, response, next) => {
      response.setHeader('cache-control', 'no-store');
      if (parts.isFromHere(request)) next();
      else refuse(response, 'not-allowed', 'Mở trang này trên chính máy chủ.');
    },
    express.json({ limit: '4kb', inflate: false }),
  ];
  const show = async (response: Response): Promise<void> =>
    void response.json(await stateOf(parts, obstacles));
  routes.get('/setup/voice/packs', ...guard, (_request, response) => show(response));
  routes.get('/setup/voice/clip/:pack/:token', ...guard, async (request, response) => {
    const bytes = await clipBytes(parts, String(request.params.pack), String(request.params.token));
    if (bytes) response.type('audio/wav').send(bytes);
    else refuse(response, 'not-found', '');
  });
  routes.get('/setup/voice/sample', ...guard, async (_request, response) => {
    const bytes = await parts.voice.sample();
    if (bytes) response.type('audio/wav').send(bytes);
    else refuse(response, 'not-found', 'Chưa có giọng nào, kể cả chuông.');
  });
  routes.post('/setup/voice/verdict', ...guard, async (request, response) => {
    const body = Verdict.safeParse(request.body);
    if (!body.success) return refuse(response, 'bad-request', '');
    if (await turn(() => decide(parts, body.data))) await show(response);
    else refuse(response, 'not-found', 'Câu này đã được thu lại; nghe bản mới.');
  });
  routes.post('/setup/voice/use', ...guard, async (request, response) => {
    const body = Use.safeParse(request.body);
    if (!body.success) return refuse(response, 'bad-request', '');
    const lines = (tongue: Tongue) => neededLines(parts.clinic, styleOf(parts.clinic), tongue);
    const done = await turn(() => activatePack(parts.voiceDir, body.data.pack, lines));
    if (done.ok) await show(response);
    else refuse(response, 'needs-confirmation', activationDetail(done));
  });
  routes.post('/setup/voice/default', ...guard, async (request, response) => {
    const body = Default.safeParse(request.body);
    if (!body.success) return refuse(response, 'bad-request', '');
    await turn(() => setActive(parts.voiceDir, body.data.tongue, null));
    await show(response);
  });
  routes.use(failed);
  return routes;
}

function failed(error: unknown, _request: Request, response: Response, _next: NextFunction): void {
  const { status } = error as { status?: number };
  if (status && status < 500) refuse(response, 'bad-request', '');
  else refuse(response, 'storage-unavailable', 'Không ghi được xuống đĩa. Kiểm tra DATA_DIR.');
}
