import type { Capabilities, Completion } from './capability.ts';
import type { HealthState } from './health-words.ts';
import { canPrint } from './link.ts';
import type { Port, PortFault } from './ports/port.ts';
import { Questions } from './probe-questions.ts';
import { ALL_WELL, healthOf, type Signs, signsOfAnswer } from './status.ts';

/**
 * How a device talks back. `yes`: as a printer does; `no`: not at all; `echo`: it repeats what it is sent, so it is no
 * printer, or a cable with its two ends together; `garbage`: bytes that no printer says, as at a wrong speed.
 */
export type ProbedVoice = 'yes' | 'no' | 'echo' | 'garbage';

/**
 * What a printer answered. `health`: as it said, `unknown` without an answer. `completion`: the best rung it showed.
 * `whole` false: it was not ready (paper, cover), so only its state could be asked. `maker`, `model`: what it calls
 * itself, a hint and no more. `capabilities`: what is known from here on, with provenance `probed`.
 */
export type ProbeResult = {
  readonly voice: ProbedVoice;
  readonly health: HealthState;
  readonly completion: Completion;
  readonly whole: boolean;
  readonly maker: string | null;
  readonly model: string | null;
  readonly capabilities: Pick<Capabilities, 'backChannel' | 'completion'>;
};

export type ProbeAnswer =
  | { readonly ok: true; readonly result: ProbeResult }
  | { readonly ok: false; readonly fault: PortFault | { readonly code: 'stopped'; readonly detail: '' } };

/** In ms: to connect, and to wait for each answer. */
export type ProbeTiming = { readonly connectMs: number; readonly answerMs: number };
export const PROBE_TIMING: ProbeTiming = { connectMs: 3000, answerMs: 1000 };

type Found = Partial<Omit<ProbeResult, 'capabilities'>>;

/**
 * Asks a device what it can say, and lets go of it. Only requests that print nothing, move nothing and clear nothing
 * are sent: DLE EOT 1 to 4, GS r 1, GS ( H with an id, GS I 66 and 67. Never DLE ENQ (it clears what another program
 * prints) and never DLE DC4 (it opens the drawer). What answers to no status is not asked for its name.
 * @param processId four signs of 20–7E that no ticket of today bears
 */
export async function probePrinter(
  port: Port,
  timing: ProbeTiming,
  processId: string,
  signal: AbortSignal,
): Promise<ProbeAnswer> {
  const opening = await port.open(timing.connectMs);
  if (!opening.ok) return opening;
  const questions = new Questions(port, timing.answerMs, signal);
  try {
    const found = opening.twoWay ? await ask(questions, processId) : {};
    const { fault } = questions;
    if (signal.aborted) return { ok: false, fault: { code: 'stopped', detail: '' } };
    return fault ? { ok: false, fault } : { ok: true, result: resultOf(found) };
  } finally {
    questions.stop();
    await port.close('finish');
  }
}

function resultOf(found: Found): ProbeResult {
  const { voice = 'no', health = 'unknown', completion = 'none', whole = true } = found;
  const { maker = null, model = null } = found;
  const capabilities = { completion, backChannel: voice === 'yes' ? 'yes' : 'none' } as const;
  return { voice, health, completion, whole, maker, model, capabilities };
}

async function ask(questions: Questions, processId: string): Promise<Found> {
  await questions.listen();
  const signs = await askSigns(questions);
  const noise = questions.noise;
  if (noise !== null) return { voice: noise };
  const health = signs === null ? 'unknown' : healthOf(signs);
  // What waits in a printer without paper would answer later, to somebody else.
  if (!canPrint(health)) return { voice: 'yes', health, completion: 'dleeot', whole: false };
  const fenced = await questions.ask({ kind: 'fence' }, ({ kind }) => kind === 'fence' || null);
  if (questions.noise !== null) return { voice: questions.noise };
  if (signs === null && fenced === null) return {};
  const echoed = await questions.ask(
    { kind: 'processId', id: processId },
    (saying) => (saying.kind === 'processId' && saying.id === processId) || null,
  );
  const maker = await askName(questions, 'maker');
  // A printer that keeps its maker's name to itself tells no model either.
  const model = maker === null ? null : await askName(questions, 'model');
  if (questions.noise !== null) return { voice: questions.noise };
  const completion = echoed ? 'processId' : fenced ? 'gsr' : 'dleeot';
  return { voice: 'yes', health, completion, maker, model };
}

/** DLE EOT 1 to 4; null when the first is not answered: the rest would not be either. */
async function askSigns(questions: Questions): Promise<Signs | null> {
  let signs: Signs = ALL_WELL;
  for (const n of [1, 2, 3, 4] as const) {
    const byte = await questions.ask({ kind: 'status', n }, (saying) =>
      saying.kind === 'answer' && saying.n === n ? saying.byte : null,
    );
    if (byte === null && n === 1) return null;
    if (questions.noise !== null || byte === null) continue;
    const bad = Object.entries(signsOfAnswer(n, byte)).filter(([, isSo]) => isSo);
    signs = { ...signs, ...Object.fromEntries(bad) };
  }
  return signs;
}

const STRANGE = /[^\x20-\x7e]+/g;

function askName(questions: Questions, what: 'maker' | 'model'): Promise<string | null> {
  return questions.ask({ kind: 'identify', what }, (saying) => {
    if (saying.kind !== 'identity') return null;
    const name = saying.text.replace(STRANGE, ' ').trim();
    return name === '' ? null : name;
  });
}
